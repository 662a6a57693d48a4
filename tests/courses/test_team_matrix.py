"""The matrix: who sees it, what it says, what it never asks for, and what it costs."""

import csv
import io
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from academy.models import Membership, Organisation, User
from courses.actions.assigning import assign, exempt
from courses.actions.enrol import complete_lesson, enrol
from courses.actions.letters import choose_weekly_letter, send_weekly_letters
from courses.models import CoursePage, LessonPage
from tests import make_teams

pytestmark = pytest.mark.django_db
AT = "/learn/teams/youth-service/"
PRIVATE = ("attempt", "reflection", "lessonanswer", "correction", "priorlearning", '"source"', "paper_failed")


@pytest.fixture
def team(course: CoursePage) -> tuple[Organisation, User, User]:
    organisation, manager = make_teams.team()
    mo = make_teams.member(organisation, "mo@example.org")
    assign(organisation=organisation, thing=course, actor=manager, due_days=30)
    return organisation, manager, mo


def page_of(client: Client, address: str = AT) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def member_page(person: User) -> str:
    return f"{AT}people/{Membership.objects.get(person=person).pk}/"


def test_a_manager_sees_who_stands_where_in_words(team: Any, course: CoursePage, client_for: Any) -> None:
    _organisation, manager, mo = team
    make_teams.completed(mo, course)
    page = page_of(client_for(manager))
    assert "Mo Member" in page
    assert "Done " in page
    assert "1 due" in page


def test_managers_of_elsewhere_members_and_those_of_yesterday_find_nothing(
    team: Any, client_for: Any
) -> None:
    _organisation, manager, mo = team
    _other, elsewhere = make_teams.team("Other Service")
    client = client_for(manager)
    rooms = ("", "assignments/", "download/csv/", "download/xlsx/", member_page(mo).removeprefix(AT))
    for somebody in (client_for(elsewhere), client_for(mo)):
        assert {somebody.get(AT + room).status_code for room in rooms} == {404}
    page_of(client)
    Membership.objects.filter(person=manager).update(valid_to=timezone.localdate() - timedelta(days=1))
    assert {client.get(AT + room).status_code for room in rooms} == {404}


def test_a_closed_account_manages_nothing(team: Any) -> None:
    _organisation, manager, _mo = team
    assert Organisation.objects.managed_by(manager).exists()
    User.objects.filter(pk=manager.pk).update(is_active=False)
    assert not Organisation.objects.managed_by(manager).exists()


def test_a_members_page_says_met_or_not_with_days_and_asks_for_nothing_else(
    team: Any, course: CoursePage, client_for: Any
) -> None:
    _organisation, manager, mo = team
    lesson = LessonPage.objects.descendant_of(course)[0]
    complete_lesson(enrolment=enrol(person=mo, course=course), lesson_id=lesson.pk)
    client = client_for(manager)
    with CaptureQueriesContext(connection) as captured:
        page = page_of(client, member_page(mo))
    assert page.count("Met on") == 1
    assert page.count("Not met yet") == 4
    sql = " ".join(query["sql"].lower() for query in captured.captured_queries)
    assert [word for word in PRIVATE if word in sql] == []


def test_what_was_not_asked_of_somebody_is_not_shown_although_done(
    team: Any, course: CoursePage, client_for: Any
) -> None:
    organisation, manager, mo = team
    private = make_teams.completed(mo, make_teams.make.course("private", modules=1, lessons=1))
    assert "Private" not in page_of(client_for(manager)) + page_of(client_for(manager), member_page(mo))
    assign(
        organisation=organisation, thing=private.enrolment.course, actor=manager, people=[manager], due_days=3
    )
    assert "Private" not in page_of(client_for(manager), member_page(mo))


def test_filters_narrow_by_status_text_profession_and_course(
    team: Any, course: CoursePage, client_for: Any
) -> None:
    organisation, manager, mo = team
    exempt(organisation=organisation, person=mo, course=course, reason="On leave", actor=manager)
    client = client_for(manager)
    assert "Max Manager" not in page_of(client, f"{AT}?status=exempt").split("<tbody")[1]
    assert "Mo Member" not in page_of(client, f"{AT}?q=max").split("<tbody")[1]
    assert "Nobody fits" in page_of(client, f"{AT}?profession=zzz&course=nothing&page=9&sort=x")
    names = page_of(client, f"{AT}?sort=-name").split("<tbody")[1]
    assert names.index("Mo Member") < names.index("Max Manager")


def test_downloads_hold_what_the_page_shows_and_no_formula(
    team: Any, course: CoursePage, client_for: Any
) -> None:
    _organisation, manager, mo = team
    User.objects.filter(pk=mo.pk).update(display_name='=HYPERLINK("https://evil.example")')
    client = client_for(manager)
    rows = list(csv.reader(io.StringIO(client.get(f"{AT}download/csv/").content.decode("utf-8-sig"))))
    assert rows[0] == ["Name", "Profession", "Listening"]
    assert all(not row[0].startswith("=") for row in rows)
    sheet = load_workbook(io.BytesIO(client.get(f"{AT}download/xlsx/").content)).active
    assert [[str(c or "") for c in row] for row in sheet.values] == rows
    assert client.get(f"{AT}download/exe/").status_code == 404


def test_the_weekly_letter_comes_once_to_those_who_want_it_and_names_nobody(team: Any) -> None:
    organisation, manager, _mo = team
    choose_weekly_letter(organisation=organisation, person=manager, wanted=True)
    monday = timezone.localdate() + timedelta(days=7 - timezone.localdate().weekday())
    mail.outbox.clear()
    for day in (monday, monday, monday + timedelta(days=3)):
        send_weekly_letters(day)
    assert len(mail.outbox) == 1
    assert "Listening: 0 done, 2 due, 0 overdue, 0 exempt" in mail.outbox[0].body
    assert "Mo Member" not in str(mail.outbox[0].body)
    Membership.objects.filter(person=manager).delete()
    send_weekly_letters(monday + timedelta(days=7))
    assert len(mail.outbox) == 1


def test_a_member_sees_what_is_seen_and_leaves_for_good(team: Any, client_for: Any) -> None:
    _organisation, manager, mo = team
    client = client_for(mo)
    assert "Listening" in page_of(client, f"{AT}seen/")
    assert client.post(f"{AT}leave/").status_code == 302
    assert client.get(f"{AT}seen/").status_code == 404
    assert "Mo Member" not in page_of(client_for(manager))


def test_the_last_manager_cannot_leave(team: Any, client_for: Any) -> None:
    _organisation, manager, _mo = team
    client = client_for(manager)
    client.post(f"{AT}leave/")
    page_of(client)


def test_a_manager_assigns_withdraws_and_spares_by_plain_forms(
    team: Any, course: CoursePage, client_for: Any
) -> None:
    organisation, manager, mo = team
    client, other = client_for(manager), make_teams.make.course("other", modules=1, lessons=1)
    form = {"thing": f"course-{other.pk}", "audience": "person", "person": [mo.pk], "due_days": 7}
    assert client.post(f"{AT}assignments/", form).status_code == 302
    wrong = client.post(f"{AT}assignments/", form | {"due_on": timezone.localdate().isoformat()})
    assert "one of the two" in wrong.content.decode()
    client.post(f"{member_page(mo)}exempt/{other.pk}/", {"reason": "On leave"})
    assert "Exempt" in page_of(client, member_page(mo))
    row = organisation.assignments.get(course=other)
    client.post(f"{AT}assignments/{row.pk}/withdraw/")
    assert "Other" not in page_of(client, member_page(mo))


def test_a_large_team_is_asked_one_by_one_from_a_persons_own_page(team: Any, client_for: Any) -> None:
    organisation, manager, mo = team
    people = [User(email=f"p{n}@example.org", display_name=f"A {n}") for n in range(300)]
    for one in User.objects.bulk_create(people):
        Membership.objects.create(person=one, organisation=organisation)
    page = page_of(client_for(manager), f"{AT}assignments/?person={mo.pk}")
    assert f'<option value="{mo.pk}" selected>' in page
    assert page.count("<option") < 250
