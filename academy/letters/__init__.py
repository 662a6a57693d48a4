"""Letters: written when they are sent, sent once, stopped by one click and by addresses that bounce."""
