"""Courses and the evidence they rest on: shown on both sides, flagged when it changes."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import Page

from academy.models import Notification
from courses.actions.enrol import complete_lesson, enrol
from courses.actions.flags import raise_flags, rating_fell, summary_superseded
from courses.models import CoursePage, EvidenceFlag, LessonClaim, LessonPage, MicroRefresher
from evidence.announcements import RatingFell
from tests import make, make_evidence

pytestmark = pytest.mark.django_db
LESSON = "/learn/listening/module-0/lesson-0/"


@pytest.fixture
def lesson(course: CoursePage) -> LessonPage:
    found = LessonPage.objects.order_by("path").first()
    assert found is not None
    return found


@pytest.fixture
def model(course: CoursePage) -> Any:
    made = make_evidence.model("Mentoring", word="promising")
    course.teaches.set([made])
    course.save_revision().publish()
    return made


def cite(lesson: LessonPage, summary: Any) -> None:
    lesson.claims.add(LessonClaim(text="Mentoring helps some.", summary=summary))
    lesson.save_revision().publish()


def fall(model: Any) -> None:
    rating_fell(RatingFell(model=model.pk, aspect="Reoffending", before="promising", after="early"))


def test_a_models_page_shows_the_courses_that_teach_it_to_those_who_may_see_them(
    course: CoursePage, model: Any
) -> None:
    address = "/evidence/mentoring/"
    assert "Listening" in Client().get(address).content.decode()
    make_evidence.restrict(course)
    assert "Listening" not in Client().get(address).content.decode()


def test_a_lesson_names_the_summary_it_rests_on_and_the_summary_names_the_lesson(
    lesson: LessonPage, model: Any
) -> None:
    summary = make_evidence.summary("Programmes", about=[model])
    cite(lesson, summary)
    assert "Mentoring helps some." in Client().get(LESSON).content.decode()
    assert LESSON in Client().get("/evidence/summaries/programmes/").content.decode()


def test_a_summary_that_is_not_for_everybody_is_not_named_in_a_lesson(lesson: LessonPage, model: Any) -> None:
    summary = make_evidence.summary("Hidden programmes", about=[model])
    make_evidence.restrict(summary)
    cite(lesson, Page.objects.get(pk=summary.pk).specific)
    assert "Hidden programmes" not in Client().get(LESSON).content.decode()


def test_a_rating_that_fell_flags_the_lesson_once_and_tells_who_finished_it(
    course: CoursePage, lesson: LessonPage, model: Any, learner: Any
) -> None:
    other = enrol(person=make.person("other@example.org"), course=course)
    complete_lesson(enrolment=enrol(person=learner, course=course), lesson_id=lesson.pk)
    for _time in range(2):
        fall(model)
    assert EvidenceFlag.objects.count() == 1
    assert Notification.objects.filter(kind="learning", person=learner).count() == 1
    assert not Notification.objects.filter(person=other.learner.user).exists()
    assert "The lesson’s author is looking at it." in Client().get(LESSON).content.decode()


def test_the_lessons_that_cite_a_summary_about_the_model_are_flagged_rather_than_the_course(
    lesson: LessonPage, model: Any
) -> None:
    last = LessonPage.objects.order_by("path").last()
    assert last is not None
    cite(last, make_evidence.summary("Programmes", about=[model]))
    fall(model)
    assert [flag.lesson for flag in EvidenceFlag.objects.all()] == [last]


def test_a_summary_that_was_replaced_flags_what_cites_it(lesson: LessonPage, model: Any) -> None:
    old = make_evidence.summary("Programmes", about=[model])
    cite(lesson, old)
    old.superseded_by = make_evidence.summary("Programmes again", about=[model], studies=0)
    summary_superseded(old)
    summary_superseded(old)
    assert "Programmes again" in EvidenceFlag.objects.get().what


def test_a_learner_reads_what_changed_and_keeps_their_completion(
    course: CoursePage, lesson: LessonPage, learner: Any, client_for: Any
) -> None:
    enrol(person=learner, course=course)
    raise_flags(lessons=[lesson], fact="f", what="Something changed.", url="/evidence/")
    address = f"/learn/listening/changed/{EvidenceFlag.objects.get().pk}/"
    browser: Client = client_for(learner)
    assert "Something changed." in browser.get(address).content.decode()
    for _time in range(2):
        browser.post(address)
    assert MicroRefresher.objects.count() == 1
    stranger: Client = client_for(make.person("stranger@example.org"))
    assert stranger.get(address).status_code == 404


def test_an_author_settles_a_flag_and_readers_see_what_was_done(
    course: CoursePage, lesson: LessonPage, learner: Any, client_for: Any
) -> None:
    enrol(person=learner, course=course)
    raise_flags(lessons=[lesson], fact="f", what="Something changed.", url="")
    flag = EvidenceFlag.objects.get()
    author: Client = client_for(make.staff("author@example.org", "Course authors"))
    assert "Something changed." in author.get("/cms/learning/evidence/").content.decode()
    author.post(f"/cms/learning/evidence/{flag.pk}/settle/", {"answer": ""})
    assert EvidenceFlag.objects.waiting().exists()
    author.post(f"/cms/learning/evidence/{flag.pk}/settle/", {"answer": "We rewrote the lesson."})
    assert "Something changed." not in Client().get(LESSON).content.decode()
    page = client_for(learner).get(f"/learn/listening/changed/{flag.pk}/").content.decode()
    assert "We rewrote the lesson." in page
