"""How the launcher speaks: one plain sentence, never a traceback."""

import errno
import os
import sys

FULL = "The disk is full: free some space and run this again; nothing already stored is lost."
NOT_ALLOWED = (errno.EACCES, errno.EPERM, errno.EROFS)


class Refusal(Exception):
    """A task cannot go on; the message is the sentence to show and `code` the exit code."""

    def __init__(self, sentence: str, code: int = 1) -> None:
        super().__init__(sentence)
        self.code = code


def say(line: str = "") -> None:
    """Print a line at once; a reader who has gone away is no reason to stop."""
    try:
        print(line, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def complain(line: str) -> None:
    """Print a line to the error stream at once."""
    try:
        print(line, file=sys.stderr, flush=True)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())


def explain(error: OSError) -> str:
    """Return the sentence and the remedy for an error of the operating system."""
    place = error.filename if error.filename is not None else "a file"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return FULL
    if error.errno in NOT_ALLOWED:
        return (
            f"{place} cannot be written or read by this user: change its owner or permissions, "
            "or set ACADEMY_VAR to a folder of your own."
        )
    if error.errno in (errno.ENOTDIR, errno.EEXIST):
        return f"{place} is in the way of a folder that is needed: move it elsewhere."
    return f"{place}: {error.strerror or error}."
