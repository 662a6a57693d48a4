"""A learner's own notes, bookmarks and change: sealed, theirs alone, kept once, taken away when they say so."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.test import Client
from django.utils import timezone

from academy import privacy
from academy.models import GlossaryTerm, Notification
from courses.actions.enrol import enrol
from courses.actions.ledger import Kind, add_event
from courses.actions.minutes import learn_minutes
from courses.actions.own_words import choose_change, follow_up_changes, reseal_all
from courses.actions.work import keep_reflection
from courses.models import (
    Bookmark,
    ChosenChange,
    CoursePage,
    Enrolment,
    LessonBody,
    LessonPage,
    Note,
    Reflection,
)
from courses.pace import FEWEST
from tests import make

pytestmark = pytest.mark.django_db
LESSON = "/learn/listening/module-0/lesson-0/"
NOTE = {"token": "t" * 20, "quote": "Words of lesson 0", "text": "Ask at handover"}


@pytest.fixture
def enrolment(course: CoursePage, learner: Any) -> Enrolment:
    return enrol(person=learner, course=course)


@pytest.fixture
def browser(client_for: Any, learner: Any, enrolment: Enrolment) -> Client:
    made: Client = client_for(learner)
    return made


def test_a_note_is_kept_once_sealed_and_shown_on_its_lesson_and_among_all(browser: Client) -> None:
    for _time in range(2):
        browser.post(f"{LESSON}notes/", NOTE)
    assert "handover" not in Note.objects.get().sealed
    for address in (LESSON, "/learn/listening/notes/"):
        assert "Ask at handover" in browser.get(address).content.decode()


def test_nobody_else_sees_or_deletes_a_note(browser: Client, client_for: Any, course: CoursePage) -> None:
    browser.post(f"{LESSON}notes/", NOTE)
    other = make.person("other@example.org")
    enrol(person=other, course=course)
    theirs: Client = client_for(other)
    theirs.post(f"{LESSON}notes/{Note.objects.get().pk}/delete/")
    assert Note.objects.count() == 1
    assert "Ask at handover" not in theirs.get(LESSON).content.decode()
    browser.post(f"{LESSON}notes/{Note.objects.get().pk}/delete/")
    assert not Note.objects.exists()


def test_an_empty_note_is_not_kept_and_the_page_says_so(browser: Client) -> None:
    page = browser.post(f"{LESSON}notes/", {"token": "t" * 20}, follow=True).content.decode()
    assert "nothing was kept" in page
    assert not Note.objects.exists()


def test_somebody_who_is_not_enrolled_keeps_nothing(course: CoursePage, client_for: Any) -> None:
    stranger: Client = client_for(make.person("other@example.org"))
    assert stranger.post(f"{LESSON}notes/", NOTE).status_code == 404
    assert stranger.post(f"{LESSON}bookmark/", {"on": "yes"}).status_code == 404


def test_a_bookmark_is_set_once_and_taken_away(browser: Client) -> None:
    for _time in range(2):
        browser.post(f"{LESSON}bookmark/", {"on": "yes"})
    assert Bookmark.objects.count() == 1
    assert "bookmarked" in browser.get("/learn/listening/notes/").content.decode()
    browser.post(f"{LESSON}bookmark/", {"on": "no"})
    assert not Bookmark.objects.exists()


def test_a_change_is_asked_about_after_four_weeks_once(
    browser: Client, enrolment: Enrolment, learner: Any
) -> None:
    browser.post("/learn/listening/change/", {"change": "Offer two seats"})
    day = timezone.localdate()
    follow_up_changes(day + timedelta(days=27))
    assert not Notification.objects.exists()
    for _time in range(2):
        follow_up_changes(day + timedelta(days=28))
    assert Notification.objects.filter(person=learner).count() == 1


def test_how_a_change_went_is_kept_and_then_nobody_is_asked_again(
    browser: Client, enrolment: Enrolment
) -> None:
    browser.post("/learn/listening/change/", {"change": "Offer two seats"})
    page = browser.post("/learn/listening/change/", {"outcome": "", "text": "It helped"}).content.decode()
    assert "It helped" in page
    browser.post("/learn/listening/change/", {"outcome": "partly", "text": "It helped"})
    follow_up_changes(timezone.localdate() + timedelta(days=40))
    held = ChosenChange.objects.get()
    assert held.outcome == "partly"
    assert "helped" not in held.sealed_after
    assert not Notification.objects.exists()


def test_a_change_saved_empty_is_taken_back_and_the_same_words_do_not_move_its_day(
    enrolment: Enrolment,
) -> None:
    first = choose_change(enrolment=enrolment, text="Offer two seats")
    assert first is not None
    ChosenChange.objects.update(follow_up_on=timezone.localdate())
    again = choose_change(enrolment=enrolment, text="Offer two seats")
    assert again is not None
    assert again.follow_up_on == timezone.localdate()
    assert choose_change(enrolment=enrolment, text=" ") is None
    assert not ChosenChange.objects.exists()


def test_old_seals_are_renewed_and_what_no_key_opens_is_left_and_counted(
    enrolment: Enrolment, settings: Any, caplog: Any
) -> None:
    lesson = LessonPage.objects.first()
    assert lesson is not None
    old, new = settings.REFLECTION_KEYS[0], Fernet.generate_key().decode()
    keep_reflection(learner_id=enrolment.learner_id, lesson_id=lesson.pk, key="a", text="Mine")
    choose_change(enrolment=enrolment, text="Mine too")
    Reflection.objects.create(learner=enrolment.learner, lesson=lesson, key="lost", sealed="rubbish")
    settings.REFLECTION_KEYS = [new, old]
    with caplog.at_level(logging.WARNING):
        reseal_all(timezone.localdate())
    settings.REFLECTION_KEYS = [new]
    assert Fernet(new).decrypt(Reflection.objects.get(key="a").sealed.encode()) == b"Mine"
    assert Fernet(new).decrypt(ChosenChange.objects.get().sealed.encode()) == b"Mine too"
    assert "1 sealed texts" in caplog.text


def test_own_words_are_handed_over_in_plain_and_erased(browser: Client, learner: Any) -> None:
    browser.post(f"{LESSON}notes/", NOTE)
    browser.post(f"{LESSON}bookmark/", {"on": "yes"})
    browser.post("/learn/listening/change/", {"change": "Offer two seats"})
    from tests.academy.test_privacy import files_of

    files = files_of(learner)
    assert b"Ask at handover" in files["courses/notes.json"]
    assert b"Offer two seats" in files["courses/changes.json"]
    privacy.erase(learner)
    assert [kind.objects.count() for kind in (Note, Bookmark, ChosenChange)] == [0, 0, 0]  # type: ignore[attr-defined]


def test_a_word_of_the_glossary_is_explained_in_its_lesson(course: CoursePage) -> None:
    GlossaryTerm.objects.create(term="Words", slug="words", text="What we say.")
    lesson = LessonPage.objects.order_by("path")[0]
    lesson.save_revision().publish()
    page = Client().get(LESSON).content.decode()
    assert '<a class="term" href="#word-words" data-term>Words</a>' in page
    assert "What we say." in page


def test_a_whole_course_is_one_page_without_forms_and_with_unique_ids(course: CoursePage) -> None:
    page = Client().get("/learn/listening/whole/").content.decode()
    assert page.count("Words of lesson") == 4
    assert "What about asked-in-lesson?" in page
    assert "Because" not in page
    assert "<textarea" not in page


def test_minutes_follow_what_readers_took_once_there_are_enough(course: CoursePage) -> None:
    first, second = LessonPage.objects.order_by("path")[:2]
    start = timezone.now()
    for number in range(FEWEST):
        enrolment = enrol(person=make.person(f"p{number}@example.org"), course=course)
        for place, lesson in enumerate((first, second)):
            at = start + timedelta(minutes=9 * place)
            key = str(lesson.pk)
            add_event(enrolment=enrolment, kind=Kind.LESSON_COMPLETED, key=key, once=key, occurred_at=at)
        if number == FEWEST - 2:
            learn_minutes(timezone.localdate())
            assert not LessonBody.objects.filter(measured_minutes__isnull=False).exists()
    learn_minutes(timezone.localdate())
    assert LessonBody.objects.get(lesson=second).measured_minutes == 9
    lessons = make.outline(course).data["modules"][0]["lessons"]
    assert lessons[1]["minutes"] == 9
