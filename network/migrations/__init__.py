"""The tables of the network over time."""
