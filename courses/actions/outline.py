"""Working out at publish what page views only read: course outlines and lesson bodies."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.db import transaction
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string
from wagtail.rich_text import expand_db_html

from academy.models import GlossaryTerm
from academy.rules import count_words, reading_minutes
from courses.actions.versions import keep_version, since_when, versions_data
from courses.exceptions import shown_exceptions
from courses.models import (
    Cohort,
    CourseOutline,
    CoursePage,
    EvidenceFlag,
    LessonBody,
    LessonClaim,
    LessonPage,
    ModulePage,
)
from courses.terms import Term, explain_terms
from evidence.models import EvidenceSummaryPage
from evidence.permissions import open_to_all

MINUTES = {"scenario": 2.0, "check": 1.0, "reflection": 1.5, "pause": 0.5}
ACTIVITIES = frozenset({"scenario", "sensitive"})
#: Words a minute on a phone, with time to think; adults read plain prose at 200 or more.
CALM_PACE = 150
#: Counts up when what is stored of a course changes its shape, so that a newer release draws it anew.
SHAPE = 2


#: The courses that wait to be drawn until many changes are done; None when each is drawn at once.
waiting: ContextVar[set[int] | None] = ContextVar("waiting", default=None)


@contextmanager
def drawn_once() -> Iterator[None]:
    """Within, a course that is stored already is drawn once for all its changes, at the end."""
    token = waiting.set(set())
    try:
        yield
        courses = waiting.get() or set()
    finally:
        waiting.reset(token)
    for course in CoursePage.objects.filter(pk__in=courses):
        refresh_course(course)


@transaction.atomic
def refresh_course(course: CoursePage) -> CourseOutline | None:
    """Bring a course's stored outline, and its lessons' addresses, to what is published now."""
    put_off = waiting.get()
    stored = CourseOutline.objects.filter(course=course.pk).first() if put_off is not None else None
    if put_off is not None and stored is not None:
        put_off.add(course.pk)
        return stored
    course = CoursePage.objects.select_for_update(of=("self",)).get(pk=course.pk)
    if not course.live:
        CourseOutline.objects.filter(course=course).delete()
        return None
    CourseOutline.objects.filter(slug=course.slug).exclude(course=course).delete()
    outline, _made = CourseOutline.objects.update_or_create(
        course=course, defaults={"slug": course.slug, "data": {}}
    )
    _store_missing(outline)
    keep_version(course)
    outline.data = outline_data(course)
    outline.save(update_fields=["data", "stored_at"])
    return outline


@transaction.atomic
def refresh_lesson(lesson: LessonPage) -> LessonBody | None:
    """Draw a published lesson anew and store it; an unpublished one is taken away."""
    outline = CourseOutline.objects.filter(course__in=lesson.get_ancestors()).first()
    if not lesson.live or outline is None:
        LessonBody.objects.filter(lesson=lesson).delete()
        return None
    values = {"outline": outline, "title": lesson.title, "leave_button": lesson.leave_button}
    values |= drawn(lesson) | {"address": address_in_course(outline.slug, lesson)}
    body, _made = LessonBody.objects.update_or_create(lesson=lesson, defaults=values)
    return body


def refresh_everything() -> int:
    """Draw every published course and lesson anew; returns how many lessons."""
    LessonBody.objects.all().delete()
    for course in CoursePage.objects.all():
        refresh_course(course)
    return LessonBody.objects.count()


def refresh_old_shapes() -> int:
    """Draw everything anew when a course is stored as an older release stored it; returns how many lessons."""
    shapes = {outline.data.get("shape") for outline in CourseOutline.objects.all()}
    return refresh_everything() if shapes - {SHAPE} else 0


def drawn(lesson: LessonPage) -> dict[str, Any]:
    """A lesson's HTML with marks for what differs by person, the marks' values, its words and minutes.

    Words are those every reader meets; a scenario's branches count as the minutes it takes.
    """
    slots: dict[str, dict[str, Any]] = {}
    pieces = [(child.block_type, child.render({"slots": slots})) for child in lesson.body]
    words = count_words(" ".join(html for kind, html in pieces if kind not in ACTIVITIES))
    html, used = explain_terms("\n".join(html for _kind, html in pieces), known_terms())
    return {
        "html": html + (render_to_string("courses/parts/words.html", {"terms": used}) if used else ""),
        "slots": slots,
        "words": words,
        "minutes": reading_minutes(words, activities=activity_minutes(lesson), words_a_minute=CALM_PACE),
    }


def known_terms() -> list[Term]:
    """The glossary, as the rule that explains words in place knows it."""
    return [Term(*row) for row in GlossaryTerm.objects.values_list("term", "slug", "text")]


def activity_minutes(lesson: LessonPage) -> float:
    """Minutes for what a learner does rather than reads; a sensitive activity says its own."""
    total = 0.0
    for child in lesson.body:
        if child.block_type in ("media", "sensitive"):
            total += child.value["minutes"]
        total += MINUTES.get(child.block_type, 0)
    return total


def address_in_course(course: str, lesson: LessonPage) -> str:
    """The address under which a body is found: course/module/lesson."""
    return f"{course}/{lesson.get_parent().slug}/{lesson.slug}"


def _store_missing(outline: CourseOutline) -> None:
    lessons = LessonPage.objects.live().descendant_of(outline.course)
    stored = dict(LessonBody.objects.filter(lesson__in=lessons).values_list("lesson_id", "address"))
    for lesson in lessons:
        if stored.get(lesson.pk) != address_in_course(outline.slug, lesson):
            refresh_lesson(lesson)
    LessonBody.objects.filter(outline=outline).exclude(lesson__in=lessons).delete()


def outline_data(course: CoursePage) -> dict[str, Any]:
    """The course as plain values: title, texts, outcomes, and modules with their live lessons."""
    lessons = LessonPage.objects.descendant_of(course)
    taken = Coalesce("measured_minutes", "minutes")
    minutes = dict(LessonBody.objects.filter(lesson__in=lessons).values_list("lesson_id", taken))
    since = since_when(course)
    rests = evidence_data(list(lessons.values_list("pk", flat=True)))
    modules = [
        _module(module, minutes, since, rests)
        for module in ModulePage.objects.live().child_of(course).order_by("path")
    ]
    modules = [module for module in modules if module["lessons"]]
    texts = ("title", "summary", "level", "content_note", "not_claimed", "coproduction", "made_by")
    return {name: getattr(course, name) for name in texts} | {
        "shape": SHAPE,
        "intro": expand_db_html(course.intro),
        "audience": course.audience,
        "outcomes": list(course.outcomes.values("id", "key", "text")),
        "topics": [[topic.slug, topic.name] for topic in course.topics.all()],
        "sources": course.sources,
        "leave_button": course.leave_button,
        "needs_account": course.needs_account,
        "questions_an_outcome": course.questions_an_outcome,
        "pass_mark": course.pass_mark,
        "exceptions": shown_exceptions(course),
        "checks": [str(check) for check in course.human_checks.all()] if course.pk else [],
        "test_out": course.test_out,
        "joining": course.joining,
        **live_data(course),
        "prerequisites": _titles(course.prerequisites.all()),
        "modules": modules,
        **versions_data(course),
        "lessons": sum(len(module["lessons"]) for module in modules),
        "minutes": sum(lesson["minutes"] for module in modules for lesson in module["lessons"]),
    }


def evidence_data(lesson_ids: list[int]) -> dict[int, dict[str, list[dict[str, str]]]]:
    """What each lesson's claims rest on, as everybody may read it, and its open flags."""
    found: dict[int, dict[str, list[dict[str, str]]]] = {}
    claims = LessonClaim.objects.filter(lesson__in=lesson_ids).select_related("summary", "study")
    open_ids = [claim.summary_id for claim in claims if claim.summary_id]
    readable = {page.pk: page for page in open_to_all(EvidenceSummaryPage.objects.filter(pk__in=open_ids))}
    for claim in claims.order_by("sort_order"):
        page = readable.get(claim.summary_id or 0)
        title = page.title if page else claim.study.label if claim.study else ""
        if title:
            row = {"text": claim.text, "title": title, "url": page.get_absolute_url() if page else ""}
            found.setdefault(claim.lesson_id, {}).setdefault("claims", []).append(row)
    for flag in EvidenceFlag.objects.waiting().filter(lesson__in=lesson_ids):
        row = {"what": flag.what, "url": flag.url}
        found.setdefault(flag.lesson_id, {}).setdefault("flags", []).append(row)
    return found


def live_data(course: CoursePage) -> dict[str, bool]:
    """Whether the course has cohorts, and live sessions that count."""
    cohorts = Cohort.objects.filter(course=course)
    return {
        "has_cohorts": cohorts.exists(),
        "has_required_sessions": cohorts.filter(sessions__required=True).exists(),
    }


def _titles(courses: Any) -> list[dict[str, Any]]:
    return [{"id": page.pk, "slug": page.slug, "title": page.title} for page in courses if page.live]


def _module(
    module: ModulePage, minutes: dict[int, int], since: dict[int, str], rests: dict[int, Any]
) -> dict[str, Any]:
    lessons = LessonPage.objects.live().child_of(module).order_by("path")
    rows = lessons.values("pk", "title", "slug", "summary", "outcome_key", "source_keys")
    return {
        "id": module.pk,
        "title": module.title,
        "slug": module.slug,
        "summary": module.summary,
        "content_note": module.content_note,
        "guide": expand_db_html(module.guide),
        "lessons": [
            {
                "id": row["pk"],
                "title": row["title"],
                "slug": row["slug"],
                "summary": row["summary"],
                "outcome": row["outcome_key"],
                "since": since.get(row["pk"]),
                "sources": row["source_keys"],
                "minutes": minutes.get(row["pk"], 1),
                **rests.get(row["pk"], {}),
            }
            for row in rows
        ],
    }
