"""A folder of data of its own for each test of the launcher, and the environment put back after."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

SETTINGS = ("DATABASE_URL", "SECRET_KEY", "REFLECTION_KEYS", "SITE_URL", "CI")


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """The folder of data of a site on a machine of one's own, empty."""
    before = dict(os.environ)
    for name in SETTINGS:
        os.environ.pop(name, None)
    os.environ.update(ACADEMY_MODE="local", ACADEMY_VAR=str(tmp_path / "var"))
    (tmp_path / "var").mkdir()
    yield tmp_path / "var"
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture
def site(folder: Path) -> Path:
    """A site with a small database and two uploaded files."""
    with closing(sqlite3.connect(folder / "academy.sqlite3")) as database:
        database.execute("PRAGMA journal_mode=WAL")
        database.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, pair INTEGER NOT NULL)")
        database.execute("INSERT INTO entry (pair) VALUES (0), (0)")
        database.commit()
    for name in ("media/photos/hall é.jpg", "private/letters/one.pdf"):
        (folder / name).parent.mkdir(parents=True)
        (folder / name).write_bytes(name.encode())
    return folder
