"""References: their files, matching and styles."""
