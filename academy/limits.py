"""How often something may be asked, counted in the cache that all processes share."""

import time

from django.core.cache import caches


def within(name: str, *, most: int, seconds: int = 60) -> bool:
    """Whether this is among the first `most` in the present span of time; each call counts once."""
    key = f"limit:{name}:{int(time.time()) // seconds}"
    shared = caches["default"]
    if shared.add(key, 1, timeout=seconds * 2):
        return most >= 1
    try:
        return int(shared.incr(key)) <= most
    except ValueError:  # it ran out between the two questions
        return False
