"""Forms of the network, one family a file, drawn with the site's own components."""
