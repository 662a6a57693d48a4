"""Personas, a small published course, and what every test gets."""

import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.test import Client

from courses.models import CoursePage
from tests import make
from tests.sharing import ByFile
from tests.tables import put_tables

LOOPBACK = {"127.0.0.1", "::1", "localhost", "0.0.0.0"}


@pytest.fixture(autouse=True)
def only_loopback(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reaches beyond this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> Any:
        if isinstance(address, tuple) and address[0] not in LOOPBACK:
            raise AssertionError(f"A test tried to reach {address[0]}.")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def django_db_keepdb(
    request: pytest.FixtureRequest, django_db_modify_db_settings: None, django_db_blocker: Any
) -> bool:
    """Whether the tables are there already: from an earlier run, or copied from this one's."""
    if request.config.getvalue("reuse_db"):
        return True
    with django_db_blocker.unblock():
        return put_tables(Path(str(connection.settings_dict["TEST"]["NAME"])))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> None:
    """Roles and Wagtail's root exist in every test database."""
    from academy.actions.roles import ensure_roles

    with django_db_blocker.unblock():
        ensure_roles()


@contextmanager
def standing(blocker: Any) -> Iterator[None]:
    """What is stored while this begins is there for every test until it ends, as it was stored."""
    with blocker.unblock():
        around = transaction.atomic()
        around.__enter__()
    yield
    with blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture(scope="module")
def starter(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The starter content, loaded once for a module."""
    from academy.starter import load_all

    with standing(django_db_blocker):
        with django_db_blocker.unblock():
            load_all()
        yield


@pytest.fixture(scope="module")
def standing_course(
    request: pytest.FixtureRequest, django_db_setup: None, django_db_blocker: Any
) -> Iterator[int | None]:
    """The key of one course for a whole module whose every test asks for a course, or nothing."""
    tests = [item for item in request.session.items if item.path == request.path]
    if not all("course" in getattr(item, "fixturenames", ()) for item in tests):
        yield None
        return
    with standing(django_db_blocker):
        with django_db_blocker.unblock():
            key = make.course().pk
        yield key


@pytest.fixture(autouse=True)
def forget_caches(request: pytest.FixtureRequest) -> Iterator[None]:
    """Rate limits and kept values do not leak from test to test."""
    yield
    caches["local"].clear()
    caches["renditions"].clear()


@pytest.fixture(autouse=True)
def append_only_yields_to_flush(request: pytest.FixtureRequest) -> Iterator[None]:
    """Emptying SQLite after a transactional test would meet the append-only triggers: they step aside."""
    marker = request.node.get_closest_marker("django_db")
    if marker is None or not marker.kwargs.get("transaction"):
        yield
        return
    request.getfixturevalue("transactional_db")
    make.guard_ledgers(on=True)
    yield
    make.guard_ledgers(on=False)


@pytest.fixture
def client_for(db: None) -> Callable[..., Client]:
    """A browser signed in as somebody; staff have used their second factor in it."""

    def signed_in(person: Any, *, second_factor: bool = True) -> Client:
        client = Client()
        client.force_login(person)
        if second_factor:
            session = client.session
            make.record_second_factor(session, person)
            session.save()
        return client

    return signed_in


@pytest.fixture
def course(standing_course: int | None, db: None) -> Any:
    """A published course of two modules with two lessons each, a check and a final check."""
    return CoursePage.objects.get(pk=standing_course) if standing_course else make.course()


@pytest.fixture
def learner(db: None) -> Any:
    """Somebody with an account and nothing else."""
    return make.person("learner@example.org", name="Ada Learner")


@pytest.fixture
def owner(db: None) -> Any:
    """An owner of the site."""
    return make.staff("owner@example.org", "Owners")


def pytest_configure(config: pytest.Config) -> None:
    """Playwright's synchronous driver runs an event loop, inside which Django would refuse queries."""
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    """Files are given out whole to the processes."""
    return ByFile(config, log)
