"""Tables on SQLite, migrated once for a whole run and copied by each of its processes."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.core.management import call_command
from django.db import connection

from academy.launcher.hold import hold


@contextmanager
def pointed_at(database: Path) -> Iterator[None]:
    """Let every thread of this process use another SQLite database for a while."""
    usual = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = str(database)
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = usual


def put_tables(target: Path) -> bool:
    """Copy the run's migrated tables to `target`; False where this run keeps none, and nothing is there then."""
    kept = os.environ.get("ACADEMY_TEST_TABLES")
    if not kept or connection.vendor != "sqlite":
        return False
    folder = Path(kept)
    with hold(folder):
        made = folder / "tables.sqlite3"
        if not made.exists():
            half = folder / "half.sqlite3"
            with pointed_at(half):
                call_command("migrate", verbosity=0)
            half.rename(made)
    shutil.copyfile(made, target)
    return True
