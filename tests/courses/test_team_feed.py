"""Completions for staff records: complete, in order, for members of today, for whoever holds a key."""

import json
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from academy.models import AuditEntry, Membership, Organisation, User
from courses.actions.assigning import assign, exempt
from courses.actions.feeds import make_key, publish_feed, revoke_key
from courses.feed import WrongCursor, cursor_of, number_of
from courses.models import Completion, CoursePage, FeedEntry, FeedKey
from tests import make, make_learning, make_teams

pytestmark = pytest.mark.django_db
AT = "/api/v1/organisations/youth-service/completions"


@pytest.fixture
def team(course: CoursePage) -> tuple[Organisation, User, User]:
    organisation, manager = make_teams.team()
    mo = make_teams.member(organisation, "mo@example.org")
    work = make_learning.invitation("mo@work.example", organisation=organisation)
    type(work).objects.filter(pk=work.pk).update(used_by=mo, used_at=timezone.now())
    assign(organisation=organisation, thing=course, actor=manager, due_days=30)
    return organisation, manager, mo


@pytest.fixture
def key(team: Any) -> str:
    return make_key(organisation=team[0], name="HR", once="o" * 20, actor=team[1])


def ask(key: str, query: str = "", address: str = AT) -> Any:
    return Client().get(address + query, headers={"Authorization": f"Bearer {key}"})


def told(key: str, query: str = "") -> list[tuple[str, str]]:
    return [(row["email"], row["state"]) for row in ask(key, query).json()["completions"]]


def test_a_completion_is_told_once_with_its_days_by_the_work_address(
    team: Any, course: CoursePage, key: str
) -> None:
    until = timezone.localdate() + timedelta(days=300)
    row = make_teams.completed(team[2], course, until=until)
    publish_feed(organisation=team[0])
    assert publish_feed(organisation=team[0]) == 0
    answer = ask(key).json()
    day = timezone.localdate(row.completed_at).isoformat()
    fact = {"email": "mo@work.example", "course": "listening", "title": "Listening", "state": "completed"}
    fact |= {"completed_on": day, "until": until.isoformat()}
    assert [{k: v for k, v in one.items() if k != "member"} for one in answer["completions"]] == [fact]
    assert ask(key, f"?cursor={answer['cursor']}").json()["completions"] == []


def test_finishing_a_course_enters_it_at_once(
    team: Any, key: str, course: CoursePage, django_capture_on_commit_callbacks: Any
) -> None:
    from courses.actions.enrol import complete_lesson, enrol
    from courses.models import LessonPage
    from tests.test_pages import pass_and_award

    with django_capture_on_commit_callbacks(execute=True):
        enrolment = enrol(person=team[2], course=course)
        for lesson in LessonPage.objects.all():
            complete_lesson(enrolment=enrolment, lesson_id=lesson.pk)
        pass_and_award(enrolment)
    assert told(key) == [("mo@work.example", "completed")]


def test_a_renewal_and_a_correction_are_told_as_news(team: Any, course: CoursePage, key: str) -> None:
    row = make_teams.completed(team[2], course)
    publish_feed(organisation=team[0])
    Completion.objects.filter(pk=row.pk).update(until=timezone.localdate() + timedelta(days=9))
    publish_feed(organisation=team[0])
    Completion.objects.filter(pk=row.pk).update(until=None, renewed_at=None, completed_at=None)
    publish_feed(organisation=team[0])
    assert [state for _email, state in told(key)] == ["completed", "completed", "withdrawn"]


def test_what_was_not_asked_is_not_told_and_the_exempt_are_left_alone(team: Any, course: CoursePage) -> None:
    organisation, manager, mo = team
    make_teams.completed(mo, make.course("private", modules=1, lessons=1))
    make_teams.completed(mo, course, until=timezone.localdate() - timedelta(days=1))
    exempt(organisation=organisation, person=mo, course=course, reason="On leave", actor=manager)
    assert publish_feed(organisation=organisation) == 0


def test_whoever_left_is_told_of_no_more_and_whoever_came_back_is_told_anew(
    team: Any, course: CoursePage, key: str
) -> None:
    organisation, _manager, mo = team
    make_teams.completed(mo, course)
    publish_feed(organisation=organisation)
    today, held = timezone.localdate(), Membership.objects.filter(person=mo)
    held.update(valid_to=today - timedelta(days=1))
    cursor = ask(key).json()["cursor"]
    assert told(key) == []
    held.update(valid_from=today, valid_to=None)
    FeedEntry.objects.update(made_at=timezone.now() - timedelta(days=3))
    publish_feed(organisation=organisation)
    assert told(key, f"?cursor={cursor}") == [("mo@work.example", "completed")]


def test_pages_follow_each_other_without_a_gap(team: Any, course: CoursePage, key: str) -> None:
    for number in range(7):
        make_teams.completed(make_teams.member(team[0], f"p{number}@example.org"), course)
    publish_feed(organisation=team[0])
    seen, cursor, more = [], "", True
    while more:
        answer = ask(key, f"?limit=3&cursor={cursor}").json()
        seen += [row["member"] for row in answer["completions"]]
        cursor, more = answer["cursor"], answer["more"]
    assert len(seen) == len(set(seen)) == 7


def test_only_a_live_key_of_this_organisation_opens_the_feed(team: Any, key: str) -> None:
    other, manager = make_teams.team("Other Service")
    theirs = make_key(organisation=other, name="HR", once="o" * 20, actor=manager)
    assert [ask(word).status_code for word in (key, theirs, "", "vra_wrong")] == [200, 401, 401, 401]
    assert ask(key, address=AT.replace("youth", "no")).status_code == 401
    assert Client().post(AT).status_code == 405
    revoke_key(key=FeedKey.objects.get(organisation=team[0]), actor=team[1])
    assert ask(key).status_code == 401
    assert AuditEntry.objects.filter(action__in=["feed key made", "feed key revoked"]).count() == 3


def test_only_a_digest_of_a_key_is_kept_and_answers_are_kept_by_nobody(team: Any, key: str) -> None:
    assert key not in json.dumps(list(FeedKey.objects.values()), default=str)
    assert ask(key)["Cache-Control"] == "private, no-store"


def test_asking_too_often_is_answered_with_when_to_come_back(
    team: Any, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.core.cache import caches

    caches["default"].clear()
    monkeypatch.setattr("academy.limits.time", SimpleNamespace(time=lambda: 1_000_000.0))
    assert {ask(key).status_code for _time in range(60)} == {200}
    answer = ask(key)
    assert (answer.status_code, answer["Retry-After"]) == (429, "60")
    caches["default"].clear()


@pytest.mark.parametrize("cursor", ["x", "Mjox", cursor_of(1) + "x", "9" * 40, "%ff"])
def test_a_cursor_from_elsewhere_is_refused(team: Any, key: str, cursor: str) -> None:
    assert ask(key, f"?cursor={cursor}").status_code == 422
    assert number_of(cursor_of(123)) == 123
    with pytest.raises(WrongCursor):
        number_of("Mjox")


def test_the_sheet_says_the_same_and_holds_no_formula(team: Any, course: CoursePage, key: str) -> None:
    CoursePage.objects.update(title="=1+1")
    make_teams.completed(team[2], course)
    publish_feed(organisation=team[0])
    answer = ask(key, address=AT + ".csv")
    assert answer["Academy-Cursor"] == ask(key).json()["cursor"]
    assert "mo@work.example,listening,'=1+1,completed," in answer.content.decode()


def test_a_manager_makes_a_key_that_is_shown_once(team: Any, client_for: Any) -> None:
    client, at = client_for(team[1]), "/learn/teams/youth-service/connections/"
    form = {"what": "key", "name": "HR", "once": "o" * 20}
    first, second = client.post(at, form).content.decode(), client.post(at, form).content.decode()
    assert "vra_" in first
    assert "vra_" not in second + client.get(at).content.decode()
    client.post(f"{at}keys/{FeedKey.objects.get().pk}/revoke/")
    assert not FeedKey.objects.usable().exists()
