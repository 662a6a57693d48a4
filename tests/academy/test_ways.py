"""How news reaches people: as they chose, outside their quiet hours, in one digest, until one click ends it."""

import re
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from academy.actions.choosing import choose_for_thing, choose_quiet_hours
from academy.actions.notify import follow, mute, notify
from academy.letters.digests import post_digests
from academy.letters.sending import send_due
from academy.models import Letter, Notification, NotificationChoice, QuietHours, ThingChoice, User
from academy.ways import MUTED, digest_takes_until, quiet_until, way_for
from tests import make

WAYS = st.sampled_from(["", "app", "now", "daily", "weekly"])
LONDON = ZoneInfo("Europe/London")
TODAY = timezone.localdate()


@given(st.booleans(), st.one_of(WAYS, st.just("muted")), st.lists(WAYS, max_size=2))
def test_a_mute_wins_then_the_narrowest_choice(muted: bool, kind: str, narrower: list[str]) -> None:
    way = way_for(muted=muted, kind=kind, narrower=narrower)
    if muted or kind == MUTED:
        assert way == MUTED
    else:
        assert way == next((each for each in [*narrower, kind] if each), "now")


@given(st.datetimes(), st.times(), st.times())
def test_quiet_hours_end_within_a_day_at_the_hour_that_was_chosen(now: Any, starts: time, ends: time) -> None:
    until = quiet_until(now, starts, ends) if starts != ends and now.year < 9999 else None
    if until is not None:
        assert now < until <= now + timedelta(days=1)
        assert until.time() == ends
        assert quiet_until(until, starts, ends) is None


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=LONDON)  # type: ignore[arg-type, misc]


@pytest.mark.parametrize(
    ("way", "now", "until"),
    [
        ("daily", at(2026, 11, 26, 7, 0), at(2026, 11, 26, 7)),
        ("daily", at(2026, 11, 26, 6, 59), at(2026, 11, 25, 7)),
        ("weekly", at(2026, 11, 26, 12), at(2026, 11, 23, 7)),
        ("weekly", at(2026, 11, 23, 6), at(2026, 11, 16, 7)),
    ],
)
def test_a_digest_takes_what_was_told_before_its_hour(way: str, now: datetime, until: datetime) -> None:
    assert digest_takes_until(way, now) == until


def tell(person: User, fact: str = "f", **fields: Any) -> None:
    notify(people=[person], kind="learning", fact=fact, title=f"News {fact}", **fields)


def choose(person: User, way: str) -> None:
    NotificationChoice.objects.update_or_create(person=person, kind="learning", defaults={"way": way})


def send_all() -> None:
    """What the worker does every minute."""
    post_digests(TODAY)
    send_due(TODAY)


@pytest.mark.django_db
@pytest.mark.parametrize(("way", "rows", "letters"), [("now", 1, 1), ("app", 1, 0), ("muted", 0, 0)])
def test_each_kind_comes_as_it_was_chosen(learner: User, way: str, rows: int, letters: int) -> None:
    choose(learner, way)
    tell(learner)
    send_all()
    assert (Notification.objects.count(), len(mail.outbox)) == (rows, letters)


@pytest.mark.django_db
def test_a_choice_for_a_thing_holds_before_that_of_its_kind(learner: User) -> None:
    thing, around = make.person("thing@example.org"), make.person("around@example.org")
    choose(learner, "app")
    choose_for_thing(person=learner, thing=around, way="now")
    tell(learner, about=thing, within=around)
    choose_for_thing(person=learner, thing=thing, way="app")
    tell(learner, "g", about=thing, within=around)
    send_all()
    assert [letter.subject for letter in mail.outbox] == []  # the later choice holds for what still waits
    choose_for_thing(person=learner, thing=thing, way="")
    tell(learner, "h", about=thing, within=around)
    send_all()
    assert [letter.subject for letter in mail.outbox] == ["News h"]


@pytest.mark.django_db
def test_letters_wait_until_the_quiet_hours_of_ones_own_zone_are_over(learner: User) -> None:
    now = datetime.now(UTC)
    learner.time_zone = "Asia/Tokyo"
    learner.save()
    here = now.astimezone(ZoneInfo("Asia/Tokyo"))
    starts, ends = (here - timedelta(hours=1)).time(), (here + timedelta(hours=1)).time()
    choose_quiet_hours(person=learner, starts=starts, ends=ends)
    tell(learner)
    send_all()
    assert mail.outbox == []
    wait = Letter.objects.get().due_at - now
    assert timedelta(minutes=59) < wait < timedelta(minutes=61)
    QuietHours.objects.all().delete()
    Letter.objects.update(due_at=now)
    send_all()
    assert len(mail.outbox) == 1


def yesterday() -> None:
    """Make all news eight days old."""
    Notification.objects.update(created_at=timezone.now() - timedelta(days=8))


@pytest.mark.django_db
@pytest.mark.parametrize("way", ["daily", "weekly"])
def test_a_digest_lists_what_waited_for_it_once(learner: User, way: str) -> None:
    choose(learner, way)
    tell(learner, "one")
    tell(learner, "two")
    send_all()
    assert mail.outbox == []
    yesterday()
    send_all()
    send_all()
    assert len(mail.outbox) == 1
    assert "News one" in mail.outbox[0].body
    assert "News two" in mail.outbox[0].alternatives[0].content


@pytest.mark.django_db
def test_a_digest_leaves_out_what_was_muted_or_read_meanwhile(learner: User) -> None:
    thing = make.person("thing@example.org")
    choose(learner, "daily")
    tell(learner, "muted", about=thing)
    tell(learner, "seen")
    Notification.objects.filter(fact="seen").update(read_at=timezone.now())
    tell(learner, "left")
    mute(person=learner, thing=thing)
    yesterday()
    send_all()
    assert re.findall(r"News (\w+)", mail.outbox[0].body) == ["left"]


@pytest.mark.django_db
def test_a_digest_with_nothing_left_is_not_sent(learner: User) -> None:
    choose(learner, "daily")
    tell(learner)
    yesterday()
    Notification.objects.update(read_at=timezone.now())
    send_all()
    assert mail.outbox == []
    assert Letter.objects.get().ended == "nothing"


def link_in(letter: Any) -> str:
    """The address in the header that mail programs post to."""
    return str(letter.extra_headers["List-Unsubscribe"]).strip("<>").removeprefix("http://localhost:8000")


@pytest.mark.django_db
def test_one_click_stops_letters_without_signing_in_and_looking_changes_nothing(learner: User) -> None:
    tell(learner)
    send_all()
    letter = mail.outbox[0]
    assert letter.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(link_in(letter))
    assert page["Cache-Control"] == "private, no-store"
    assert learner.email not in page.content.decode()
    assert not NotificationChoice.objects.exists()
    for _again in range(2):
        assert browser.post(link_in(letter), {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert NotificationChoice.objects.get().way == "app"


@pytest.mark.django_db
def test_the_narrowest_thing_is_stopped_first_and_the_page_offers_the_rest(learner: User) -> None:
    thing = make.person("thing@example.org")
    tell(learner, about=thing)
    send_all()
    link = link_in(mail.outbox[0])
    assert "every letter of this kind" in Client().get(link).content.decode()
    Client().post(link, {"List-Unsubscribe": "One-Click"})
    assert ThingChoice.objects.get().way == "app"
    tell(learner, "again", about=thing)
    tell(learner, "other")
    send_all()
    assert [each.subject for each in mail.outbox] == ["News f", "News other"]
    Client().post(link, {"which": "1"})
    assert NotificationChoice.objects.get().way == "app"


@pytest.mark.django_db
def test_one_click_ends_the_digest(learner: User) -> None:
    choose(learner, "daily")
    tell(learner)
    yesterday()
    send_all()
    Client().post(link_in(mail.outbox[0]), {"List-Unsubscribe": "One-Click"})
    assert NotificationChoice.objects.get().way == "app"
    assert Client().post(link_in(mail.outbox[0])[:-9] + "/").status_code == 404


@pytest.mark.django_db
def test_letters_carry_no_pictures_and_nothing_from_elsewhere(learner: User) -> None:
    tell(learner, text="<img src='http://elsewhere.example/x.png'>", url="/learn/")
    send_all()
    html = mail.outbox[0].alternatives[0].content
    assert "<img" not in html
    assert set(re.findall(r'https?://[^/"]+', html)) <= {"http://localhost:8000", "http://elsewhere.example"}
    assert set(re.findall(r'(?:src|href)="(https?://[^/]+)', html)) == {"http://localhost:8000"}


@pytest.mark.django_db
def test_what_somebody_follows_is_chosen_on_their_page_and_taken_off_it(
    learner: User, client_for: Any
) -> None:
    thing = make.person("thing@example.org", name="A thing")
    follow(person=learner, thing=thing)
    browser = client_for(learner)
    page = browser.get("/my/notifications/").content.decode()
    key = re.search(r'name="key" value="([\d:]+)"', page)[1]  # type: ignore[index]
    browser.post("/my/notifications/thing/", {"key": key, "way": "weekly"})
    assert ThingChoice.objects.get().way == "weekly"
    browser.post("/my/notifications/thing/", {"key": key, "way": "muted"})
    assert learner.mutes.count() == 1
    browser.post("/my/notifications/thing/", {"key": key, "verb": "forget"})
    assert (learner.mutes.count(), learner.follows.count(), ThingChoice.objects.count()) == (0, 0, 0)
    assert browser.post("/my/notifications/thing/", {"key": key, "way": "now"}).status_code == 404


@pytest.mark.django_db
def test_quiet_hours_are_kept_on_the_page_and_half_of_them_is_none(learner: User, client_for: Any) -> None:
    browser = client_for(learner)
    browser.post("/my/notifications/ways/", {"starts": "22:00", "ends": "07:00"})
    assert str(QuietHours.objects.get()) == "22:00 to 07:00"
    assert 'value="22:00"' in browser.get("/my/notifications/").content.decode()
    browser.post("/my/notifications/ways/", {"starts": "99:00", "ends": "07:00", "learning": "nonsense"})
    assert not QuietHours.objects.exists()
    assert not NotificationChoice.objects.exists()
