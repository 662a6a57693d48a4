"""Pages of the network, one noun a file."""
