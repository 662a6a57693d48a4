"""What is typed survives a web server that is killed and started again, the real one, on a database of its own."""

import os
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, Page

from courses.models import LessonBody
from tests.browser import ground
from tests.browser.conftest import PHONE
from tests.browser.window import Window
from tests.tables import pointed_at

pytestmark = pytest.mark.browser
WORDS = "I would ask where he wants to sit."
LONG = 30_000
PATIENCE = 60


@dataclass
class Server:
    """Granian in a process group of its own, as `run` starts it."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def origin(self) -> str:
        """Where it answers."""
        return f"http://localhost:{self.port}"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        env = {**os.environ, "ACADEMY_VAR": str(self.folder), "SITE_URL": self.origin, "DATABASE_URL": ""}
        env |= {"DJANGO_SETTINGS_MODULE": "tests.settings", "ACADEMY_MODE": "test"}
        command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", "127.0.0.1"]
        command += ["--blocking-threads", "4", "--backpressure", "64"]
        command += [
            "--port",
            str(self.port),
            "--workers",
            "2",
            "--no-ws",
            "--log-level",
            "error",
            "academy.wsgi:application",
        ]
        self.process = subprocess.Popen(command, env=env, start_new_session=True)
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            with suppress(OSError), urlopen(f"{self.origin}/health/live/", timeout=10):
                return
            time.sleep(0.2)
        raise AssertionError("The server did not start.")

    def kill(self) -> None:
        """End every process of it at once, without a word."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None


def free_port() -> int:
    """A port nobody has."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


@pytest.fixture
def own(database: Path, tmp_path: Path) -> Path:
    """A copy of the browser tests' database, as the server's own."""
    file = tmp_path / "academy.sqlite3"
    with closing(sqlite3.connect(database)) as source, closing(sqlite3.connect(file)) as copy:
        source.backup(copy)
    return file


@pytest.fixture
def killed(own: Path) -> Iterator[Server]:
    """A server that is there, and gone at the end of the test."""
    made = Server(own.parent, free_port())
    made.start()
    yield made
    made.kill()


@pytest.fixture
def reader(browser: Browser, own: Path, killed: Server, django_db_blocker: Any) -> Iterator[Page]:
    """A phone with a lesson open that asks for private writing, its reader enrolled and signed in."""
    with django_db_blocker.unblock(), pointed_at(own):
        person = ground.somebody()
        ground.enrolled(person)
        key = ground.session_of(person)
        path = LessonBody.objects.filter(slots__icontains='"reflection"').order_by("pk")[0].address
    context = browser.new_context(viewport=PHONE, locale="en-GB")
    made = Window(context, killed.origin).watch().sign_in(key)
    yield made.page(f"/learn/{path}/")
    context.close()
    assert [fault for fault in made.faults if "ERR_CONNECTION_" not in fault] == []


def test_private_writing_typed_while_the_server_is_dead_is_saved_when_it_is_back(
    reader: Page, killed: Server
) -> None:
    box = reader.get_by_label("Your thoughts").first
    killed.kill()
    box.fill(WORDS)
    reader.get_by_text("Not saved, will try again").first.wait_for()
    assert box.input_value() == WORDS
    killed.start()
    reader.get_by_text("Saved", exact=True).first.wait_for(timeout=LONG)
    reader.reload()
    assert reader.get_by_label("Your thoughts").first.input_value() == WORDS


def test_what_was_saved_before_the_server_was_killed_is_there_after(reader: Page, killed: Server) -> None:
    reader.get_by_label("Your thoughts").first.fill(WORDS)
    reader.get_by_text("Saved", exact=True).first.wait_for(timeout=LONG)
    killed.kill()
    killed.start()
    reader.reload()
    assert reader.get_by_label("Your thoughts").first.input_value() == WORDS
