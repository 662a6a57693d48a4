"""The virtual environment beside the code, filled from a lock file whose every hash is checked."""

import hashlib
import importlib.util
import os
import re
import shutil
import sys
import time
from pathlib import Path

from academy.launcher import processes
from academy.launcher.hold import hold
from academy.launcher.places import BASE, VENV, python_of
from academy.launcher.voice import FULL, Refusal, complain, say

SITE = "requirements.txt"
DEVELOPMENT = "requirements-dev.txt"
PIN = re.compile(r"^([A-Za-z0-9._-]+(?:\[[^]]*\])?==[^\s;\\]+)", re.MULTILINE)
COLLECTING = re.compile(r"Collecting ([^\s=]+)==(\S+)")
WAITING = "Another start is installing; waiting for it."
NO_VENV = (
    "This Python cannot make virtual environments: install Debian's python3-venv "
    "(apt-get install python3-venv), then run this again."
)
FAILURES = (
    (r"No space left on device", FULL),
    (
        r"DO NOT MATCH THE HASHES",
        "A downloaded package differs from the one that was pinned and was not installed: run this "
        "again, and if it happens twice tell the maintainers which package it was.",
    ),
    (
        r"NewConnectionError|name resolution|ConnectTimeout|ReadTimeout|Connection (refused|broken)"
        r"|Network is unreachable|ProxyError|SSLError|Max retries|from versions: none|IncompleteRead",
        "The packages could not be downloaded: check the network (and its proxy), then run this "
        "again; it carries on from here.",
    ),
    (r"Permission denied", f"{VENV} cannot be written by this user: change its owner."),
)


def make_ready(name: str = SITE) -> None:
    """Install what the lock file `name` pins, unless a stamp says that this was done."""
    if _is_current(name):
        return
    with hold(BASE, waiting=WAITING) as held:
        if not _is_current(name):
            _install(name, held)


def _install(name: str, held: int) -> None:
    """Install while the code's folder is held; pip holds on to it too, should it outlive us."""
    if not can_make_environments():
        raise Refusal(NO_VENV)
    for stamp in VENV.glob("installed-*"):
        stamp.unlink()
    marker = VENV / "installing"
    if VENV.exists() and (marker.exists() or not _is_usable()):
        _remove(VENV)
    VENV.mkdir(exist_ok=True)
    marker.touch()
    if not _is_usable():
        _make_environment()
    _run_pip(name, held)
    _write_stamps(name)
    marker.unlink()


def _remove(venv: Path) -> None:
    """Remove a broken environment, in which a stray child of a killed start may still write."""
    for _ in range(10):
        shutil.rmtree(venv, ignore_errors=True)
        if not venv.exists():
            return
        time.sleep(0.5)
    shutil.rmtree(venv)


def can_make_environments() -> bool:
    """Say whether this Python brings `venv` and `ensurepip`; Debian packs them separately."""
    return all(importlib.util.find_spec(name) is not None for name in ("venv", "ensurepip"))


def _is_usable() -> bool:
    """Say whether the environment has this Python's version and a pip."""
    config = VENV / "pyvenv.cfg"
    if not config.is_file() or not python_of(VENV).exists():
        return False
    found = re.search(r"^version(?:_info)?\s*=\s*(\d+)\.(\d+)", config.read_text(), re.MULTILINE)
    same = found is not None and (int(found[1]), int(found[2])) == sys.version_info[:2]
    return same and any(VENV.glob("[Ll]ib/**/site-packages/pip/__main__.py"))


def _make_environment() -> None:
    say("Making a virtual environment in .venv.")
    python = getattr(sys, "_base_executable", sys.executable)
    lines: list[str] = []
    if processes.call([python, "-m", "venv", str(VENV)], on_line=lines.append):
        raise Refusal(explain_failure(lines))


def _run_pip(name: str, held: int) -> None:
    say(f"Installing the packages that {name} pins; the first time this takes a minute or so.")
    progress = Progress(len(PIN.findall((BASE / name).read_text(encoding="utf-8"))))
    command = [str(python_of(VENV)), "-m", "pip", "install", "--require-hashes", "--no-input"]
    command += ["--disable-pip-version-check", "--progress-bar", "off", "--retries", "2"]
    command += ["-r", str(BASE / name)]
    env = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    if processes.call(command, env=env, on_line=progress.read, keep_open=[held]):
        raise Refusal(explain_failure(progress.last))


class Progress:
    """Turns what pip prints into a line a package, and keeps the rest for a failure."""

    def __init__(self, pinned: int) -> None:
        self.pinned = pinned
        self.seen = 0
        self.last: list[str] = []

    def read(self, line: str) -> None:
        """Take one line of pip's."""
        self.last = [*self.last[-200:], line]
        found = COLLECTING.search(line)
        if found:
            self.seen += 1
            say(f"  {self.seen:3} of about {self.pinned}: {found[1]} {found[2]}")
        elif line.startswith("Installing collected packages"):
            say("  unpacking them all")


def explain_failure(lines: list[str]) -> str:
    """Return the sentence for an installation that failed with these last lines."""
    output = "\n".join(lines)
    for pattern, sentence in FAILURES:
        if re.search(pattern, output):
            return sentence
    errors = [line for line in lines if "rror" in line]
    for line in lines[-10:]:
        complain(f"  {line}")
    reason = (errors or lines or ["it said nothing"])[-1].strip()
    return f"The packages could not be installed ({reason}): run this again to try once more."


def _stamp(name: str) -> Path:
    return VENV / f"installed-{Path(name).stem}"


def _stamp_text(name: str) -> str:
    digest = hashlib.sha256((BASE / name).read_bytes()).hexdigest()
    return f"{digest} Python {sys.version_info[0]}.{sys.version_info[1]}\n"


def _is_current(name: str) -> bool:
    stamp = _stamp(name)
    if (VENV / "installing").exists() or not python_of(VENV).exists():
        return False
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == _stamp_text(name)


def _write_stamps(name: str) -> None:
    """Stamp `name`, and the site's own lock too when all its pins are among those installed."""
    pins = {lock: set(PIN.findall((BASE / lock).read_text(encoding="utf-8"))) for lock in (name, SITE)}
    for lock in {name, SITE} if pins[SITE] <= pins[name] else {name}:
        _stamp(lock).write_text(_stamp_text(lock), encoding="utf-8")
