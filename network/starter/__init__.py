"""What a new site's network begins with."""
