"""What a backup holds comes back, whatever was being written meanwhile."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from academy.launcher import archive, tasks
from academy.launcher.hold import hold

pytestmark = pytest.mark.pure


@pytest.fixture
def writer(site: Path) -> Iterator[None]:
    """Somebody who keeps writing rows two at a time, in one transaction."""
    done = threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(site / "academy.sqlite3", timeout=20)) as database:
            pair = 0
            while not done.is_set():
                pair += 1
                with database:
                    database.execute("INSERT INTO entry (pair) VALUES (?)", [pair])
                    database.execute("INSERT INTO entry (pair) VALUES (?)", [pair])

    thread = threading.Thread(target=write)
    thread.start()
    yield
    done.set()
    thread.join()


def rows(site: Path) -> list[tuple[int, int]]:
    """Each pair in the database with how many rows it has."""
    with closing(sqlite3.connect(site / "academy.sqlite3")) as database:
        return database.execute("SELECT pair, count(*) FROM entry GROUP BY pair").fetchall()


def test_database_and_files_come_back(site: Path, tmp_path: Path) -> None:
    file = tmp_path / "one.tar.gz"
    assert tasks.perform(["backup", str(file)]) == 0
    with closing(sqlite3.connect(site / "academy.sqlite3")) as database, database:
        database.execute("DELETE FROM entry")
    (site / "media/photos/hall é.jpg").unlink()
    assert tasks.perform(["restore", str(file)]) == 0
    assert rows(site) == [(0, 2)]
    assert (site / "media/photos/hall é.jpg").read_bytes() == "media/photos/hall é.jpg".encode()


def test_what_was_there_is_kept_aside(site: Path, tmp_path: Path) -> None:
    tasks.perform(["backup", str(tmp_path / "one.tar")])
    (site / "private/letters/two.pdf").write_text("came later")
    assert tasks.perform(["restore", str(tmp_path / "one.tar")]) == 0
    (aside,) = site.glob("before-restore-*")
    assert not (site / "private/letters/two.pdf").exists()
    assert (aside / "private/letters/two.pdf").read_text() == "came later"
    assert (aside / "academy.sqlite3").is_file()


@pytest.mark.usefixtures("writer")
def test_a_backup_during_writes_holds_whole_transactions(site: Path, tmp_path: Path) -> None:
    for number in range(5):
        assert tasks.perform(["backup", str(tmp_path / f"{number}.tar")]) == 0
        unpacked = tmp_path / str(number)
        unpacked.mkdir()
        for header, stream in archive.members(tmp_path / f"{number}.tar"):
            if header.name == "database.sqlite3":
                (unpacked / "academy.sqlite3").write_bytes(stream.read())
        assert {count for _, count in rows(unpacked)} == {2}


def test_an_existing_file_is_left_alone_unless_forced(site: Path, tmp_path: Path) -> None:
    file = tmp_path / "mine.tar"
    file.write_text("precious")
    assert tasks.perform(["backup", str(file)]) == 1
    assert file.read_text() == "precious"
    assert tasks.perform(["backup", str(file), "--force"]) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["mine.tar", "var"]


def test_a_file_that_vanishes_meanwhile_is_left_out(
    site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = site / "media/gone.jpg"
    monkeypatch.setattr("academy.launcher.backup.uploaded_files", lambda folder: [gone])
    assert tasks.perform(["backup", str(tmp_path / "one.tar")]) == 0
    assert list(archive.verify(tmp_path / "one.tar").members) == ["database.sqlite3"]


def test_secrets_are_not_in_it_and_it_says_so(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "local.env").write_text("REFLECTION_KEYS=the-key-itself\n")
    tasks.perform(["backup", str(tmp_path / "one.tar")])
    assert b"the-key-itself" not in (tmp_path / "one.tar").read_bytes()
    assert "REFLECTION_KEYS" in capsys.readouterr().out


def test_a_running_site_is_not_restored_over(
    site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tasks.perform(["backup", str(tmp_path / "one.tar")])
    with hold(site / "run.lock", shared=True):
        assert tasks.perform(["restore", str(tmp_path / "one.tar")]) == 1
    assert "stop it first" in capsys.readouterr().err
    assert not list(site.glob("before-restore-*"))


def test_a_damaged_database_is_not_backed_up(site: Path, tmp_path: Path) -> None:
    (site / "academy.sqlite3").write_bytes(b"no database at all" * 500)
    assert tasks.perform(["backup", str(tmp_path / "one.tar")]) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["var"]
