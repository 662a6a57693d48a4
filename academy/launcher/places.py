"""Where things are: the code, its virtual environment, and the folder of data."""

import os
import sys
from pathlib import Path
from typing import Any

from academy import environment
from academy.launcher.voice import Refusal, explain

BASE = Path(__file__).resolve().parents[2]
VENV = BASE / ".venv"


def var_dir() -> Path:
    """Return the folder of data: `var` beside the code unless ACADEMY_VAR names another."""
    return Path(environment.text("ACADEMY_VAR") or BASE / "var").absolute()


def writable_var() -> Path:
    """Return the folder of data, made if need be and proved to be writable."""
    folder = var_dir()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / f".probe-{os.getpid()}"
        probe.write_bytes(b"x" * 4096)
        probe.unlink()
    except OSError as error:
        raise Refusal(explain(error)) from None
    return folder


def mode() -> str:
    """Return ACADEMY_MODE; on a machine of one's own it is unset and means local."""
    return environment.choice("ACADEMY_MODE", "local", environment.MODES)


def database() -> dict[str, Any]:
    """Return Django's settings of the database that the site uses."""
    if mode() == "local":
        environment.read_local_file(var_dir() / "local.env")
    return environment.database("DATABASE_URL", var_dir() / "academy.sqlite3")


def is_sqlite(settings: dict[str, Any]) -> bool:
    """Say whether these database settings name a SQLite file."""
    return str(settings["ENGINE"]).endswith("sqlite3")


def python_of(venv: Path) -> Path:
    """Return the interpreter of a virtual environment."""
    return venv / "Scripts" / "python.exe" if sys.platform == "win32" else venv / "bin" / "python"


def manage(*words: str) -> list[str]:
    """Return the command line of one of Django's administrative commands."""
    return [str(python_of(VENV)), "manage.py", *words]
