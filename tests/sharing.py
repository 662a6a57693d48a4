"""How two processes share the tests: a file whole, so that what its tests share is built once."""

from functools import cache
from pathlib import Path

from xdist.scheduler import LoadScopeScheduling

ROOT = Path(__file__).parent.parent


@cache
def empties_tables(file: str) -> bool:
    """Whether tests of a file commit, and empty every table after them."""
    return "transaction=True" in (ROOT / file).read_text(encoding="utf-8")


class ByFile(LoadScopeScheduling):
    """Files are given out whole, the longest first, and tests that empty every table one by one at the end."""

    def _split_scope(self, nodeid: str) -> str:
        """Name what a test is given out with."""
        file = nodeid.partition("::")[0]
        return nodeid if empties_tables(file) else file
