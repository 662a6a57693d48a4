"""A record that is doubted: explained, looked at by a person, put right by new events with a reason."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from academy.models import AuditEntry, Notification
from courses.actions.certificates import award_certificate
from courses.actions.corrections import (
    NotInRecord,
    answer_check,
    ask_for_check,
    counting_events,
    grant,
    set_aside,
)
from courses.actions.enrol import complete_lesson, enrol
from courses.actions.ledger import Kind, add_event
from courses.actions.outline import refresh_course
from courses.models import (
    CheckRequest,
    Completion,
    CompletionEvent,
    Correction,
    CoursePage,
    Enrolment,
    LessonPage,
    ModulePage,
)
from tests import make

pytestmark = pytest.mark.django_db
PROGRESS = "/learn/listening/progress/"


@pytest.fixture
def enrolment(course: CoursePage, learner: Any) -> Enrolment:
    return enrol(person=learner, course=course)


def lesson_name() -> str:
    return f"lesson:{LessonPage.objects.order_by('path').first().pk}"  # type: ignore[union-attr]


def finish(enrolment: Enrolment, actor: Any) -> None:
    for lesson in LessonPage.objects.all():
        complete_lesson(enrolment=enrolment, lesson_id=lesson.pk)
    grant(enrolment=enrolment, requirement="paper:", reason="Passed on paper.", actor=actor)


def test_the_page_says_what_counted_when_and_what_is_left(
    enrolment: Enrolment, client_for: Any, learner: Any
) -> None:
    complete_lesson(enrolment=enrolment, lesson_id=LessonPage.objects.order_by("path").first().pk)  # type: ignore[union-attr]
    page = client_for(learner).get(PROGRESS).content.decode()
    assert page.count("You marked it done") == 1
    assert page.count("Not done yet") == 4
    assert "on this site" in page


def test_a_granted_requirement_counts_with_its_reason_on_the_learners_page(
    enrolment: Enrolment, owner: Any, client_for: Any, learner: Any
) -> None:
    grant(enrolment=enrolment, requirement=lesson_name(), reason="The site was down.", actor=owner)
    page = client_for(learner).get(PROGRESS).content.decode()
    assert "Counted by a correction" in page
    assert "The site was down." in page
    assert AuditEntry.objects.filter(action="learning record corrected", actor_id=owner.pk).count() == 1
    assert Notification.objects.filter(person=learner, kind="learning").count() == 1


def test_granting_what_is_met_or_not_asked_for_changes_nothing(enrolment: Enrolment, owner: Any) -> None:
    grant(enrolment=enrolment, requirement=lesson_name(), reason="R", actor=owner)
    for name in (lesson_name(), "lesson:99999", "nonsense"):
        with pytest.raises(NotInRecord):
            grant(enrolment=enrolment, requirement=name, reason="R", actor=owner)
    assert Correction.objects.count() == 1


def test_setting_an_event_aside_takes_the_completion_with_it(enrolment: Enrolment, owner: Any) -> None:
    finish(enrolment, owner)
    assert Completion.objects.get().completed_at is not None
    event = enrolment.events.filter(kind=Kind.LESSON_COMPLETED).first()
    assert event is not None
    set_aside(enrolment=enrolment, event_id=event.pk, reason="Another person's account.", actor=owner)
    assert Completion.objects.get().completed_at is None
    assert event.pk not in counting_events(enrolment)


def test_a_lesson_that_was_set_aside_can_be_done_again_but_not_by_a_device_that_repeats_itself(
    enrolment: Enrolment, owner: Any
) -> None:
    finish(enrolment, owner)
    event = enrolment.events.filter(kind=Kind.LESSON_COMPLETED).first()
    assert event is not None
    set_aside(enrolment=enrolment, event_id=event.pk, reason="Another person's account.", actor=owner)
    complete_lesson(enrolment=enrolment, lesson_id=int(event.key), source="offline")
    assert Completion.objects.get().completed_at is None
    for _time in range(2):
        complete_lesson(enrolment=enrolment, lesson_id=int(event.key))
    assert Completion.objects.get().completed_at is not None
    assert enrolment.events.filter(kind=Kind.LESSON_COMPLETED, key=event.key).count() == 2


def test_setting_aside_what_a_completion_does_not_need_leaves_it(enrolment: Enrolment, owner: Any) -> None:
    finish(enrolment, owner)
    before = Completion.objects.get()
    add_event(enrolment=enrolment, kind=Kind.PAPER_FAILED, key="9", once="paper:9")
    module = ModulePage.objects.order_by("path").last()
    assert module is not None
    module.add_child(instance=LessonPage(title="Added later", slug="later", outcome_key="outcome-0"))
    refresh_course(enrolment.course)
    event = enrolment.events.get(kind=Kind.PAPER_FAILED)
    set_aside(enrolment=enrolment, event_id=event.pk, reason="A fault of ours.", actor=owner)
    after = Completion.objects.get()
    assert after.asked == before.asked + 1
    assert after.completed_at == before.completed_at


def test_what_was_set_aside_can_be_put_back(enrolment: Enrolment, owner: Any) -> None:
    finish(enrolment, owner)
    event = enrolment.events.filter(kind=Kind.LESSON_COMPLETED).first()
    assert event is not None
    set_aside(enrolment=enrolment, event_id=event.pk, reason="A mistake.", actor=owner)
    back = enrolment.events.get(kind=Kind.SET_ASIDE, key=str(event.pk))
    set_aside(enrolment=enrolment, event_id=back.pk, reason="It was theirs.", actor=owner)
    assert Completion.objects.get().completed_at is not None


def test_an_event_of_another_record_cannot_be_set_aside(enrolment: Enrolment, owner: Any) -> None:
    other = enrol(person=make.person("other@example.org"), course=enrolment.course)
    event = other.events.get()
    with pytest.raises(NotInRecord):
        set_aside(enrolment=enrolment, event_id=event.pk, reason="R", actor=owner)


def test_asking_twice_is_one_request_that_keeps_both_texts(enrolment: Enrolment) -> None:
    ask_for_check(enrolment=enrolment, text="I did lesson 2.")
    held = ask_for_check(enrolment=enrolment, text="And lesson 3.")
    assert CheckRequest.objects.count() == 1
    assert held.text == "I did lesson 2.\n\nAnd lesson 3."


def test_a_reviewer_answers_and_the_learner_reads_it(
    enrolment: Enrolment, owner: Any, client_for: Any, learner: Any
) -> None:
    browser = client_for(learner)
    browser.post("/learn/listening/ask-for-a-check/", {"text": "I did lesson 2."})
    room = client_for(owner)
    assert "Listening" in room.get("/cms/learning/").content.decode()
    held = CheckRequest.objects.get()
    room.post(f"/cms/learning/checks/{held.pk}/", {"answer": "We found it."})
    answer_check(request=held, answer="A second answer", actor=owner)
    assert "We found it." in browser.get(PROGRESS).content.decode()
    assert Notification.objects.filter(person=learner).count() == 1


def test_a_correction_without_a_reason_is_refused_and_keeps_the_choice(
    enrolment: Enrolment, owner: Any, client_for: Any
) -> None:
    room: Client = client_for(owner)
    form = {"grant-requirement": lesson_name(), "grant-reason": ""}
    page = room.post(f"/cms/learning/records/{enrolment.pk}/grant/", form).content.decode()
    assert "This field is required" in page
    assert f'value="{lesson_name()}" selected' in page
    assert not Correction.objects.exists()


def test_an_author_has_no_way_to_somebodys_record(enrolment: Enrolment, client_for: Any) -> None:
    author: Client = client_for(make.staff("author@example.org", "Course authors"))
    form = {"grant-requirement": lesson_name(), "grant-reason": "R"}
    author.post(f"/cms/learning/records/{enrolment.pk}/grant/", form)
    assert not CompletionEvent.objects.filter(source="correction").exists()
    assert author.get(f"/cms/learning/records/{enrolment.pk}/").status_code == 302


def test_a_certificate_that_the_record_no_longer_bears_out_is_withdrawn_and_can_be_asked_for_anew(
    enrolment: Enrolment, owner: Any
) -> None:
    finish(enrolment, owner)
    old = award_certificate(enrolment=enrolment, name="Ada", awarded_at=timezone.now())
    event = enrolment.events.filter(kind=Kind.LESSON_COMPLETED).first()
    assert event is not None
    set_aside(enrolment=enrolment, event_id=event.pk, reason="Another's.", actor=owner)
    assert "put right" in Client().get(old.get_verify_url()).content.decode()
    complete_lesson(enrolment=enrolment, lesson_id=int(event.key))
    new = award_certificate(enrolment=enrolment, name="Ada", awarded_at=timezone.now())
    assert new.pk != old.pk
    assert "Valid" in Client().get(new.get_verify_url()).content.decode()
