"""One search for the whole site."""
