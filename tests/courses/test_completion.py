"""What a ledger amounts to, as facts; and 10,000 ledgers at random."""

import random
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.completion import (
    Event,
    Requirement,
    explain,
    first_unmet,
    in_force,
    is_complete,
    recall,
    reminder_due,
    renewal_state,
    uncovered,
)

pytestmark = pytest.mark.pure
START = datetime(2026, 1, 1, tzinfo=UTC)
LESSONS = [
    Requirement("lesson", str(number), f"Lesson {number}", f"/{number}/", outcomes=(str(number % 2),))
    for number in range(3)
]
PAPER = Requirement("paper", "", "Final check", "/paper/", outcomes=("0", "1"))
SESSION = Requirement("session", "9", "Meeting")
ALL = [*LESSONS, PAPER, SESSION]


def event(kind: str, key: str = "", *, after: int = 0, pk: int = 0, until: date | None = None) -> Event:
    return Event(kind, key, START + timedelta(minutes=after), "web", pk, until)


def test_each_requirement_names_the_first_event_that_meets_it() -> None:
    events = [event("lesson_completed", "0", after=9), event("lesson_completed", "0", after=2)]
    explained = explain(LESSONS, events)
    assert explained[0].event == events[1]
    assert [item.is_met for item in explained] == [True, False, False]


def test_a_failed_check_meets_nothing_and_any_pass_does() -> None:
    failed = explain([PAPER], [event("paper_failed", "1")])
    passed = explain([PAPER], [event("paper_failed", "1"), event("paper_passed", "2", after=5)])
    assert not is_complete(failed)
    assert is_complete(passed)
    assert passed[0].event is not None
    assert passed[0].event.key == "2"


@given(st.permutations([event("lesson_completed", str(n), after=n) for n in range(3)]))
def test_the_order_in_which_events_are_read_changes_nothing(events: list[Event]) -> None:
    assert explain(LESSONS, events) == explain(LESSONS, sorted(events, key=lambda item: item.occurred_at))
    assert first_unmet(explain(LESSONS, events[:0])) == LESSONS[0]


def test_a_course_that_asks_for_nothing_is_never_complete() -> None:
    assert not is_complete([])


def test_recognised_outcomes_meet_their_lessons_and_all_of_them_the_check() -> None:
    one = [event("outcome_recognised", "0")]
    both = [*one, event("outcome_recognised", "1", after=3)]
    assert [item.is_met for item in explain([*LESSONS, PAPER], one)] == [True, False, True, False]
    assert is_complete(explain([*LESSONS, PAPER], both))
    assert uncovered([0, 1], one) == [1]


def test_testing_out_meets_lessons_and_check_but_no_live_session() -> None:
    met = explain(ALL, [event("tested_out", "1")])
    assert [item.is_met for item in met] == [True, True, True, True, False]


def test_a_correction_can_grant_one_requirement_by_name() -> None:
    met = explain(ALL, [event("requirement_granted", "lesson:1")])
    assert [item.is_met for item in met] == [False, True, False, False, False]


def test_an_event_that_was_set_aside_does_not_count_until_that_is_set_aside_too() -> None:
    passed, aside = event("paper_passed", "1", pk=1), event("set_aside", "1", pk=2, after=1)
    back = event("set_aside", "2", pk=3, after=2)
    assert not explain([PAPER], [passed, aside])[0].is_met
    assert explain([PAPER], [passed, aside, back])[0].event == passed


def test_a_clock_that_was_put_back_does_not_undo_a_correction() -> None:
    passed, aside = event("paper_passed", "1", pk=1, after=60), event("set_aside", "1", pk=2, after=0)
    assert in_force([passed, aside]) == [aside]


def test_what_is_added_to_a_course_afterwards_takes_no_completion_away() -> None:
    done = [event("lesson_completed", "0", pk=1), event("course_completed", "1", pk=2, after=1)]
    record = recall(LESSONS, done)
    assert record.is_complete
    assert (record.met, len(record.explained)) == (1, 3)


def test_a_renewal_lasts_from_its_own_day_and_the_completion_keeps_its_own() -> None:
    first = event("course_completed", "1", pk=1, until=date(2027, 1, 1))
    again = event("renewed", "2", pk=2, after=9, until=date(2028, 1, 1))
    record = recall(LESSONS, [again, first])
    assert record.completed_at == first.occurred_at
    assert (record.renewed_at, record.until) == (again.occurred_at, date(2028, 1, 1))


def random_ledger(dice: random.Random) -> list[Event]:
    """A ledger of up to thirty events of any kind, corrections of corrections among them."""
    kinds = ["lesson_completed", "paper_passed", "paper_failed", "tested_out", "session_attended"]
    kinds += ["outcome_recognised", "requirement_granted", "set_aside", "course_completed", "renewed"]
    ledger = []
    for pk in range(1, dice.randint(0, 30) + 1):
        kind = dice.choice(kinds)
        keys = {
            "requirement_granted": "lesson:1",
            "set_aside": str(dice.randint(1, 30)),
            "session_attended": "9",
        }
        key = keys.get(kind, str(dice.randint(0, 3)))
        until = date(2027, 1, dice.randint(1, 28)) if kind in ("course_completed", "renewed") else None
        ledger.append(event(kind, key, pk=pk, after=dice.randint(0, 50), until=until))
    return ledger


def test_10_000_random_ledgers_amount_to_the_same_however_often_and_in_whatever_order_they_are_read() -> None:
    dice = random.Random(2026)
    complete = 0
    for _number in range(10_000):
        ledger = random_ledger(dice)
        shuffled = dice.sample(ledger, len(ledger))
        record = recall(ALL, ledger)
        assert recall(ALL, shuffled) == record == recall(ALL, ledger)
        complete += record.is_complete
    assert 1_000 < complete < 9_000


@given(st.integers(-400, 400), st.integers(0, 120))
def test_a_renewal_opens_before_the_end_and_is_overdue_after_it(left: int, window: int) -> None:
    today = date(2026, 6, 1)
    state = renewal_state(today + timedelta(days=left), today, window)
    assert state == ("overdue" if left < 0 else "open" if left <= window else "valid")
    assert renewal_state(None, today, window) == "lasting"


@given(st.integers(-40, 60))
def test_a_reminder_is_the_tightest_step_reached_and_none_comes_after_the_end(left: int) -> None:
    today = date(2026, 6, 1)
    step = reminder_due(today + timedelta(days=left), today, (30, 7, 0))
    expected = None if left < 0 or left > 30 else 0 if left == 0 else 7 if left <= 7 else 30
    assert step == expected
