"""Verbs of the network, one a file."""
