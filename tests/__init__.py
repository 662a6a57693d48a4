"""What the site must do, as tests."""
