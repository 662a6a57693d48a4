"""The ground, built once for the matrix, and what everybody met on it."""

from collections.abc import Iterator

import pytest
from django.db import transaction

from tests.network.matrix.ground import Ground, build
from tests.network.matrix.surfaces import Seen, look_everywhere


@pytest.fixture(scope="package")
def ground(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> Iterator[Ground]:
    """All that there is to see; gone after the package."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        around = transaction.atomic()
        around.__enter__()
        try:
            yield build()
        finally:
            transaction.set_rollback(True)
            around.__exit__(None, None, None)


@pytest.fixture(scope="package")
def seen(ground: Ground) -> Seen:
    """What everybody met, everywhere."""
    return look_everywhere(ground)
