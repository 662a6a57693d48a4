"""What a person may not read appears nowhere: results, counts, facets, suggestions, spelling help."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.test import Client
from wagtail.models import PageViewRestriction

from academy.models import SearchEntry, StandardPage
from academy.search.audiences import audiences_of
from academy.search.rebuilding import rebuild
from courses.models import CoursePage, LessonPage
from tests import make

pytestmark = pytest.mark.django_db


@pytest.fixture
def secret(db: None) -> StandardPage:
    """A page with a title that no other holds, filed under a topic; published like any other."""
    page = make.standard_page("Quokkas", summary="About marsupials.")
    page.topics.add("Wildlife")
    page.save_revision().publish()
    return page


@pytest.fixture
def group(db: None) -> Group:
    return Group.objects.create(name="Keepers")


def restrict(page: Any, kind: str, *groups: Group) -> PageViewRestriction:
    made = PageViewRestriction.objects.create(page=page, restriction_type=kind, password="x")
    made.groups.set(groups)
    return made


def sees(client: Client) -> list[bool]:
    """Whether the page shows in results, in a facet, as a suggestion, as a better spelling."""
    results = client.get("/search/", {"q": "marsupials"}).content.decode()
    suggested = client.get("/search/suggest/", {"q": "quok"}).json()["suggestions"]
    spelled = client.get("/search/", {"q": "quokcas"}).content.decode()
    return ["Quokkas" in results, "Wildlife (1)" in results, bool(suggested), "quokkas" in spelled]


def test_a_page_open_to_all_is_found_by_all(secret: StandardPage, learner: Any, client_for: Any) -> None:
    assert sees(Client()) == sees(client_for(learner)) == [True] * 4


def test_a_page_for_members_is_found_by_members(secret: StandardPage, learner: Any, client_for: Any) -> None:
    restrict(secret, "login")
    assert sees(Client()) == [False] * 4
    assert sees(client_for(learner)) == [True] * 4


def test_a_page_for_a_group_is_found_by_the_group(
    secret: StandardPage, group: Group, learner: Any, client_for: Callable[..., Client]
) -> None:
    restrict(secret, "groups", group, Group.objects.create(name="Others"))
    assert sees(Client()) == sees(client_for(learner)) == [False] * 4
    learner.groups.set(Group.objects.filter(name__in=["Keepers", "Others"]))
    assert sees(client_for(learner)) == [True] * 4
    learner.groups.clear()
    assert sees(client_for(learner)) == [False] * 4


def test_a_page_behind_a_password_is_found_by_nobody(
    secret: StandardPage, owner: Any, client_for: Any
) -> None:
    restrict(secret, "password")
    assert sees(Client()) == sees(client_for(owner)) == [False] * 4


def test_changing_and_lifting_a_restriction_shows_at_once(
    secret: StandardPage, group: Group, learner: Any, client_for: Any
) -> None:
    made = restrict(secret, "login")
    made.restriction_type = "groups"
    made.save()
    made.groups.set([group])
    assert sees(client_for(learner)) == [False] * 4
    made.delete()
    assert sees(Client()) == [True] * 4


def test_a_restriction_above_closes_what_lies_below(secret: StandardPage) -> None:
    restrict(make.home(), "login")
    assert sees(Client()) == [False] * 4


def test_restrictions_one_above_another_need_a_group_that_both_name(
    secret: StandardPage, group: Group, learner: Any, client_for: Any
) -> None:
    other = Group.objects.create(name="Others")
    learner.groups.add(group)
    restrict(make.home(), "groups", group, other)
    restrict(secret, "groups", other)
    assert sees(client_for(learner)) == [False] * 4
    assert set(SearchEntry.objects.filter(title="Quokkas").values_list("audience", flat=True)) == {
        f"group:{other.pk}"
    }


@pytest.mark.parametrize("how", ["unpublish", "delete"])
def test_a_page_that_is_gone_is_gone_from_search(secret: StandardPage, how: str) -> None:
    getattr(StandardPage.objects.get(), how)()
    assert sees(Client()) == [False] * 4


def test_a_draft_changes_nothing(secret: StandardPage) -> None:
    secret.title = "Wombats"
    secret.save_revision()
    rebuild(lambda line: None)
    assert sees(Client()) == [True] * 4
    assert not SearchEntry.objects.filter(title="Wombats").exists()


def test_lessons_of_a_course_that_needs_an_account_are_for_members(course: CoursePage) -> None:
    assert audiences_for("lesson") == {"public"}
    course.needs_account = True
    course.save_revision().publish()
    assert audiences_for("lesson") == {"members"}
    assert audiences_for("course") == {"public"}


def audiences_for(kind: str) -> set[str]:
    return set(SearchEntry.objects.filter(kind=kind).values_list("audience", flat=True))


def test_a_restricted_course_takes_its_lessons_along(course: CoursePage) -> None:
    assert audiences_for("lesson") == {"public"}
    restrict(course, "login")
    assert audiences_for("lesson") == audiences_for("course") == {"members"}
    course.unpublish()
    assert audiences_for("lesson") == audiences_for("course") == set()


def test_an_unpublished_lesson_is_not_found(course: CoursePage) -> None:
    lesson = LessonPage.objects.first()
    assert lesson is not None
    lesson.unpublish()
    assert not SearchEntry.objects.filter(source="lesson", object_id=str(lesson.pk)).exists()
    assert SearchEntry.objects.filter(source="lesson").count() == 3


def test_a_course_under_another_address_is_found_there(course: CoursePage) -> None:
    course.slug = "hearing"
    course.save_revision().publish()
    urls = SearchEntry.objects.filter(source__in=["course", "lesson"]).values_list("url", flat=True)
    assert {url.split("/")[2] for url in urls} == {"hearing"}


def test_audiences_are_asked_in_one_query(learner: Any, group: Group, django_assert_num_queries: Any) -> None:
    learner.groups.add(group)
    with django_assert_num_queries(1):
        assert audiences_of(learner) == ["public", "members", f"group:{group.pk}"]
    with django_assert_num_queries(0):
        assert audiences_of(AnonymousUser()) == ["public"]
    learner.is_active = False
    assert audiences_of(learner) == ["public"]
