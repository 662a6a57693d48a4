"""Loading a starter course from its folder: pages, outcomes, questions."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from wagtail.models import Page

from academy.models import HomePage, Statistic, Topic
from academy.starter import Keeper, StarterPart
from academy.starter.keeper import digest
from academy.starter.markdown import read_page, read_yaml, split_blocks, to_html
from courses.actions.outline import drawn_once, refresh_course
from courses.actions.publishing import make_exception
from courses.models import (
    CataloguePage,
    CoursePage,
    Enrolment,
    LessonClaim,
    LessonPage,
    Measure,
    MeasureItem,
    ModulePage,
    Option,
    PathwayEnrolment,
    PathwayPage,
    Question,
)
from courses.starter.asking import load_items, other_values
from courses.starter.pathways import load_pathways
from courses.starter.shaping import Shaper
from evidence.models import EvidenceSummaryPage, ModelPage

FOLDER = Path(__file__).parent
TITLES = {
    "title": "Learn",
    "lead": "Free courses for people who meet the public at work. "
    "Read without an account, or enrol to keep a record.",
}


def load(keeper: Keeper) -> None:
    """Load the catalogue, every course folder, and the pathways that name the courses."""
    catalogue = _catalogue(keeper)
    load_measures(keeper)
    for folder in course_folders():
        load_course(keeper, catalogue, folder)
    load_pathways(keeper, catalogue)


def course_folders() -> list[Path]:
    """The folders of the courses, in the order in which the catalogue shows them."""
    folders = [path.parent for path in FOLDER.glob("*/course.yaml")]
    return sorted(folders, key=lambda folder: (read_yaml(folder / "course.yaml")["order"], folder.name))


def load_measures(keeper: Keeper) -> None:
    """Load the scales with which the starter courses are evaluated."""
    for item in read_yaml(FOLDER / "measures.yaml"):
        names = ("title", "about", "level", "points", "low", "high")
        values = {name: item[name] for name in names}
        measure = keeper.row(Measure, item["key"], identity={"key": item["key"]}, values=values)
        if list(measure.items.values_list("text", "turned")) != [
            (i["text"], i["turned"]) for i in item["items"]
        ]:
            measure.items.all().delete()
            rows = [
                MeasureItem(measure=measure, sort_order=order, **i) for order, i in enumerate(item["items"])
            ]
            MeasureItem.objects.bulk_create(rows)


def _catalogue(keeper: Keeper) -> Page:
    def make() -> Page:
        page = CataloguePage(title=TITLES["title"], slug="learn", live=False)
        HomePage.objects.get().add_child(instance=page)
        return page

    def fill(page: Any) -> None:
        page.title, page.lead = TITLES["title"], TITLES["lead"]

    return keeper.page("learn", checksum=digest(TITLES), make=make, fill=fill)


def load_course(keeper: Keeper, catalogue: Page, folder: Path) -> None:
    """Load one course: its page, its questions, then modules and lessons, which name the questions."""
    data = read_yaml(folder / "course.yaml")
    data["source_list"] = read_yaml(folder / "sources.yaml")
    course = _course(keeper, catalogue, data)
    questions = load_questions(keeper, course, read_yaml(folder / "questions.yaml"))
    shaper = Shaper(questions, {row.key: row for row in Statistic.objects.all()}, data["source_list"])
    with drawn_once():
        for path in sorted(folder.glob("*/module.yaml")):
            load_module(keeper, course, path.parent, shaper)
        for rule, reason in data["exceptions"].items():
            make_exception(course=course, rule=rule, reason=reason, actor=None)
        refresh_course(course)


def _child(parent: Page, page: Page) -> Page:
    parent.refresh_from_db()
    parent.add_child(instance=page)
    return page


def _course(keeper: Keeper, catalogue: Page, data: dict[str, Any]) -> CoursePage:
    def make() -> Page:
        page = CoursePage(
            title=data["title"], slug=data["slug"], content_note=data["content_note"], live=False
        )
        return _child(catalogue, page)

    def fill(page: Any) -> None:
        for name in ("title", "summary", "audience", "level", "content_note", "not_claimed"):
            setattr(page, name, data[name])
        page.coproduction, page.made_by = data["coproduction"], data["made_by"]
        page.intro, page.valid_months = to_html(data["intro"]), data["valid_months"]
        page.sources = shown_sources(data["source_list"])
        page.measures.set(Measure.objects.filter(key__in=data.get("measures", ())))
        page.teaches.set(ModelPage.objects.filter(slug__in=data.get("models", ())))
        page.topics.set(Topic.objects.filter(slug__in=data["topics"]))
        held = {outcome.key: outcome for outcome in page.outcomes.all()}
        for order, item in enumerate(data["outcomes"]):
            outcome = held.get(item["key"]) or page.outcomes.model(key=item["key"])
            outcome.text, outcome.sort_order = item["text"], order
            page.outcomes.add(outcome)

    page = keeper.page(f"course:{data['slug']}", checksum=digest(data), make=make, fill=fill)
    return CoursePage.objects.get(pk=page.pk)


def shown_sources(sources: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Sources as a page shows them: a DOI becomes its resolver's address."""
    return {
        key: {
            "title": item["title"],
            "publisher": item.get("publisher") or "",
            "year": item.get("year") or "",
            "url": f"https://doi.org/{item['doi']}" if item.get("doi") else item.get("url") or "",
        }
        for key, item in sources.items()
    }


def load_questions(keeper: Keeper, course: CoursePage, items: list[dict[str, Any]]) -> dict[str, Question]:
    """Load the bank; returns the questions by key."""
    outcomes = {outcome.key: outcome for outcome in course.outcomes.all()}
    found = {}
    for item in items:
        values = {name: item[name] for name in ("use", "kind", "text")} | {"source": item.get("source") or ""}
        values |= other_values(item)
        identity = {"outcome": outcomes[item["outcome"]], "key": item["key"]}
        question = keeper.row(Question, f"{course.slug}:{item['key']}", identity=identity, values=values)
        found[item["key"]] = question
        options = item.get("options", [])
        if [_plain(option) for option in question.options.all()] != options:
            question.options.all().delete()
            rows = [
                Option(question=question, sort_order=order, **option) for order, option in enumerate(options)
            ]
            Option.objects.bulk_create(rows)
        load_items(question, item.get("items", []))
        question.settle()
    return found


def _plain(option: Option) -> dict[str, Any]:
    return {"text": option.text, "right": option.right, "feedback": option.feedback}


def load_module(keeper: Keeper, course: CoursePage, folder: Path, shaper: Shaper) -> None:
    """Load a module and its lessons in the order of their file names."""
    data = read_yaml(folder / "module.yaml")

    def make() -> Page:
        return _child(course, ModulePage(title=data["title"], slug=data["slug"], live=False))

    def fill(page: Any) -> None:
        page.title, page.summary = data["title"], data["summary"]
        page.content_note, page.guide = data["content_note"] or "", to_html(data["guide"])

    key = f"module:{course.slug}:{data['slug']}"
    module = keeper.page(key, checksum=digest(data), make=make, fill=fill)
    for path in sorted(folder.glob("*.md")):
        load_lesson(keeper, module, path, shaper, key)


def load_lesson(keeper: Keeper, module: Page, path: Path, shaper: Shaper, key: str) -> None:
    """Load a lesson: front matter, then the body as blocks."""
    head, body = read_page(path)

    def make() -> Page:
        return _child(module, LessonPage(title=head["title"], slug=head["slug"], live=False))

    def fill(page: Any) -> None:
        page.title, page.summary = head["title"], head["summary"]
        page.outcome_key, page.source_keys = head["outcome"], head["sources"]
        page.leave_button = True
        page.body = shaper.stream(split_blocks(body))
        page.claims.set(claims_of(head.get("claims", ())))

    keeper.page(f"{key}:{head['slug']}", checksum=digest([head, body]), make=make, fill=fill)


def claims_of(items: Iterable[dict[str, str]]) -> list[LessonClaim]:
    """What a lesson says, with the living summary it rests on; a summary that is not loaded is left out."""
    summaries = {page.slug: page for page in EvidenceSummaryPage.objects.all()}
    return [
        LessonClaim(text=item["text"], summary=summaries[item["summary"]], sort_order=order)
        for order, item in enumerate(items)
        if item["summary"] in summaries
    ]


def in_use(thing: Any) -> bool:
    """Whether somebody is enrolled on the course that a page or question belongs to, or follows its pathway."""
    if isinstance(thing, PathwayPage):
        return thing.enrolments.exists()
    if isinstance(thing, Question):
        return _taken(CoursePage.objects.filter(pk=thing.outcome.course_id))
    if isinstance(thing, CataloguePage):
        return _taken(CoursePage.objects.child_of(thing))
    if isinstance(thing, CoursePage | ModulePage | LessonPage):
        return _taken(CoursePage.objects.ancestor_of(thing, inclusive=True))
    return False


def _taken(courses: Any) -> bool:
    followed = PathwayEnrolment.objects.filter(pathway__steps__course__in=courses)
    return Enrolment.objects.filter(course__in=courses).exists() or followed.exists()


COURSES = StarterPart(name="courses", order=20, load=load, in_use=in_use, around=drawn_once)
