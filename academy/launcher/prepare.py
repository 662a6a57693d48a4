"""Getting the database and the static files ready, once, and not again until something changed."""

import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from academy.launcher import install, processes
from academy.launcher.hold import hold
from academy.launcher.places import BASE, is_sqlite, manage
from academy.launcher.voice import FULL, Refusal, say

WAITING = "Another start is preparing the database; waiting for it."
CANNOT_MIGRATE = 3
SETTING_ERRORS = ("ImproperlyConfigured", "WrongSetting")
STARTER = ("*/migrations/*.py", "*/starter/**/*", "*/management/commands/prepare.py")


def prepare(folder: Path, database: dict[str, Any], env: Mapping[str, str], *, static: bool) -> None:
    """Prepare the database, and gather the static files where no development server does."""
    with hold(folder / "prepare.lock", waiting=WAITING):
        _once(folder / "prepared.stamp", lambda: _database_mark(database), ["prepare"], env)
        if static:
            words = ["collectstatic", "--noinput", "--verbosity", "0"]
            _once(folder / "static.stamp", lambda: _static_mark(folder), words, env)


def _once(stamp: Path, mark: Callable[[], list[str]], words: list[str], env: Mapping[str, str]) -> None:
    """Run a command of Django's unless the stamp holds the mark of what is there now."""
    before = mark()
    if before and stamp.is_file() and stamp.read_text(encoding="utf-8") == json.dumps(before):
        return
    stamp.unlink(missing_ok=True)
    if words != ["prepare"]:
        say("Gathering the static files.")
    spoken = Words()
    code = processes.call(manage(*words), env=env, on_line=spoken.read)
    if code:
        raise Refusal(spoken.failure(words[0], code), code if code > 0 else 1)
    spoken.show()
    after = mark()
    if after:
        stamp.write_text(json.dumps(after), encoding="utf-8")


class Words:
    """What a command of Django's says: shown as it comes, except a traceback and the last line."""

    def __init__(self) -> None:
        self.kept: list[str] = []

    def read(self, line: str) -> None:
        """Take one line; from a traceback on, everything is kept back."""
        if self.kept and not self.kept[0].startswith("Traceback"):
            self.show()
        self.kept.append(line)

    def show(self) -> None:
        """Print what was kept back."""
        for line in self.kept:
            say(line)
        self.kept = []

    def failure(self, task: str, code: int) -> str:
        """Return the sentence for a command that failed."""
        last = self.kept[-1] if self.kept else ""
        kind, _, sentence = last.partition(": ")
        if task == "prepare" and code == CANNOT_MIGRATE and last:
            return last
        if kind.rpartition(".")[2] in SETTING_ERRORS:
            return f"{sentence} Correct that setting and run this again."
        if "disk is full" in last or "No space left" in last:
            return FULL
        self.show()
        return f"`manage.py {task}` failed (exit {code}), so nothing was started; its words are above."


def _database_mark(database: dict[str, Any]) -> list[str]:
    """Describe a database that was prepared; empty when nobody can vouch for it from outside.

    A PostgreSQL database can be dropped and made anew under the same address, so preparing it
    always runs: it is quick when there is nothing to do.
    """
    path = Path(str(database["NAME"]))
    if not is_sqlite(database) or not path.is_file():
        return []
    found = path.stat()
    return [str(path), f"{found.st_dev}:{found.st_ino}", _digest(_code_files())]


def _code_files() -> Iterable[Path]:
    for pattern in STARTER:
        yield from BASE.glob(pattern)
    yield BASE / install.SITE


def _static_mark(folder: Path) -> list[str]:
    """Describe the static files that were gathered; empty when the gathered ones are gone."""
    if not (folder / "static" / "staticfiles.json").is_file():
        return []
    return [_digest([*(BASE / "static").glob("**/*"), BASE / install.SITE])]


def _digest(files: Iterable[Path]) -> str:
    """Return one hash of the names and contents of files."""
    whole = hashlib.sha256()
    for path in sorted(files):
        if path.is_file() and path.suffix != ".pyc":
            whole.update(f"{path.relative_to(BASE)}\0".encode())
            whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()
