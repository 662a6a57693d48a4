"""Twenty at once: one effect, no error."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from itertools import cycle
from threading import Lock
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from academy.actions.memberships import LastManager, leave
from academy.actions.notify import notify
from academy.models import AuditEntry, Membership, Notification, User
from courses.actions.assigning import assign, exempt
from courses.actions.certificates import award_certificate
from courses.actions.cohorts import CohortFull, join_cohort
from courses.actions.corrections import NotInRecord, ask_for_check, grant
from courses.actions.enrol import complete_lesson, enrol
from courses.actions.exchange import import_questions, receive_questions
from courses.actions.feeds import make_key, publish_feed
from courses.actions.joining import InvitationRefused, accept_invitation, ask_to_enrol, invite
from courses.actions.paper import save_answers, save_sent, start_attempt, submit_attempt
from courses.actions.pathways import follow_pathway
from courses.actions.prior import answer_claim, claim_prior_learning
from courses.actions.rosters import begin_roster, receive_roster
from courses.actions.tries import ask_for_another_try, grant_another_try
from courses.feed import page_of
from courses.models import (
    AnotherTry,
    Assignment,
    Attempt,
    Certificate,
    CheckRequest,
    CompletionEvent,
    CoursePage,
    Enrolment,
    EnrolmentRequest,
    Exemption,
    FeedEntry,
    FeedKey,
    Invitation,
    LessonPage,
    PathwayEnrolment,
    PriorLearning,
    Question,
)
from tests import make, make_learning, make_questions, make_teams

pytestmark = pytest.mark.django_db(transaction=True)
TIMES = 20
lock = Lock()


def at_once(work: Callable[[], Any]) -> list[Any]:
    """Do the same twenty times in eight threads; an exception in any of them fails the test."""

    def alone(_number: int) -> Any:
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=8) as pool:
        return list(pool.map(alone, range(TIMES)))


@pytest.fixture
def world() -> tuple[User, Enrolment]:
    from wagtail.models import Collection, Locale, Page

    from academy.actions.roles import ensure_roles

    if not Page.objects.exists():
        Locale.objects.get_or_create(language_code="en-gb")
        Page.add_root(instance=Page(title="Root", slug="root"))
        Collection.add_root(name="Root")
    ensure_roles()
    person = make.person()
    return person, enrol(person=person, course=make.course(modules=1, lessons=1))


def test_enrolling_and_finishing_a_lesson_twenty_times_is_once(world: tuple[User, Enrolment]) -> None:
    person, enrolment = world
    lesson = LessonPage.objects.get()
    at_once(lambda: enrol(person=person, course=enrolment.course))
    at_once(lambda: complete_lesson(enrolment=enrolment, lesson_id=lesson.pk))
    assert Enrolment.objects.count() == 1
    assert CompletionEvent.objects.count() == 2


def test_twenty_starts_and_hand_ins_are_one_attempt(world: tuple[User, Enrolment]) -> None:
    _person, enrolment = world
    at_once(lambda: start_attempt(enrolment=enrolment).pk)
    attempt = Attempt.objects.get()
    at_once(lambda: submit_attempt(attempt=attempt).pk)
    assert Attempt.objects.count() == 1
    assert CompletionEvent.objects.filter(kind="paper_failed").count() == 1


def test_parts_saved_from_many_tabs_at_once_are_all_kept(world: tuple[User, Enrolment]) -> None:
    _person, enrolment = world
    Question.objects.for_final().update(live=False)
    question = make_questions.ordering(enrolment.course.outcomes.first())
    attempt = start_attempt(enrolment=enrolment)
    parts = attempt.paper[0]["shown"]
    turns = cycle(range(3))

    def save() -> None:
        place = next(turns)
        save_sent(attempt=attempt, sent={f"q{question.pk}-{parts[place]}": [str(place + 1)]})

    at_once(save)
    assert len(attempt.answers.get().chosen) == 3


def test_twenty_requests_for_a_try_are_one_and_twenty_grants_give_one(
    world: tuple[User, Enrolment],
) -> None:
    _person, enrolment = world
    CoursePage.objects.update(tries_allowed=1)
    submit_attempt(attempt=start_attempt(enrolment=enrolment))
    author = make.staff("author@example.org", "Course authors")
    at_once(lambda: ask_for_another_try(enrolment=enrolment))
    asked = AnotherTry.objects.get()
    at_once(lambda: grant_another_try(request=asked, actor=author))
    assert AuditEntry.objects.filter(action="another try granted").count() == 1
    assert Notification.objects.filter(person=author).count() == 1


def test_twenty_imports_of_one_file_add_its_questions_once(world: tuple[User, Enrolment]) -> None:
    _person, enrolment = world
    author = make.staff("author@example.org", "Course authors")
    batch = receive_questions(actor=author, name="n", format_name="gift", content=b"Trust grows.{T}")
    outcome = enrolment.course.outcomes.first().pk
    before = Question.objects.count()
    at_once(
        lambda: import_questions(batch=batch, actor=author, outcomes={"": outcome}, use="final", change=False)
    )
    assert Question.objects.count() == before + 1


def test_twenty_awards_are_one_certificate_and_one_notification(world: tuple[User, Enrolment]) -> None:
    _person, enrolment = world
    complete_lesson(enrolment=enrolment, lesson_id=LessonPage.objects.get().pk)
    attempt = start_attempt(enrolment=enrolment)
    right = {str(q["id"]): [o["key"] for o in q["options"] if o["right"]] for q in attempt.paper}
    save_answers(attempt=attempt, answers=right)
    submit_attempt(attempt=attempt)
    now = timezone.now()
    codes = at_once(lambda: award_certificate(enrolment=enrolment, name="Ada", awarded_at=now).code)
    assert len(set(codes)) == 1
    assert Certificate.objects.count() == 1
    assert Notification.objects.count() == 1


def test_twenty_notifications_of_one_fact_are_one(world: tuple[User, Enrolment]) -> None:
    person, _enrolment = world
    at_once(lambda: notify(people=[person], kind="news", fact="fact", title="News"))
    assert Notification.objects.count() == 1


def test_twenty_requests_of_each_kind_are_one_of_each(world: tuple[User, Enrolment]) -> None:
    person, enrolment = world
    course = enrolment.course
    at_once(lambda: ask_for_check(enrolment=enrolment, text="Please"))
    at_once(lambda: ask_to_enrol(person=person, course=course, text=""))
    at_once(lambda: claim_prior_learning(person=person, course=course, title="T", provider="P", text="x"))
    at_once(lambda: invite(email="a@example.org", actor=None, course=course))
    kinds = (CheckRequest, EnrolmentRequest, PriorLearning, Invitation)
    assert [kind.objects.count() for kind in kinds] == [1, 1, 1, 1]  # type: ignore[attr-defined]


def test_twenty_uses_of_an_invitation_are_one_and_the_others_are_told(world: tuple[User, Enrolment]) -> None:
    person, enrolment = world
    make_learning.invitation(person.email, course=enrolment.course)

    def use() -> bool:
        try:
            return bool(accept_invitation(secret=make_learning.SECRET, person=person))
        except InvitationRefused:
            return False

    assert at_once(use).count(True) == 1
    assert Enrolment.objects.count() == 1


def test_twenty_for_two_places_leave_no_third(world: tuple[User, Enrolment]) -> None:
    _person, enrolment = world
    cohort = make_learning.cohort(enrolment.course, places=2)
    people = iter([make.person(f"p{number}@example.org") for number in range(TIMES)])
    enrolments = iter([enrol(person=one, course=enrolment.course) for one in people])

    def take() -> bool:
        try:
            return bool(join_cohort(cohort=cohort, enrolment=next(enrolments)))
        except CohortFull:
            return False

    assert at_once(take).count(True) == 2
    assert cohort.members.count() == 2


def test_twenty_corrections_of_one_requirement_are_one(world: tuple[User, Enrolment]) -> None:
    person, enrolment = world

    def count_it() -> bool:
        try:
            grant(enrolment=enrolment, requirement="paper:", reason="R", actor=person)
            return True
        except NotInRecord:
            return False

    assert at_once(count_it).count(True) == 1
    assert CompletionEvent.objects.filter(source="correction").count() == 1


def test_twenty_answers_to_a_claim_and_twenty_followings_of_a_pathway_are_one(
    world: tuple[User, Enrolment],
) -> None:
    person, enrolment = world
    complete_lesson(enrolment=enrolment, lesson_id=LessonPage.objects.get().pk)
    outcomes = list(enrolment.course.outcomes.all())
    claim = claim_prior_learning(person=person, course=enrolment.course, title="T", provider="P", text="x")
    at_once(lambda: answer_claim(claim=claim, outcomes=outcomes, answer="Yes", actor=person))
    page = make_learning.pathway(enrolment.course)
    at_once(lambda: follow_pathway(person=person, pathway=page).pk)
    assert CompletionEvent.objects.filter(kind="outcome_recognised").count() == 2
    assert CompletionEvent.objects.filter(kind="course_completed").count() == 1
    assert PathwayEnrolment.objects.get().completed_at is not None


def test_twenty_assignments_and_exemptions_are_one_of_each(world: tuple[User, Enrolment]) -> None:
    _person, enrolment = world
    organisation, manager = make_teams.team()
    same = {"organisation": organisation, "actor": manager}
    at_once(lambda: assign(thing=enrolment.course, due_days=30, **same))
    at_once(lambda: exempt(person=manager, course=enrolment.course, reason="On leave", **same))
    assert Assignment.objects.count() == Exemption.objects.count() == 1
    assert Notification.objects.filter(person=manager).count() == 1


def test_of_two_managers_who_leave_at_once_one_stays(world: tuple[User, Enrolment]) -> None:
    organisation, _manager = make_teams.team()
    make_teams.member(organisation, "second@example.org", role="manager")
    rows = iter([*Membership.objects.filter(organisation=organisation)] * (TIMES // 2))

    def go() -> bool:
        try:
            return leave(membership=next(rows), actor_id=1)
        except LastManager:
            return False

    assert at_once(go).count(True) == 1
    assert Membership.objects.filter(organisation=organisation, valid_to=None).count() == 1


def test_twenty_workers_of_one_list_invite_each_address_once(world: tuple[User, Enrolment]) -> None:
    organisation, manager = make_teams.team()
    content = b"email\n" + b"".join(b"p%d@example.org\n" % number for number in range(30))
    roster = receive_roster(organisation=organisation, content=content, whole=True, actor=manager)
    make_teams.member(organisation, "gone@example.org")
    at_once(lambda: begin_roster(roster=roster, actor=manager))
    roster.refresh_from_db()
    assert (roster.state, roster.counts["joins"], roster.counts["leaves"]) == ("done", 30, 1)
    assert Invitation.objects.count() == len(mail.outbox) == 30


def test_twenty_keys_from_one_form_and_twenty_entries_of_one_completion_are_one_of_each(
    world: tuple[User, Enrolment],
) -> None:
    person, enrolment = world
    organisation, manager = make_teams.team()
    make_teams.member(organisation, person.email)
    assign(organisation=organisation, thing=enrolment.course, actor=manager, due_days=3)
    make_teams.completed(person, enrolment.course)
    keys = at_once(lambda: make_key(organisation=organisation, name="HR", once="o" * 20, actor=manager))
    entries = at_once(lambda: publish_feed(organisation=organisation))
    assert (len([key for key in keys if key]), FeedKey.objects.count()) == (1, 1)
    assert (sum(entries), FeedEntry.objects.count()) == (1, 1)


def test_whoever_reads_the_feed_while_it_is_written_misses_nothing(world: tuple[User, Enrolment]) -> None:
    _person, enrolment = world
    organisation, manager = make_teams.team()
    assign(organisation=organisation, thing=enrolment.course, actor=manager, due_days=3)
    people = [make_teams.member(organisation, f"p{number}@example.org") for number in range(TIMES)]
    for one in people:
        make_teams.completed(one, enrolment.course)
    waiting, seen, place = iter(people), [], [0]

    def write_and_read() -> None:
        publish_feed(organisation=organisation, person=next(waiting).pk)
        with lock:
            page = page_of(organisation, place[0], 100)
            seen.extend(row.member for row in page.rows)
            place[0] = page.last

    at_once(write_and_read)
    assert len(seen) == len(set(seen)) == TIMES
