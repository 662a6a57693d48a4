"""Noticing Ctrl-C and SIGTERM without being torn up in the middle of something.

The handlers only take a note; whoever waits looks at it often. No child can be lost between
being started and being remembered.
"""

import signal
from types import FrameType

_asked: list[int] = []


class Interrupted(BaseException):
    """Somebody asked this task to stop."""


def listen() -> None:
    """Take a note of the signals that ask a program to stop."""
    for name in ("SIGINT", "SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is None or (name == "SIGHUP" and signal.getsignal(number) is signal.SIG_IGN):
            continue
        signal.signal(number, _take_note)


def _take_note(number: int, frame: FrameType | None) -> None:
    _asked.append(number)


def asked() -> bool:
    """Say whether somebody asked this task to stop."""
    return bool(_asked)


def check() -> None:
    """Raise `Interrupted` when somebody asked this task to stop."""
    if _asked:
        raise Interrupted
