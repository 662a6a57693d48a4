"""Answering by email: signed addresses, and what somebody wrote above what their program quoted."""
