"""A browser, a server on a database of its own, and windows that are watched."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser, sync_playwright
from pytest_django.live_server_helper import LiveServer

from academy.models import User
from tests.browser import ground
from tests.browser.window import Window
from tests.tables import pointed_at, put_tables

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # Nothing beyond this machine has an address.
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost",
]
PHONE = {"width": 320, "height": 700}
Open = Callable[..., Window]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole run; without one these tests are skipped (CI fails before it comes here)."""
    found = os.environ.get("ACADEMY_CHROMIUM") or next(filter(None, map(shutil.which, NAMES)), None)
    if not found or not Path(found).exists():
        pytest.skip("There is no Chromium on this machine.")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def database(
    django_test_environment: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """The browser tests' own database, filled once."""
    if connection.vendor != "sqlite":
        pytest.skip("The browser tests run on SQLite.")
    file = tmp_path_factory.mktemp("browser") / "browser.sqlite3"
    with django_db_blocker.unblock():
        put_tables(file)
    with django_db_blocker.unblock(), pointed_at(file):
        ground.make_tables()
        ground.fill()
    return file


@pytest.fixture(scope="session")
def server(browser: Browser) -> Iterator[LiveServer]:
    """The site at an address of this machine; it uses whatever database Django is pointed at."""
    live = LiveServer("localhost")
    yield live
    live.stop()


@pytest.fixture
def site(server: LiveServer, database: Path, django_db_blocker: Any, settings: Any) -> Iterator[str]:
    """The site's origin, while one test runs."""
    settings.ROOT_URLCONF = "tests.browser.urls"
    settings.ALLOWED_HOSTS = ["localhost", "testserver"]
    settings.SITE_URL = server.url
    with django_db_blocker.unblock(), pointed_at(database):
        ground.forget_limits()
        yield server.url


@pytest.fixture
def window(browser: Browser, site: str) -> Iterator[Open]:
    """Opens watched windows, a phone's unless told otherwise; fails when anything went wrong in one."""
    windows: list[Window] = []

    def opened(person: User | None = None, **options: Any) -> Window:
        context = browser.new_context(**{"viewport": PHONE, "locale": "en-GB"} | options)
        made = Window(context, site).watch().sign_in(ground.session_of(person))
        windows.append(made)
        return made

    yield opened
    for made in windows:
        made.context.close()
    assert [fault for made in windows for fault in made.faults] == []
