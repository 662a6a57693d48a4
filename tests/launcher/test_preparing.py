"""Preparing the database happens once, and its failures are told in a sentence."""

import sys
from pathlib import Path

import pytest

from academy.launcher import places, prepare
from academy.launcher.voice import FULL, Refusal

pytestmark = pytest.mark.pure

TRACEBACK = "Traceback (most recent call last):"


@pytest.fixture
def runs(site: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file that grows by a letter each time the database is prepared."""
    count = site / "count"
    program = [sys.executable, "-c", f"open({str(count)!r}, 'a').write('x')"]
    monkeypatch.setattr(prepare, "manage", lambda *words: program)
    count.touch()
    return count


def once(folder: Path) -> None:
    """Prepare the site's database if that is needed."""
    prepare.prepare(folder, places.database(), {}, static=False)


def test_a_later_start_prepares_nothing(site: Path, runs: Path) -> None:
    once(site)
    once(site)
    assert runs.read_text() == "x"


def test_a_database_put_in_its_place_is_prepared(site: Path, runs: Path) -> None:
    once(site)
    (site / "academy.sqlite3").rename(site / "old.sqlite3")
    once(site)
    (site / "academy.sqlite3").write_bytes((site / "old.sqlite3").read_bytes())
    once(site)
    assert runs.read_text() == "xxx"


def test_a_changed_migration_prepares_again(site: Path, runs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    once(site)
    monkeypatch.setattr(prepare, "STARTER", (*prepare.STARTER, "manage.py"))
    once(site)
    assert runs.read_text() == "xx"


@pytest.mark.parametrize(
    ("lines", "code", "sentence"),
    [
        (["  Preparing", "The database x cannot be migrated."], 3, "The database x cannot be migrated."),
        (
            [TRACEBACK, "  File x", "a.b.ImproperlyConfigured: SECRET_KEY must be set."],
            1,
            "SECRET_KEY must be set.",
        ),
        ([TRACEBACK, "sqlite3.OperationalError: database or disk is full"], 1, FULL),
        ([TRACEBACK, "ValueError: odd"], 1, "`manage.py prepare` failed (exit 1)"),
    ],
)
def test_a_failure_is_told_in_a_sentence(lines: list[str], code: int, sentence: str) -> None:
    spoken = prepare.Words()
    for line in lines:
        spoken.read(line)
    assert spoken.failure("prepare", code).startswith(sentence)


def test_a_failed_preparation_is_tried_again(site: Path, runs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(prepare, "manage", lambda *words: [sys.executable, "-c", "exit(3)"])
        with pytest.raises(Refusal):
            once(site)
    once(site)
    assert runs.read_text() == "x"
