"""The two kinds of database: how to copy one out while it is in use, and how to put a copy back."""

import os
import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path
from typing import Any, Protocol

from academy.launcher import postgres, processes
from academy.launcher.places import is_sqlite
from academy.launcher.voice import FULL, Refusal

OWN_WAYS = ("connect_timeout", "options")  # how the site connects; no matter for copying
CONNECTION = {
    "PGDATABASE": "NAME",
    "PGUSER": "USER",
    "PGPASSWORD": "PASSWORD",
    "PGHOST": "HOST",
    "PGPORT": "PORT",
}
LIST_MIGRATIONS = "SELECT app || '.' || name FROM django_migrations ORDER BY id"
EMPTY_FIRST = """
DO $$ DECLARE one record; BEGIN
  FOR one IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
    EXECUTE format('DROP TABLE IF EXISTS public.%I CASCADE', one.tablename);
  END LOOP;
END $$;
"""


class Store(Protocol):
    """A database that can be copied out and put back."""

    engine: str

    def copy_to(self, target: Path) -> list[str]:
        """Write a consistent copy and return the names of the migrations it has."""

    def replace_with(self, copy: Path, aside: Path) -> None:
        """Put `copy` in place, keeping what was there in the folder `aside`."""


def store_of(settings: dict[str, Any]) -> Store:
    """Return the store that Django's database settings describe."""
    return SQLite(Path(str(settings["NAME"]))) if is_sqlite(settings) else PostgreSQL(settings)


class SQLite:
    """A SQLite file."""

    engine = "sqlite"

    def __init__(self, path: Path) -> None:
        self.path = path

    def copy_to(self, target: Path) -> list[str]:
        """Copy with SQLite's own online backup, then prove that the copy is whole."""
        if not self.path.is_file():
            raise Refusal(f"There is no database at {self.path}: run the academy once, or set DATABASE_URL.")
        address = f"{self.path.absolute().as_uri()}?mode=ro"
        try:
            with (
                closing(sqlite3.connect(address, uri=True, timeout=30)) as source,
                closing(sqlite3.connect(target)) as copy,
            ):
                source.backup(copy)
                copy.execute("PRAGMA journal_mode=DELETE")
                return _prove(copy, self.path)
        except sqlite3.Error as error:
            raise Refusal(_sqlite_sentence(error, self.path)) from None

    def replace_with(self, copy: Path, aside: Path) -> None:
        """Swap the files; should the new one not arrive, the old ones go back."""
        with closing(sqlite3.connect(copy)) as database:
            _prove(database, copy)
        moved: list[tuple[Path, Path]] = []
        try:
            for ending in ("-wal", "-shm", ""):
                old = self.path.with_name(self.path.name + ending)
                if old.exists():
                    shutil.move(old, aside / old.name)
                    moved.append((old, aside / old.name))
            self.path.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(copy, self.path)
        except BaseException:
            for old, kept in moved:
                shutil.move(kept, old)
            raise


def _prove(database: sqlite3.Connection, path: Path) -> list[str]:
    """Refuse a damaged database; return its migrations, if it has any."""
    try:
        # Some constraints use functions that only Django brings to a connection, such as REGEXP.
        database.execute("PRAGMA ignore_check_constraints=ON")
        verdict = str(database.execute("PRAGMA integrity_check").fetchone()[0])
    except sqlite3.DatabaseError as error:
        verdict = str(error)
    if verdict != "ok":
        raise Refusal(f"{path} is damaged ({verdict}): use an older backup.")
    try:
        return [str(row[0]) for row in database.execute(LIST_MIGRATIONS)]
    except sqlite3.OperationalError:
        return []


def _sqlite_sentence(error: sqlite3.Error, path: Path) -> str:
    return FULL if "full" in str(error) else f"The database {path} could not be copied ({error})."


class PostgreSQL:
    """A PostgreSQL database, reached with PostgreSQL's own programs."""

    engine = "postgresql"

    def __init__(self, settings: dict[str, Any]) -> None:
        # Passwords travel by the environment: anybody may read another's command line.
        self.env = {key: value for key, value in os.environ.items() if not key.startswith("PG")}
        self.env |= {variable: str(settings[key]) for variable, key in CONNECTION.items() if settings[key]}
        extra = {key: value for key, value in settings.get("OPTIONS", {}).items() if key not in OWN_WAYS}
        self.env |= {f"PG{key.upper()}": str(value) for key, value in extra.items()}
        self.name = str(settings["NAME"])

    def copy_to(self, target: Path) -> list[str]:
        """Dump in PostgreSQL's custom format, which is consistent whatever is being written."""
        self._do(["pg_dump", "-Fc", "--no-owner", "--no-privileges", "-f", str(target)])
        query = ["-X", "-A", "-t", "-c", LIST_MIGRATIONS]
        listed = subprocess.run([_find("psql"), *query], env=self.env, capture_output=True, text=True)
        return listed.stdout.split() if listed.returncode == 0 else []

    def replace_with(self, copy: Path, aside: Path) -> None:
        """Keep a dump of what is there, then replace all tables in one transaction."""
        self.copy_to(aside / "database.pgdump")
        script = copy.with_suffix(".sql")
        # Tables that came after the backup would otherwise stay, and hold on to restored ones.
        script.write_text(EMPTY_FIRST, encoding="utf-8")
        body = copy.with_suffix(".body.sql")
        unpack = ["pg_restore", "--clean", "--if-exists", "--no-owner", "--no-privileges"]
        self._do([*unpack, "-f", str(body), str(copy)])
        quietly = ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "--single-transaction"]
        self._do([*quietly, "-f", str(script), "-f", str(body)])

    def _do(self, command: list[str]) -> None:
        lines: list[str] = []
        code = processes.call([_find(command[0]), *command[1:]], env=self.env, on_line=lines.append)
        if code:
            reason = next((line for line in lines if "error" in line.lower()), " ".join(lines[-1:]))
            raise Refusal(
                f"{command[0]} failed on the database {self.name} ({reason.strip()}): nothing was changed."
            )


def _find(name: str) -> str:
    found = postgres.program(name)
    if not found:
        raise Refusal(f"{name} is needed for this: {postgres.HOW_TO_INSTALL}.")
    return found
