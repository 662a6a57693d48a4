"""Loading the starter pathways: a few courses for a profession, in an order or in none."""

from pathlib import Path
from typing import Any

from wagtail.models import Page

from academy.models import Profession
from academy.starter import Keeper
from academy.starter.keeper import digest
from academy.starter.markdown import read_yaml, to_html
from courses.models import CoursePage, PathwayPage, PathwayStep

FILE = Path(__file__).parent / "pathways.yaml"


def load_pathways(keeper: Keeper, catalogue: Page) -> None:
    """Load every pathway; their courses must have been loaded before."""
    for data in read_yaml(FILE):
        load_pathway(keeper, catalogue, data)


def load_pathway(keeper: Keeper, catalogue: Page, data: dict[str, Any]) -> Page:
    """Load one pathway; a course that an owner has removed is left out of it."""

    def make() -> Page:
        page = PathwayPage(title=data["title"], slug=data["slug"], live=False)
        catalogue.refresh_from_db()
        catalogue.add_child(instance=page)
        return page

    def fill(page: Any) -> None:
        page.title, page.summary, page.ordered = data["title"], data["summary"], data["ordered"]
        page.intro = to_html(data["intro"])
        page.professions.set(Profession.objects.filter(slug=data["profession"]))
        page.steps.set(_steps(page, data["courses"]))

    return keeper.page(f"pathway:{data['slug']}", checksum=digest(data), make=make, fill=fill)


def _steps(page: PathwayPage, wanted: list[dict[str, Any]]) -> list[PathwayStep]:
    """The steps in their order; a course that is on the pathway already keeps its row."""
    held = {step.course_id: step for step in page.steps.all()}
    known = {course.slug: course.pk for course in CoursePage.objects.all()}
    steps = []
    for order, item in enumerate(each for each in wanted if each["course"] in known):
        step = held.get(known[item["course"]]) or PathwayStep(course_id=known[item["course"]])
        step.sort_order, step.required, step.why = order, item["required"], item["why"]
        steps.append(step)
    return steps
