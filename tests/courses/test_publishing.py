"""Publishing is held back until the check is met or an exception is made, at every door."""

import time
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import GroupApprovalTask, Workflow, WorkflowTask
from wagtail.test.utils.form_data import nested_form_data, querydict_from_html, rich_text, streamfield

from academy.models import AuditEntry, Notification
from courses.actions.publishing import make_exception
from courses.actions.versions import keep_version
from courses.doors import hold_back_many
from courses.models import CoursePage, HumanCheck, LessonPage, PublishException, Question
from courses.publishing import findings_of, holds_back
from tests import make

pytestmark = pytest.mark.django_db
GUIDE = "<p>What would you keep doing?</p>"


@pytest.fixture
def lead(client_for: Any) -> Client:
    browser: Client = client_for(make.staff("lead@example.org", "Network leads"))
    return browser


@pytest.fixture
def lesson(course: CoursePage) -> LessonPage:
    found = LessonPage.objects.order_by("path").first()
    assert found is not None
    return found


def form_of(browser: Client, page: Any) -> dict[str, Any]:
    """What Wagtail's form for a page sends when nothing but the body is changed."""
    html = browser.get(f"/cms/pages/{page.pk}/edit/").content.decode()
    form = querydict_from_html(html, form_id="page-edit-form")
    body = streamfield([("text", rich_text("<p>Words.</p>"))])
    return {name: form[name] for name in form} | nested_form_data({"body": body})


def test_a_lesson_that_is_held_back_stays_a_draft_and_says_why(lead: Client, lesson: LessonPage) -> None:
    form = form_of(lead, lesson) | {"title": "Another title", "action-publish": "1"}
    answer = lead.post(f"/cms/pages/{lesson.pk}/edit/", form, follow=True)
    page = answer.content.decode()
    assert "Say which outcome it serves" in page
    lesson.refresh_from_db()
    assert lesson.title == "Lesson 0"
    assert lesson.get_latest_revision_as_object().title == "Another title"


def test_several_pages_are_published_all_or_none(lead: Client, lesson: LessonPage, rf: Any) -> None:
    request = rf.post("/")
    request.user, request.session = make.person("x@example.org"), {}
    request._messages = FakeMessages()
    answer = hold_back_many(request, "publish", [lesson], None)
    assert answer is not None
    assert answer.status_code == 302
    assert hold_back_many(request, "delete", [lesson], None) is None


class FakeMessages(list[str]):
    """Where a view leaves what it says."""

    def add(self, level: int, message: str, extra_tags: str = "") -> None:
        self.append(message)


def test_an_approved_page_that_is_held_back_is_not_published_and_its_author_is_told(
    lesson: LessonPage, owner: Any
) -> None:
    author = make.staff("author@example.org", "Course authors")
    task = GroupApprovalTask.objects.create(name="Look")
    flow = Workflow.objects.create(name="Flow")
    WorkflowTask.objects.create(workflow=flow, task=task, sort_order=0)
    lesson.title = "Not yet"
    lesson.save_revision(user=author)
    state = flow.start(lesson, author)
    state.current_task_state.approve(user=owner)
    lesson.refresh_from_db()
    assert lesson.title == "Lesson 0"
    assert "outcome" in Notification.objects.get(person=author).text


def test_a_copy_begins_as_a_draft_with_questions_of_its_own(lead: Client, course: CoursePage) -> None:
    form = {"new_title": "Twin", "new_slug": "twin", "new_parent_page": course.get_parent().pk}
    form |= {"copy_subpages": "on", "alias": ""}
    refused = lead.post(f"/cms/pages/{course.pk}/copy/", form | {"publish_copies": "on"})
    assert refused.status_code == 302
    assert not CoursePage.objects.filter(slug="twin").exists()
    lead.post(f"/cms/pages/{course.pk}/copy/", form)
    twin = CoursePage.objects.get(slug="twin")
    own = set(Question.objects.filter(outcome__course=twin).values_list("pk", flat=True))
    lesson = LessonPage.objects.descendant_of(twin).order_by("path")[0].get_latest_revision_as_object()
    asked = {
        question.pk
        for child in lesson.body
        if child.block_type == "check"
        for question in child.value["questions"]
    }
    assert not twin.live
    assert len(own) == Question.objects.filter(outcome__course=course).count()
    assert asked <= own


def test_an_exception_is_recorded_shown_to_readers_and_can_be_taken_back(
    lead: Client, course: CoursePage
) -> None:
    address = f"/cms/publish-check/{course.pk}/"
    lead.post(f"{address}exception/", {"exception-rule": "subject", "exception-reason": "No expert yet."})
    assert "subject" not in {finding.rule for finding in holds_back(course)}
    assert "No expert yet." in Client().get("/learn/listening/").content.decode()
    lead.post(f"{address}exception/{PublishException.objects.get().pk}/end/")
    assert "subject" in {finding.rule for finding in holds_back(course)}
    assert "No expert yet." not in Client().get("/learn/listening/").content.decode()
    assert AuditEntry.objects.filter(action__startswith="publish exception").count() == 2


def test_a_person_who_checked_is_named_with_a_day_and_the_rule_is_met(
    lead: Client, course: CoursePage
) -> None:
    today = timezone.localdate()
    form = {"human-kind": "subject", "human-who": "A psychologist", "human-note": ""}
    address = f"/cms/publish-check/{course.pk}/person/"
    late = lead.post(address, form | {"human-checked_on": str(today + timedelta(days=2))})
    assert "still to come" in late.content.decode()
    assert 'value="A psychologist"' in late.content.decode()
    for _time in range(2):
        lead.post(address, form | {"human-checked_on": str(today)})
    assert HumanCheck.objects.count() == 1
    assert "A psychologist" in Client().get("/learn/listening/").content.decode()


def test_an_author_sees_the_check_and_decides_nothing(client_for: Any, course: CoursePage) -> None:
    author: Client = client_for(make.staff("author@example.org", "Course authors"))
    address = f"/cms/publish-check/{course.pk}/"
    assert "Make an exception" not in author.get(address).content.decode()
    author.post(f"{address}exception/", {"exception-rule": "subject", "exception-reason": "R"})
    assert not PublishException.objects.exists()


def test_what_is_new_is_kept_for_people_in_the_middle(course: CoursePage, learner: Any) -> None:
    from courses.actions.enrol import enrol

    assert keep_version(course).number == 1
    enrol(person=learner, course=course)
    module = LessonPage.objects.order_by("path")[0].get_parent()
    added = module.add_child(instance=LessonPage(title="Added", slug="added", body=[], live=False))
    course.what_changed = "A lesson on listening."
    course.save_revision().publish()
    added.save_revision().publish()
    client = Client()
    client.force_login(learner)
    page = client.get("/learn/listening/progress/").content.decode()
    assert "What changed since you began" in page
    assert "A lesson on listening." in page
    assert "New lessons: Added" in page
    assert "Added to the course on" in page
    assert course.versions.count() == 2


def test_a_page_scheduled_for_later_is_published_when_its_hour_has_come(lesson: LessonPage) -> None:
    from academy.jobs import run_due

    lesson.save_revision().publish()
    lesson.refresh_from_db()
    lesson.title, lesson.go_live_at = "In time", timezone.now() + timedelta(seconds=1)
    lesson.save_revision().publish()
    run_due()
    lesson.refresh_from_db()
    assert lesson.title == "Lesson 0"
    time.sleep(1.1)
    run_due()
    lesson.refresh_from_db()
    assert lesson.title == "In time"


def test_an_exception_made_twice_is_one(course: CoursePage, owner: Any) -> None:
    for _time in range(2):
        make_exception(course=course, rule="subject", reason="R", actor=owner)
    assert PublishException.objects.count() == 1
    assert findings_of(course)
