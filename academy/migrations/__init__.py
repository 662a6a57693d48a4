"""The ground's tables over time."""
