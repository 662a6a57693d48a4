"""Every thing x everybody: met by those whom the table names, and by nobody else on any surface."""

import pytest

from tests.network.matrix.expected import IN_THEIR_ROOMS, MAY_SEE, ROOMS, may_see, must_meet
from tests.network.matrix.marks import mark
from tests.network.matrix.meant import MEANT
from tests.network.matrix.people import READERS
from tests.network.matrix.surfaces import Seen

pytestmark = [pytest.mark.django_db, pytest.mark.xdist_group("matrix")]
CELLS = [pytest.param(thing, reader, id=f"{thing} - {reader}") for thing in MAY_SEE for reader in READERS]


@pytest.mark.parametrize(("thing", "reader"), CELLS)
def test_a_thing_is_met_by_whom_the_table_names_and_by_nobody_else(
    seen: Seen, thing: str, reader: str
) -> None:
    word = mark(thing)
    met = {surface for (surface, who), words in seen.items() if who == reader and word in words}
    assert {surface for surface in met if not may_see(thing, reader, surface)} == set()
    assert met or not must_meet(thing, reader)


@pytest.mark.parametrize(("thing", "surface"), [pytest.param(*pair, id=" on ".join(pair)) for pair in MEANT])
def test_a_thing_is_met_where_it_is_meant_to_be(seen: Seen, thing: str, surface: str) -> None:
    word = mark(thing)
    assert [who for (where, who), words in seen.items() if where == surface and word in words]


@pytest.mark.parametrize("thing", sorted(IN_THEIR_ROOMS))
def test_a_moderator_meets_in_the_rooms_what_the_table_says(seen: Seen, thing: str) -> None:
    word = mark(thing)
    rooms = [words for (where, who), words in seen.items() if who == "moderator" and where.startswith(ROOMS)]
    assert any(word in words for words in rooms)


def test_no_two_things_have_the_same_word() -> None:
    assert len({mark(thing) for thing in MAY_SEE}) == len(MAY_SEE)
