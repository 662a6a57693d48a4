"""The publish check stands beside an author's form, follows what is typed, and changes nothing else."""

from typing import Any

import pytest
from django.test import Client
from wagtail.models import PageLogEntry
from wagtail.test.utils.form_data import querydict_from_html, rich_text

from courses.models import CoursePage, LessonPage, ModulePage
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def author(client_for: Any) -> Client:
    browser: Client = client_for(make.staff("author@example.org", "Course authors"))
    return browser


@pytest.fixture
def lesson(course: CoursePage) -> LessonPage:
    found = LessonPage.objects.order_by("path").first()
    assert found is not None
    return found


def form_of(browser: Client, page: Any) -> dict[str, Any]:
    """What Wagtail's form for a page sends when nothing is changed."""
    answer = browser.get(f"/cms/pages/{page.pk}/edit/")
    return querydict_from_html(answer.content.decode(), form_id="page-edit-form").dict()


def written(page: LessonPage, words: str) -> dict[str, Any]:
    """A body of one text, as the form sends it."""
    return {
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "text",
        "body-0-id": "11111111-1111-4111-8111-111111111111",
        "body-0-value": rich_text(f"<p>{words}</p>"),
    }


def test_every_rule_stands_in_a_side_panel_with_a_way_to_what_it_is_about(
    author: Client, course: CoursePage, lesson: LessonPage
) -> None:
    beside = author.get(f"/cms/pages/{lesson.pk}/edit/").content.decode()
    assert 'data-side-panel="publish-check"' in beside
    assert "Say which outcome it serves" in beside
    assert 'href="#id_outcome_key"' in beside
    beside = author.get(f"/cms/pages/{course.pk}/edit/").content.decode()
    assert 'href="#id_not_claimed"' in beside


def test_other_pages_have_no_such_panel(author: Client, course: CoursePage) -> None:
    module = ModulePage.objects.child_of(course).first()
    assert module is not None
    page = author.get(f"/cms/pages/{module.pk}/edit/")
    assert page.status_code == 200
    assert "publish-check" not in page.content.decode()


def test_what_is_typed_is_checked_before_it_is_saved_and_nothing_is_saved_by_that(
    author: Client, lesson: LessonPage
) -> None:
    form = form_of(author, lesson) | written(lesson, "The offenders came in. " * 30)
    address = f"/cms/publish-check/{lesson.pk}/draft/"
    typed = author.post(address, form).content.decode()
    assert "labels or alarms" in typed
    assert 'href="#block-11111111-1111-4111-8111-111111111111-section"' in typed
    assert "Reading grade" in typed
    assert not lesson.revisions.exists()


def test_a_form_that_cannot_be_read_is_answered_as_last_saved(author: Client, lesson: LessonPage) -> None:
    address = f"/cms/publish-check/{lesson.pk}/draft/"
    form = form_of(author, lesson) | written(lesson, "The offenders came in.") | {"source_keys": "{"}
    typed = author.post(address, form).content.decode()
    assert "As last saved" in typed
    assert "labels or alarms" not in typed
    assert author.post(address, {"title": "Nothing else"}).status_code == 400


def test_only_who_may_edit_the_page_may_ask(client_for: Any, lesson: LessonPage, learner: Any) -> None:
    address = f"/cms/publish-check/{lesson.pk}/draft/"
    moderator = client_for(make.staff("moderator@example.org", "Moderators"))
    assert client_for(learner).post(address).status_code == 302
    assert moderator.post(address).status_code == 302
    owner = client_for(make.staff("other@example.org", "Owners"))
    assert owner.post(f"/cms/publish-check/{make.home().pk}/draft/").status_code == 404


def test_saving_goes_as_it_did(author: Client, lesson: LessonPage) -> None:
    form = form_of(author, lesson) | written(lesson, "Words.") | {"title": "New words"}
    answer = author.post(f"/cms/pages/{lesson.pk}/edit/", form)
    assert answer.status_code == 302
    lesson.refresh_from_db()
    assert lesson.get_latest_revision_as_object().title == "New words"
    assert PageLogEntry.objects.filter(page=lesson.pk, action="wagtail.edit").count() == 1


def test_an_autosave_is_answered_as_it_was(author: Client, lesson: LessonPage) -> None:
    form = form_of(author, lesson) | written(lesson, "Words.")
    answer = author.post(f"/cms/pages/{lesson.pk}/edit/", form, headers={"accept": "application/json"})
    assert answer.json()["success"]
    assert lesson.revisions.count() == 1


def test_a_form_with_errors_and_an_older_version_show_the_check_too(
    author: Client, lesson: LessonPage
) -> None:
    revision = lesson.save_revision()
    form = form_of(author, lesson) | {"title": ""}
    refused = author.post(f"/cms/pages/{lesson.pk}/edit/", form | written(lesson, "Words."))
    older = author.get(f"/cms/pages/{lesson.pk}/revisions/{revision.pk}/revert/")
    for page in (refused, older):
        assert page.status_code == 200
        assert 'data-side-panel="publish-check"' in page.content.decode()


def test_a_locked_page_stays_locked_and_who_may_not_edit_is_sent_away(
    author: Client, client_for: Any, lesson: LessonPage, owner: Any, learner: Any
) -> None:
    form = form_of(author, lesson) | written(lesson, "Words.")
    lesson.locked, lesson.locked_by = True, owner
    lesson.save()
    author.post(f"/cms/pages/{lesson.pk}/edit/", form | {"title": "New words"})
    assert not lesson.revisions.exists()
    assert client_for(learner).get(f"/cms/pages/{lesson.pk}/edit/").status_code == 302
