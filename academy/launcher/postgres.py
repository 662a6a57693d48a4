"""PostgreSQL's own programs: finding them, and a throw-away server for the tests."""

import os
import re
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote

from academy.launcher import processes, stopping
from academy.launcher.voice import Refusal

PACKAGED = Path("/usr/lib/postgresql")  # where Debian keeps one folder a version
HASTY = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "log_min_messages=fatal")
HOW_TO_INSTALL = "install PostgreSQL (Debian: apt-get install postgresql)"


def program(name: str) -> str:
    """Return the newest installed program of PostgreSQL's with this name, or nothing."""
    versions = sorted(PACKAGED.glob(f"[0-9]*/bin/{name}"), key=_version, reverse=True)
    return str(versions[0]) if versions else shutil.which(name) or ""


def _version(path: Path) -> list[int]:
    return [int(part) for part in re.findall(r"\d+", path.parts[-3])]


def is_installed() -> bool:
    """Say whether a throw-away server can be started here."""
    return bool(program("initdb") and program("postgres"))


def _unprivileged() -> processes.Owner | None:
    """PostgreSQL refuses to run as root, so root becomes nobody for it."""
    if not hasattr(os, "geteuid") or os.geteuid() != 0:
        return None
    import pwd  # not on every system; where there is a root, there is this

    nobody = pwd.getpwnam("nobody")
    return processes.Owner(nobody.pw_uid, nobody.pw_gid)


@contextmanager
def throw_away_server() -> Iterator[str]:
    """Start a server in a temporary folder, reachable by its socket only; yield its address."""
    folder = Path(tempfile.mkdtemp(prefix="academy-pg-"))
    owner = _unprivileged()
    server: processes.Child | None = None
    try:
        if owner:
            os.chown(folder, owner.user, owner.group)
        _make_cluster(folder, owner)
        command = [program("postgres"), "-D", str(folder / "data"), "-k", str(folder), "-h", ""]
        for setting in HASTY:
            command += ["-c", setting]
        server = processes.start(command, cwd=folder, owner=owner)
        _wait_until_ready(folder, server)
        yield f"postgresql://academy@/postgres?host={quote(str(folder), safe='')}"
    finally:
        if server is not None:
            processes.stop([server], by=signal.SIGINT, seconds=15)
        shutil.rmtree(folder, ignore_errors=True)


def _make_cluster(folder: Path, owner: processes.Owner | None) -> None:
    command = [program("initdb"), "-D", str(folder / "data"), "-U", "academy", "-A", "trust"]
    command += ["-E", "UTF8", "--no-locale", "--no-sync"]
    made = processes.start(command, cwd=folder, owner=owner, piped=True)
    said = made.communicate()[0].strip()
    if made.returncode:
        raise Refusal(f"PostgreSQL's initdb failed: {said}.")


def _wait_until_ready(folder: Path, server: processes.Child) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and server.poll() is None:
        stopping.check()
        command = [program("pg_isready") or "pg_isready", "-q", "-h", str(folder)]
        if subprocess.run(command, capture_output=True).returncode == 0:
            return
        time.sleep(0.1)
    raise Refusal("The throw-away PostgreSQL server did not start; its last words are above.")
