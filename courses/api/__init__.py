"""Completions for an organisation's own systems: read with a key, a part at a time."""

from courses.api.completions import api_urls

__all__ = ["api_urls"]
