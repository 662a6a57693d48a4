"""A backup of a PostgreSQL database comes back too, and takes later tables away."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from academy.launcher import postgres, tasks

pytestmark = [
    pytest.mark.pure,
    pytest.mark.skipif(not postgres.is_installed(), reason="PostgreSQL is not installed"),
]


@pytest.fixture
def address(folder: Path) -> Iterator[str]:
    """The address of a throw-away server that the site uses."""
    with postgres.throw_away_server() as address:
        os.environ["DATABASE_URL"] = address
        yield address


def sql(address: str, words: str) -> str:
    """What psql answers."""
    command = [postgres.program("psql"), "-X", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", words, address]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def test_tables_come_back_and_later_ones_go(address: str, folder: Path, tmp_path: Path) -> None:
    sql(
        address,
        "CREATE TABLE entry (id serial PRIMARY KEY, word text); INSERT INTO entry (word) VALUES ('é')",
    )
    assert tasks.perform(["backup", str(tmp_path / "one.tar")]) == 0
    sql(address, "UPDATE entry SET word = 'changed'; CREATE TABLE later (entry int REFERENCES entry)")
    assert tasks.perform(["restore", str(tmp_path / "one.tar")]) == 0
    assert sql(address, "SELECT word FROM entry") == "é"
    assert sql(address, "SELECT count(*) FROM pg_tables WHERE tablename = 'later'") == "0"
    assert len(list(folder.glob("before-restore-*/database.pgdump"))) == 1


def test_a_dump_that_cannot_be_read_changes_nothing(address: str, folder: Path, tmp_path: Path) -> None:
    from academy.launcher.places import database
    from academy.launcher.stores import store_of
    from academy.launcher.voice import Refusal

    sql(address, "CREATE TABLE entry (word text); INSERT INTO entry VALUES ('kept')")
    (tmp_path / "bad.pgdump").write_bytes(b"no dump")
    with pytest.raises(Refusal, match="nothing was changed"):
        store_of(database()).replace_with(tmp_path / "bad.pgdump", folder)
    assert sql(address, "SELECT word FROM entry") == "kept"


def test_the_server_leaves_nothing_behind() -> None:
    with postgres.throw_away_server() as address:
        socket_folder = Path(address.partition("host=")[2].replace("%2F", "/"))
        assert socket_folder.is_dir()
        assert "UTF8" in sql(address, "SHOW server_encoding")
    assert not socket_folder.exists()
