"""Every thing x everybody: met by those whom the table names, and by nobody else on any surface."""

import pytest

from tests.network.matrix.expected import IN_THEIR_ROOMS, MAY_SEE, ROOMS, may_see, must_meet
from tests.network.matrix.marks import mark
from tests.network.matrix.meant import MEANT
from tests.network.matrix.people import READERS
from tests.network.matrix.surfaces import Seen

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("thing", list(MAY_SEE))
def test_a_thing_is_met_by_whom_the_table_names_and_by_nobody_else(seen: Seen, thing: str) -> None:
    word = mark(thing)
    met = {(reader, surface) for (surface, reader), words in seen.items() if word in words}
    assert {cell for cell in met if not may_see(thing, *cell)} == set()
    missed = {reader for reader in READERS if must_meet(thing, reader)} - {reader for reader, _where in met}
    assert missed == set()


@pytest.mark.parametrize("thing", sorted({thing for thing, _surface in MEANT}))
def test_a_thing_is_met_where_it_is_meant_to_be(seen: Seen, thing: str) -> None:
    word = mark(thing)
    places = {surface for (surface, _who), words in seen.items() if word in words}
    assert {surface for name, surface in MEANT if name == thing} - places == set()


@pytest.mark.parametrize("thing", sorted(IN_THEIR_ROOMS))
def test_a_moderator_meets_in_the_rooms_what_the_table_says(seen: Seen, thing: str) -> None:
    word = mark(thing)
    rooms = [words for (where, who), words in seen.items() if who == "moderator" and where.startswith(ROOMS)]
    assert any(word in words for words in rooms)


def test_no_two_things_have_the_same_word() -> None:
    assert len({mark(thing) for thing in MAY_SEE}) == len(MAY_SEE)
