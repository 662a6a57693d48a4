"""The starter pathways: five professions, each with courses of the catalogue, kept as other pages are."""

from typing import Any

import pytest
from django.test import Client

from academy.models import Profession, StarterRecord
from academy.starter import Keeper, load_all, remove_all
from academy.starter.markdown import read_yaml
from courses.actions.pathways import follow_pathway
from courses.models import CataloguePage, CourseOutline, CoursePage, PathwayPage, PathwayStep
from courses.starter.pathways import FILE, load_pathways
from tests import make

pytestmark = pytest.mark.django_db
PROFESSIONS = {"emergency-nurse", "teacher", "police-officer", "youth-worker", "probation-practitioner"}


def steps_of(slug: str) -> list[tuple[str, bool]]:
    """A pathway's courses in its order, and whether each is required."""
    rows = PathwayStep.objects.filter(pathway__slug=slug).order_by("sort_order")
    return list(rows.values_list("course__slug", "required"))


def test_five_professions_have_a_pathway_of_two_to_four_courses() -> None:
    load_all()
    pages = list(PathwayPage.objects.live())
    assert {row.slug for page in pages for row in page.professions.all()} == PROFESSIONS
    assert len(pages) == len(read_yaml(FILE)) == 5
    assert all(2 <= page.steps.count() <= 4 for page in pages)
    assert all(step.why for step in PathwayStep.objects.all())


def test_a_reader_sees_the_courses_in_their_order() -> None:
    load_all()
    page = Client().get("/learn/pathways/emergency-nurses/").content.decode()
    titles = [CoursePage.objects.get(slug=slug).title for slug, _needed in steps_of("emergency-nurses")]
    places = [page.index(title) for title in titles]
    assert places == sorted(places)
    assert steps_of("emergency-nurses")[:2] == [("trauma-awareness", True), ("asking-about-violence", True)]


def test_loading_again_changes_nothing() -> None:
    load_all()
    before = everything()
    load_all()
    assert everything() == before


def test_a_pathway_follows_its_file_and_one_that_an_editor_changed_is_left_alone() -> None:
    load_all()
    edited = PathwayPage.objects.get(slug="teachers")
    edited.title = "In our own words"
    edited.save_revision(user=make.person()).publish()
    PathwayStep.objects.filter(pathway__slug="youth-workers").update(why="As before")
    kept = set(PathwayStep.objects.filter(pathway__slug="youth-workers").values_list("pk", flat=True))
    StarterRecord.objects.filter(key__startswith="page:pathway:").update(checksum="older")
    load_all()
    steps = PathwayStep.objects.filter(pathway__slug="youth-workers")
    assert PathwayPage.objects.get(pk=edited.pk).title == "In our own words"
    assert set(steps.values_list("pk", flat=True)) == kept
    assert not steps.filter(why="As before").exists()


def test_a_course_that_goes_by_another_name_now_is_left_out() -> None:
    load_all()
    CoursePage.objects.filter(slug="supporting-families").update(slug="families")
    StarterRecord.objects.filter(key="page:pathway:teachers").update(checksum="older")
    load_pathways(Keeper(), CataloguePage.objects.get())
    assert steps_of("teachers") == [("trauma-awareness", True), ("trauma-informed-youth-work", False)]


def test_removing_takes_pathways_and_keeps_one_that_somebody_follows_with_its_courses() -> None:
    load_all()
    pathway = PathwayPage.objects.get(slug="emergency-nurses")
    follow_pathway(person=make.person(), pathway=pathway)
    remove_all()
    assert list(PathwayPage.objects.all()) == [pathway]
    kept = {"trauma-awareness", "asking-about-violence", "supporting-families"}
    assert set(dict(steps_of("emergency-nurses"))) == kept
    assert set(CourseOutline.objects.values_list("slug", flat=True)) == kept


def test_removing_takes_all_pathways_when_nobody_follows_one() -> None:
    load_all()
    remove_all()
    assert not PathwayPage.objects.exists()
    assert not Profession.objects.exists()


def everything() -> dict[str, Any]:
    """What a second loading could change."""
    pages = PathwayPage.objects.order_by("pk").values_list("pk", "title", "latest_revision")
    return {
        "pages": list(pages),
        "steps": list(PathwayStep.objects.order_by("pk").values_list("pk", "course", "sort_order", "why")),
    }
