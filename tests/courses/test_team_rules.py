"""Where somebody stands with what their organisation asks: pure rules."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.team_rules import Ask, Fact, Seat, Status, cell_of

pytestmark = pytest.mark.pure
TODAY = date(2026, 6, 15)
DAY = timedelta(days=1)
days = st.dates(date(2020, 1, 1), date(2032, 1, 1))
maybe = st.none() | days


@pytest.mark.parametrize(
    ("fact", "dues", "status"),
    [
        (Fact(TODAY), [TODAY - DAY], Status.DONE),
        (Fact(TODAY, until=TODAY), [TODAY], Status.DONE),
        (Fact(), [TODAY], Status.DUE),
        (Fact(), [TODAY - DAY, TODAY + DAY], Status.OVERDUE),
        (Fact(exempt=True), [TODAY - DAY], Status.EXEMPT),
        (Fact(TODAY), [], Status.NOT_ASKED),
        (Fact(TODAY - 400 * DAY, until=TODAY - 35 * DAY), [TODAY - 300 * DAY], Status.OVERDUE),
        (Fact(TODAY - 400 * DAY, until=TODAY - 35 * DAY), [TODAY + DAY], Status.DUE),
    ],
)
def test_each_state_is_told_from_completion_end_exemption_and_due_days(
    fact: Fact, dues: list[date], status: Status
) -> None:
    assert cell_of(fact, dues, TODAY).status is status


def test_days_after_joining_count_from_the_later_of_joining_and_asking() -> None:
    ask = Ask(1, TODAY, due_days=14)
    assert ask.due_for(Seat(1, joined=TODAY - 900 * DAY)) == TODAY + 14 * DAY
    assert ask.due_for(Seat(1, joined=TODAY + 3 * DAY)) == TODAY + 17 * DAY
    assert ask.due_for(Seat(1)) == TODAY + 14 * DAY


def test_whoever_joins_after_a_fixed_day_is_not_late_at_once() -> None:
    ask = Ask(1, TODAY - 90 * DAY, due_on=TODAY - 30 * DAY)
    assert ask.due_for(Seat(1, joined=TODAY)) > TODAY
    assert ask.due_for(Seat(1, joined=TODAY - 60 * DAY)) == TODAY - 30 * DAY


def test_an_ask_is_for_its_audience_alone() -> None:
    seat = Seat(1, profession=2, place=3)
    asks = [Ask(9, TODAY), Ask(9, TODAY, profession=2), Ask(9, TODAY, place=3), Ask(9, TODAY, person=1)]
    others = [Ask(9, TODAY, profession=3), Ask(9, TODAY, place=2), Ask(9, TODAY, person=2)]
    assert all(ask.is_for(seat) for ask in asks)
    assert not any(ask.is_for(seat) for ask in others)


@given(maybe, maybe, st.booleans(), st.lists(days, max_size=4), days)
def test_a_cell_always_says_one_thing_and_never_more_than_may_be_known(
    completed: date | None, until: date | None, exempt: bool, dues: list[date], today: date
) -> None:
    cell = cell_of(Fact(completed, until, exempt), dues, today)
    assert (cell.due is not None) == (cell.status in (Status.DUE, Status.OVERDUE))
    assert cell.status is not Status.OVERDUE or (cell.due is not None and cell.due < today)
    assert dues or (cell.status, cell.completed) == (Status.NOT_ASKED, None)


@given(maybe, maybe, st.lists(days, max_size=4), days)
def test_the_order_of_assignments_does_not_matter(
    completed: date | None, until: date | None, dues: list[date], today: date
) -> None:
    fact = Fact(completed, until)
    assert cell_of(fact, dues, today) == cell_of(fact, reversed(dues), today)
