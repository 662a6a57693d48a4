"""Template tags of the network."""
