"""Rooms of managers, and what members see of them."""
