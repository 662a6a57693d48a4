"""Finding what every lesson page needs, by queries compiled once.

Each gives what its plain QuerySet would (`visible_to`, `CompletionEvent.objects.of`), which the access
matrix and `tests/courses/test_finding.py` hold it to.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, Exists, F, OuterRef, QuerySet, TextField, Value
from django.db.models.functions import Cast, Length, Substr
from wagtail.models import PageViewRestriction

from academy.memory import Kept
from academy.models import User
from academy.permissions import AnyUser
from academy.prepared import Prepared
from courses.completion import Event
from courses.models import (
    Bookmark,
    CohortMember,
    CompletionEvent,
    CourseOutline,
    Enrolment,
    LessonAnswer,
    LessonBody,
    LiveSession,
    Note,
    Reflection,
)
from courses.outlines import Standing

BODY_FIELDS = (
    "pk",
    "lesson_id",
    "outline_id",
    "address",
    "title",
    "leave_button",
    "html",
    "slots",
    "words",
    "minutes",
    "stored_at",
)
OUTLINE_FIELDS = ("pk", "course_id", "slug", "stored_at")
STAND_IN = -7_000_001
outlines_read: Kept[dict[str, Any]] = Kept(200)


def closed(path: str) -> Exists:
    """SQL condition: somebody, whoever it is, is kept from this page or one above it."""
    beginning = Substr(OuterRef(path), 1, Length(F("page__path")))
    return Exists(PageViewRestriction.objects.filter(page__path=beginning))


def _bodies(address: str) -> QuerySet[Any, Any]:
    live = {"lesson__live": True, "outline__course__live": True}
    rows = LessonBody.objects.filter(address=address, **live)
    rows = rows.annotate(closed=closed("lesson__path"), text=Cast("outline__data", TextField()))
    return rows.values_list("closed", "text", *(f"outline__{name}" for name in OUTLINE_FIELDS), *BODY_FIELDS)


def _outlines(slug: str) -> QuerySet[Any, Any]:
    rows = CourseOutline.objects.filter(slug=slug, course__live=True)
    rows = rows.annotate(closed=closed("course__path"), text=Cast("data", TextField()))
    return rows.values_list("closed", "text", *OUTLINE_FIELDS)


def _events(person: int, course: int) -> QuerySet[Any, Any]:
    rows = CompletionEvent.objects.filter(enrolment__learner__user=person, enrolment__course=course)
    fields = ("enrolment_id", "enrolment__learner_id", "kind", "key", "occurred_at", "source", "pk", "until")
    return rows.order_by("occurred_at", "pk").values_list(*fields)


def _work(person: int, lesson: int) -> QuerySet[Any, Any]:
    kinds = ("answer", "reflection", "note", "bookmark")
    kind = {name: Value(name, output_field=CharField()) for name in kinds}
    mine = {"learner__user": person, "lesson": lesson}
    number = Cast("pk", CharField(max_length=20))
    answers = LessonAnswer.objects.filter(**mine).order_by()
    reflections = Reflection.objects.filter(**mine).order_by()
    notes = Note.objects.filter(**mine).order_by()
    bookmarks = Bookmark.objects.filter(**mine).order_by()
    return answers.values_list(kind["answer"], "question", Cast("chosen", TextField())).union(
        reflections.values_list(kind["reflection"], "key", "sealed"),
        notes.values_list(kind["note"], number, "sealed"),
        bookmarks.values_list(kind["bookmark"], number, Value("", output_field=TextField())),
        all=True,
    )


BODY = Prepared(_bodies, address="/stand-in/")
OUTLINE = Prepared(_outlines, slug="/stand-in/")
EVENTS = Prepared(_events, person=STAND_IN, course=STAND_IN - 1)
WORK = Prepared(_work, person=STAND_IN, lesson=STAND_IN - 1)


def find_body(person: AnyUser, address: str) -> LessonBody | None:
    """The stored lesson at course/module/lesson with its outline, if `person` may see it."""
    for is_closed, text, *cells in BODY.rows(address=address):
        width = len(OUTLINE_FIELDS)
        body = LessonBody(**dict(zip(BODY_FIELDS, cells[width:], strict=True)))
        body.outline = _outline(text, cells[:width])
        if is_closed and not LessonBody.objects.visible_to(person).filter(pk=body.pk).exists():
            return None
        return body
    return None


def find_outline(person: AnyUser, slug: str) -> CourseOutline | None:
    """The outline of a live course, if `person` may see it."""
    for is_closed, text, *cells in OUTLINE.rows(slug=slug):
        outline = _outline(text, cells)
        if is_closed and not CourseOutline.objects.visible_to(person).filter(pk=outline.pk).exists():
            return None
        return outline
    return None


def _outline(text: str, cells: list[Any]) -> CourseOutline:
    values = dict(zip(OUTLINE_FIELDS, cells, strict=True))
    data = outlines_read.get((values["pk"], values["stored_at"]), lambda: json.loads(text))
    return CourseOutline(data=data, **values)


def find_standing(person: AnyUser, outline: CourseOutline) -> Standing:
    """Where `person` stands on a course; without an account, at its beginning."""
    if not isinstance(person, User):
        return Standing(outline, [], None)
    rows = EVENTS.rows(person=person.pk, course=outline.course_id)
    if not rows:
        return Standing(outline, [], None)
    enrolment = Enrolment(pk=rows[0][0], learner_id=rows[0][1], course_id=outline.course_id)
    events = [Event(*row[2:]) for row in rows]
    asks = outline.data.get("has_required_sessions")
    return Standing(outline, events, enrolment, required_sessions(enrolment) if asks else ())


def required_sessions(enrolment: Enrolment) -> list[LiveSession]:
    """The live sessions that count for this learner: those of their cohorts that say so."""
    cohorts = CohortMember.objects.filter(enrolment=enrolment.pk).values("cohort")
    return list(LiveSession.objects.filter(cohort__in=cohorts, required=True).order_by("starts_at", "pk"))


@dataclass(frozen=True)
class Work:
    """What a person has done and kept in one lesson; reflections and notes (by id) still sealed."""

    answers: Mapping[str, Any]
    reflections: Mapping[str, str]
    notes: Mapping[int, str]
    bookmarked: bool


def saved_work(person: int, lesson: int) -> Work:
    """A person's work in a lesson, in one query."""
    kinds: dict[str, dict[str, str]] = {}
    for kind, key, value in WORK.rows(person=person, lesson=lesson):
        kinds.setdefault(kind, {})[key] = value
    notes = {int(key): value for key, value in kinds.get("note", {}).items()}
    return Work(
        answers={key: json.loads(value) for key, value in kinds.get("answer", {}).items()},
        reflections=kinds.get("reflection", {}),
        notes=dict(sorted(notes.items())),
        bookmarked="bookmark" in kinds,
    )
