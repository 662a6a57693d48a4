"""`test`: the whole suite in parts, on SQLite, on PostgreSQL and in a browser."""

import os
import re
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from academy.launcher import install, postgres, processes
from academy.launcher.places import BASE, VENV, python_of
from academy.launcher.selection import Selection, select
from academy.launcher.voice import complain, say

COUNTED = re.compile(r"(\d+) (passed|failed|skipped|errors?|xfailed|xpassed)\b")
COLUMN = {"errors": "failed", "error": "failed", "xfailed": "skipped", "xpassed": "passed"}
COLUMNS = ("passed", "failed", "skipped")
CLOSING = re.compile(r" in \d[\d.]*s\b")
COLOURS = re.compile(r"\x1b\[[\d;]*m")
NOTHING_COLLECTED = 5
#: Two processes, which share the files out as `tests/sharing.py` says.
TWO_AT_ONCE = ("-n", "2", "--dist", "loadscope")
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")


@dataclass
class Part:
    """One part of the suite and how it went."""

    name: str
    arguments: list[str]
    env: dict[str, str] = field(default_factory=dict)
    missing: str = ""
    code: int | None = None
    seconds: float = 0
    counts: dict[str, int] = field(default_factory=dict)

    def read(self, line: str) -> None:
        """Show a line of pytest's and, if it is the closing one, count what it says."""
        say(line)
        plain = COLOURS.sub("", line)
        if CLOSING.search(plain) and COUNTED.search(plain):
            self.counts = {}
            for number, word in COUNTED.findall(plain):
                column = COLUMN.get(word, word)
                self.counts[column] = self.counts.get(column, 0) + int(number)


def run(words: list[str]) -> int:
    """Run every part that the arguments ask for; non-zero when any of them failed."""
    install.make_ready(install.DEVELOPMENT)
    with ExitStack() as stack:
        parts = _parts(select(words), stack)
        tables = stack.enter_context(tempfile.TemporaryDirectory(prefix="academy-tables-"))
        for part in parts:
            part.env["ACADEMY_TEST_TABLES"] = tables
            _run_part(part)
    return _summarise(parts)


def _parts(chosen: Selection, stack: ExitStack) -> list[Part]:
    parts = []
    if chosen.plain:
        parts.append(Part("on SQLite", [*TWO_AT_ONCE, *chosen.plain, *chosen.options]))
    if chosen.stored:
        address, missing = _postgresql(stack)
        arguments = ["-m", "not pure", *TWO_AT_ONCE, *chosen.stored, *chosen.options]
        parts.append(Part("on PostgreSQL", arguments, {"DATABASE_URL": address}, missing))
    if chosen.browser:
        chromium = _chromium()
        missing = "" if chromium else "no Chromium: install it (Debian: apt-get install chromium)"
        arguments = [*chosen.browser, *chosen.options]
        parts.append(Part("in a browser", arguments, {"ACADEMY_CHROMIUM": chromium}, missing))
    return parts


def _postgresql(stack: ExitStack) -> tuple[str, str]:
    """Return the address of a PostgreSQL server, or why there is none."""
    address = os.environ.get("DATABASE_URL", "")
    if address.startswith(("postgres://", "postgresql://")):
        return address, ""
    if not postgres.is_installed():
        return "", f"no PostgreSQL: {postgres.HOW_TO_INSTALL}, or set DATABASE_URL"
    return stack.enter_context(postgres.throw_away_server()), ""


def _chromium() -> str:
    named = os.environ.get("ACADEMY_CHROMIUM", "")
    found = [named] if named else [shutil.which(name) or "" for name in CHROMIUMS]
    return next((path for path in found if path and Path(path).exists()), "")


def clean_environment(source: Mapping[str, str]) -> dict[str, str]:
    """Return the environment without the site's settings, which must not leak into tests."""
    settings = (BASE / "academy" / "settings.py").read_text(encoding="utf-8")
    names = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', settings))
    names |= {"DATABASE_URL", "SECRET_KEY", "DJANGO_SETTINGS_MODULE", "PYTHONDEVMODE", "PYTHONHOME"}
    return {
        key: value
        for key, value in source.items()
        if key not in names and not key.startswith(("ACADEMY_", "GRANIAN_", "PG"))
    }


def _run_part(part: Part) -> None:
    say(f"\n=== Tests {part.name} ===")
    if part.missing:
        part.code = 1 if os.environ.get("CI", "").lower() in ("1", "true", "yes") else 0
        complain(f"{'FAILED' if part.code else 'SKIPPED'}: {part.missing}.")
        return
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="academy-test-") as folder:
        env = {**clean_environment(os.environ), "ACADEMY_MODE": "test", "ACADEMY_VAR": folder, **part.env}
        colour = ["--color=yes"] if sys.stdout.isatty() else []
        command = [str(python_of(VENV)), "-m", "pytest", *colour, *part.arguments]
        part.code = processes.call(command, env=env, on_line=part.read, by=signal.SIGINT)
    part.seconds = time.monotonic() - begun
    if part.code not in (0, NOTHING_COLLECTED) and not part.counts.get("failed"):
        part.counts["failed"] = 1  # pytest itself broke


def _summarise(parts: list[Part]) -> int:
    """Print a line a part and the totals, and return the exit code of the whole."""
    say("\n=== Summary ===")
    for part in parts:
        say(f"  {part.name:14} {_verdict(part):44} {part.seconds:6.1f} s")
    totals = {word: sum(part.counts.get(word, 0) for part in parts) for word in COLUMNS}
    codes = {part.code or 0 for part in parts}
    say(", ".join(f"{number} {word}" for word, number in totals.items()))
    if codes - {0, NOTHING_COLLECTED}:
        return 1
    return 0 if sum(totals.values()) else NOTHING_COLLECTED


def _verdict(part: Part) -> str:
    if part.missing:
        return f"{'FAILED' if part.code else 'SKIPPED'}: {part.missing}"
    if part.code == NOTHING_COLLECTED:
        return "no tests here"
    counts = ", ".join(f"{number} {word}" for word, number in part.counts.items())
    return f"{'FAILED' if part.code else 'ok'}: {counts or f'exit {part.code}'}"
