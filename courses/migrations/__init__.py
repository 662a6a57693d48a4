"""The tables of courses over time."""
