"""Each thing that can stop a start gets one sentence with its remedy."""

import errno
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from academy.launcher import doors, local, places, tasks
from academy.launcher.hold import hold
from academy.launcher.voice import Refusal, explain

pytestmark = pytest.mark.pure


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which something else listens."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield int(server.getsockname()[1])


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    """The one sentence with which a task is refused."""
    assert tasks.perform(list(words)) != 0
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    return said


def test_a_taken_port_is_refused(folder: Path, taken: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert f"Port {taken} is taken" in refused(capsys, "run", "--port", str(taken))
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize("word", ["0", "65536", "-1", "80a", "", "٨٠٠٠", "9" * 5000])
def test_a_wrong_port_is_refused(word: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "from 1 to 65535" in refused(capsys, "run", f"--port={word}")


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.1", "example.org"])
def test_example_accounts_are_not_shown_to_others(
    host: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "ACADEMY_MODE=production" in refused(capsys, "run", "--host", host)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.8.9.1", "::1"])
def test_this_machine_is_allowed(host: str) -> None:
    doors.check_host(host, local=True)
    assert doors.is_loopback(host)


def test_an_unknown_mode_is_refused_by_name(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.environ["ACADEMY_MODE"] = "fast"
    assert "ACADEMY_MODE" in refused(capsys, "run")


def test_a_file_in_place_of_the_folder_is_named(folder: Path) -> None:
    folder.rmdir()
    folder.write_text("in the way")
    with pytest.raises(Refusal, match="in the way of a folder"):
        places.writable_var()


@pytest.mark.parametrize(
    ("number", "remedy"),
    [(errno.ENOSPC, "free some space"), (errno.EROFS, "ACADEMY_VAR"), (errno.EACCES, "permissions")],
)
def test_a_full_or_closed_disk_has_a_remedy(number: int, remedy: str) -> None:
    assert remedy in explain(OSError(number, os.strerror(number), "var/academy.sqlite3"))


def test_a_running_restore_is_not_started_over(folder: Path) -> None:
    lock = folder / "run.lock"
    second = hold(lock, shared=True, refusal="wait")
    with hold(lock), pytest.raises(Refusal, match="wait"), second:
        pass


def test_secrets_are_written_once_and_for_their_owner_alone(folder: Path) -> None:
    local.write_settings(folder)
    first = (folder / "local.env").read_text()
    local.write_settings(folder)
    assert (folder / "local.env").read_text() == first
    assert (folder / "local.env").stat().st_mode & 0o777 == 0o600
    assert {line.partition("=")[0] for line in first.splitlines()} == {
        "ACADEMY_MODE",
        "SECRET_KEY",
        "REFLECTION_KEYS",
        "STAFF_MFA_RELAXED",
    }


def test_a_kept_secret_survives_when_another_is_missing(folder: Path) -> None:
    (folder / "local.env").write_text("SECRET_KEY=mine")
    local.write_settings(folder)
    lines = (folder / "local.env").read_text().splitlines()
    assert lines[0] == "SECRET_KEY=mine"
    assert [line.partition("=")[0] for line in lines[1:]] == [
        "ACADEMY_MODE",
        "STAFF_MFA_RELAXED",
        "REFLECTION_KEYS",
    ]
