"""Starting other programs, each in a group of its own, and stopping all of a group."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, NamedTuple

from academy.launcher import stopping
from academy.launcher.places import BASE

Child = subprocess.Popen[str]
# On Linux a bound child is told to stop even when the launcher itself is killed outright. It asks
# for that itself (PR_SET_PDEATHSIG is 1) before it becomes the program: forking with Python code
# in between is unsafe beside threads.
BIND = (
    "import ctypes, os, signal, sys; ctypes.CDLL(None).prctl(1, signal.SIGTERM); "
    "os.execvp(sys.argv[1], sys.argv[1:])"
)


class Owner(NamedTuple):
    """The user and group that a child runs as, when root starts it for somebody humbler."""

    user: int
    group: int


def start(
    command: Sequence[str],
    *,
    env: Mapping[str, str] | None = None,
    piped: bool = False,
    cwd: Path = BASE,
    owner: Owner | None = None,
    keep_open: Sequence[int] = (),
    bound: bool = False,
) -> Child:
    """Start a program in a group of its own.

    `keep_open` are file descriptors it holds on to; a `bound` one does not outlive the launcher.
    """
    if bound and sys.platform == "linux":
        command = [sys.executable, "-IS", "-c", BIND, *command]
    return subprocess.Popen(
        command,
        env=env,
        cwd=cwd,
        user=owner.user if owner else None,
        group=owner.group if owner else None,
        extra_groups=[] if owner else None,
        text=True,
        errors="replace",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE if piped else None,
        stderr=subprocess.STDOUT if piped else None,
        start_new_session=True,
        pass_fds=keep_open,
    )


def _tell_group(child: Child, number: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(child.pid, number)


def stop(children: Sequence[Child], *, by: int = signal.SIGTERM, seconds: float = 8) -> None:
    """Ask every child's group to stop, wait a bounded time, then end what is left."""
    for child in children:
        _tell_group(child, by)
    deadline = time.monotonic() + seconds
    for child in children:
        with suppress(subprocess.TimeoutExpired):
            child.wait(max(0.05, deadline - time.monotonic()))
    for child in children:
        _tell_group(child, signal.SIGKILL)
        child.wait()


def call(
    command: Sequence[str],
    *,
    env: Mapping[str, str] | None = None,
    on_line: Callable[[str], None] | None = None,
    by: int = signal.SIGTERM,
    keep_open: Sequence[int] = (),
) -> int:
    """Run a program to its end, passing each line it prints to `on_line`; return its exit code."""
    child = start(command, env=env, piped=on_line is not None, keep_open=keep_open, bound=True)
    reader = threading.Thread(target=_read, args=(child.stdout, on_line), daemon=True)
    reader.start()
    try:
        while not _ended(child):
            stopping.check()
        reader.join(2)
    finally:
        stop([child], by=by)
        reader.join(5)
        if child.stdout is not None:
            child.stdout.close()
    return child.returncode


def _ended(child: Child) -> bool:
    try:
        child.wait(0.2)
    except subprocess.TimeoutExpired:
        return False
    return True


def _read(pipe: IO[str] | None, on_line: Callable[[str], None] | None) -> None:
    if pipe is None or on_line is None:
        return
    for line in pipe:
        on_line(line.rstrip("\n"))
