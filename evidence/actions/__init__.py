"""Verbs of evidence, one a file."""
