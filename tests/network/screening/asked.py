"""What a page offers as an answer to screening."""

import re
from typing import Any


def choice(page: Any, name: str, begins: str = "") -> dict[str, str]:
    """The value of a field of this name on a page, as a browser would send it."""
    found = re.search(rf'name="{name}" value="({begins}[^"]+)"', page.content.decode())
    assert found, f"{name} is not asked"
    return {name: found[1]}
