"""The pure rules of support services."""
