"""Holding a file or folder so that two launchers do not do the same work at once."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from academy.launcher import stopping
from academy.launcher.voice import Refusal, say

try:
    import fcntl
except ImportError:  # Windows has no such locks; there one start at a time is up to its user
    fcntl = None  # type: ignore[assignment]


def _take(descriptor: int, *, shared: bool) -> bool:
    if fcntl is None:
        return True
    try:
        fcntl.flock(descriptor, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


@contextmanager
def hold(path: Path, *, shared: bool = False, refusal: str = "", waiting: str = "") -> Iterator[int]:
    """Hold `path`; when another has it, refuse with a sentence or say `waiting` and wait."""
    flags = os.O_RDONLY if path.is_dir() else os.O_RDWR | os.O_CREAT
    descriptor = os.open(path, flags, 0o600)
    try:
        told = False
        while not _take(descriptor, shared=shared):
            if refusal:
                raise Refusal(refusal)
            if waiting and not told:
                say(waiting)
                told = True
            stopping.check()
            time.sleep(0.2)
        yield descriptor
    finally:
        os.close(descriptor)
