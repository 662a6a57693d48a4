"""Hours by London's clocks, distance, coordinates, counted pages, how long ago: no database."""

from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone
from json import dumps
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.openreferral.confirming import months_before, standing
from network.openreferral.feeds import Unread, from_address, from_file
from network.openreferral.pages import Miscounted, all_records
from network.openreferral.places import Point, WrongPlace, checked, metres_between
from network.openreferral.records import read_service
from network.openreferral.times import EVERY_DAY, LONDON, Hours, holds_on, is_open, open_now
from network.openreferral.values import Unreadable
from tests.make_services import pages, record

pytestmark = pytest.mark.pure
NINE_TO_FIVE = Hours(byday="MO,TU,WE,TH,FR", opens=time(9), closes=time(17))
TODAY = date(2026, 3, 1)


def london(*parts: int) -> datetime:
    """A moment by London's clocks."""
    return datetime(*parts, tzinfo=LONDON)  # type: ignore[arg-type, misc]


def test_a_service_is_open_between_its_hours_and_closed_at_its_closing_time() -> None:
    assert is_open(NINE_TO_FIVE, london(2026, 1, 5, 9, 0))
    assert not is_open(NINE_TO_FIVE, london(2026, 1, 5, 17, 0))
    assert not is_open(NINE_TO_FIVE, london(2026, 1, 4, 12, 0))


def test_summer_time_is_londons_and_not_that_of_the_server() -> None:
    assert is_open(NINE_TO_FIVE, datetime(2026, 7, 6, 8, 30, tzinfo=UTC))
    assert not is_open(NINE_TO_FIVE, datetime(2026, 1, 5, 8, 30, tzinfo=UTC))
    elsewhere = timezone(timedelta(hours=9))
    assert is_open(NINE_TO_FIVE, datetime(2026, 7, 6, 17, 30, tzinfo=elsewhere))


def test_the_hour_that_summer_skips_and_winter_repeats_is_told_by_the_clock_on_the_wall() -> None:
    early = Hours(byday="SU", opens=time(1), closes=time(3))
    assert is_open(early, datetime(2026, 3, 29, 1, 30, tzinfo=UTC))
    assert is_open(early, datetime(2026, 10, 25, 0, 30, tzinfo=UTC))
    assert is_open(early, datetime(2026, 10, 25, 1, 30, tzinfo=UTC))


def test_hours_past_midnight_belong_to_the_day_before() -> None:
    late = Hours(byday="FR", opens=time(22), closes=time(4))
    assert is_open(late, london(2026, 1, 9, 23, 0))
    assert is_open(late, london(2026, 1, 10, 3, 59))
    assert not is_open(late, london(2026, 1, 9, 3, 0))
    assert not is_open(late, london(2026, 1, 10, 4, 0))


@given(st.datetimes(timezones=st.just(UTC)).filter(lambda moment: 1 < moment.year < 9999))
def test_round_the_clock_is_always_open(moment: datetime) -> None:
    assert is_open(Hours(byday=EVERY_DAY, opens=time(0), closes=time(0)), moment)


@given(st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 1, 1)))
def test_the_second_and_the_last_wednesday_come_once_a_month_each(day: date) -> None:
    rule = Hours(byday="2WE,-1WE", freq="MONTHLY")
    month = [day.replace(day=1) + timedelta(days=n) for n in range(31)]
    found = [one for one in month if one.month == day.month and holds_on(rule, one)]
    assert len(found) == 2
    assert all(one.weekday() == 2 for one in found)
    assert 8 <= found[0].day <= 14


def test_every_second_week_counts_from_its_first_day() -> None:
    rule = Hours(byday="TU", interval=2, start=date(2026, 1, 6))
    held = [n for n in range(28) if holds_on(rule, date(2026, 1, 6) + timedelta(days=n))]
    assert held == [0, 14]


def test_rules_hold_between_their_days_alone() -> None:
    rule = Hours(byday=EVERY_DAY, valid_from=date(2026, 1, 2), valid_to=date(2026, 1, 3))
    assert [holds_on(rule, date(2026, 1, n)) for n in (1, 2, 3, 4)] == [False, True, True, False]
    assert holds_on(Hours(bymonthday="-1", freq="MONTHLY"), date(2026, 2, 28))


def test_hours_that_nobody_told_are_not_called_closed() -> None:
    assert open_now([], london(2026, 1, 5, 9, 0)) is None
    assert open_now([Hours(byday="MO")], london(2026, 1, 5, 9, 0)) is None
    assert open_now([NINE_TO_FIVE], london(2026, 1, 5, 8, 0)) is False


def test_a_known_distance_is_right_within_half_a_per_cent() -> None:
    big_ben, edinburgh = Point(51.5007, -0.1246), Point(55.9486, -3.1999)
    assert metres_between(big_ben, edinburgh) == pytest.approx(534_000, rel=0.005)


points = st.builds(Point, st.floats(50, 60), st.floats(-8, 1))


@given(points, points, points)
def test_distance_is_the_same_both_ways_and_never_shorter_round_a_corner(
    a: Point, b: Point, c: Point
) -> None:
    assert metres_between(a, b) == pytest.approx(metres_between(b, a))
    assert metres_between(a, c) <= metres_between(a, b) + metres_between(b, c) + 0.01
    assert metres_between(a, a) == 0


@given(points)
def test_swapped_coordinates_are_found_and_named(point: Point) -> None:
    assert checked(point.latitude, point.longitude) == point
    with pytest.raises(WrongPlace, match="swapped"):
        checked(point.longitude, point.latitude)


@pytest.mark.parametrize("pair", [(0, 0), (40.7, -74), ("x", 1), (51.5, None), (float("nan"), 0), (True, 0)])
def test_coordinates_that_cannot_be_right_are_refused(pair: tuple[Any, Any]) -> None:
    with pytest.raises(WrongPlace):
        checked(*pair)


def test_no_coordinates_are_no_fault() -> None:
    assert checked(None, "") is None


@given(st.integers(0, 30), st.integers(1, 9))
def test_pages_that_hold_what_they_say_give_every_record_in_order(count: int, size: int) -> None:
    assert all_records(pages(list(range(count)), each=size)) == list(range(count))


@pytest.mark.parametrize(
    "wrong",
    [
        {"total_items": 3},
        {"total_pages": 3},
        {"size": 0},
        {"page_number": 2},
        {"contents": None},
        {"total_items": "4"},
        {"total_items": True},
    ],
)
def test_a_feed_that_does_not_hold_what_it_says_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(Miscounted):
        all_records(pages([1, 2, 3, 4], each=2, **wrong))


def test_a_page_that_is_lost_on_the_way_is_missed() -> None:
    with pytest.raises(Miscounted):
        all_records(pages([1, 2, 3, 4], each=2)[:1])


@given(st.dates(min_value=date(2000, 1, 1)))
def test_six_months_ago_is_lately_and_a_day_before_is_long_ago(today: date) -> None:
    limit = months_before(today, 6)
    assert standing(limit, today) == "lately"
    assert standing(limit - timedelta(days=1), today) == "long-ago"
    assert standing(None, today) == "never"


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"id": "1"}, "UUID"),
        ({"name": ""}, "no “name”"),
        ({"status": "open"}, "status"),
        ({"organization": None}, "organisation"),
        ({"minimum_age": 30}, "highest age"),
        ({"url": "javascript:alert(1)"}, "web address"),
        ({"assured_date": "2026-03-02"}, "not come"),
        ({"description": "a\x00b"}, "character"),
        ({"schedules": [{"byday": "XX"}]}, "days"),
        ({"schedules": [{"opens_at": "09:00"}]}, "never closes"),
        ({"schedules": [{"opens_at": "09:00-05:00"}]}, "time of day"),
        ({"schedules": "MO"}, "list"),
        ({"service_at_locations": [{"location": "here"}]}, "which location"),
        ({"name": {"en": "x"}}, "not a text"),
        ({"cost_options": [{"amount": -1}]}, "amount"),
        ({"phones": [{"number": "none"}]}, "digit"),
    ],
)
def test_a_record_that_cannot_be_right_is_refused_with_its_reason(
    change: dict[str, Any], reason: str
) -> None:
    with pytest.raises(Unreadable, match=reason):
        read_service(record(**change), TODAY)


json = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(st.sampled_from(sorted(record())), json)
def test_whatever_stands_in_a_field_is_read_or_refused_and_nothing_else(name: str, value: Any) -> None:
    with suppress(Unreadable):
        assert read_service(record(**{name: value}), TODAY).service["name"]


@pytest.mark.parametrize("body", [b"", b"{", b"3", b"[1]", b"\xff", b"[" * 100_000, b'{"contents": []}'])
def test_a_file_that_is_no_feed_is_refused(body: bytes) -> None:
    with pytest.raises(Unread):
        from_file(body)


def test_a_list_that_shortens_its_services_has_each_asked_for() -> None:
    whole = [record(name) for name in ("One", "Two")]
    short = [{name: row[name] for name in ("id", "name", "status")} for row in whole]
    answers = {f"https://feed.example/services/{row['id']}": row for row in whole}

    def get(address: str) -> bytes:
        return dumps(answers.get(address) or pages(short)[0]).encode()

    assert from_address("https://feed.example/", get) == whole
