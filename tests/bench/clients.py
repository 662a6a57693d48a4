"""Many clients at once."""

from typing import Any


def measure(options: Any) -> int:
    """Filled in below."""
    return 0
