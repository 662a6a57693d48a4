"""What organisations ask of one person and is not done: for their dashboard, in rows of one shape."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import CharField, DateField, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Cast
from django.utils import timezone

from academy.models.dates import valid_on
from courses.models import Assignment, Completion, Exemption, PathwayStep
from courses.team_rules import Ask, Fact, Seat, cell_of

WORDS: CharField[str, str] = CharField(max_length=255)
SEAT = "organisation__memberships"


@dataclass(frozen=True)
class Asked:
    """A course or a pathway to be done by a day."""

    title: str
    slug: str
    what: str
    due: date
    overdue: bool
    enrolled: bool


def asked_of(person: int, today: date) -> Iterator[tuple[str, QuerySet[Any, dict[str, Any]]]]:
    """Courses and pathways asked of a person that are neither done nor spared, as rows with their dates."""
    seat = (Q((name, None)) | Q((name, F(f"{SEAT}__{name}"))) for name in ("profession", "place", "person"))
    rows = Assignment.objects.standing().filter(
        valid_on(today, f"{SEAT}__"), *seat, **{f"{SEAT}__person": person}
    )
    steps = PathwayStep.objects.filter(pathway=OuterRef("pathway"), required=True, course__live=True)
    open_steps = steps.exclude(_settled(person, OuterRef(OuterRef("organisation")), today))
    courses = rows.filter(course__isnull=False).exclude(_settled(person, OuterRef("organisation"), today))
    yield "due-course", _shaped(courses, "course", person)
    yield "due-pathway", _shaped(rows.filter(Exists(open_steps), pathway__isnull=False), "pathway", person)


def _settled(person: int, organisation: OuterRef, today: date) -> Q:
    """The condition that `course` is done and counts still, or that the organisation spares this person."""
    still = Q(until=None) | Q(until__gte=today)
    spared = Exemption.objects.filter(
        person=person, course=OuterRef("course"), organisation=organisation, ended_at=None
    )
    return Q(Exists(_done(person).filter(still))) | Q(Exists(spared))


def _done(person: int) -> QuerySet[Completion]:
    mine = Completion.objects.finished().filter(enrolment__learner__user=person)
    return mine.filter(enrolment__course=OuterRef("course"))


def _shaped(rows: QuerySet[Any, Any], thing: str, person: int) -> QuerySet[Any, dict[str, Any]]:
    shaped: QuerySet[Any, dict[str, Any]] = rows.order_by().values(
        name=Cast(F(f"{thing}__title"), WORDS),
        address=Cast(F(f"{thing}__slug"), WORDS),
        when=F("made_at"),
        by_day=F("due_on"),
        by_days=Cast(F("due_days"), IntegerField()),
        joined=F(f"{SEAT}__valid_from"),
        until=Cast(Subquery(_done(person).values("until")[:1]), DateField()),
    )
    return shaped


def due_soonest(rows: list[dict[str, Any]], enrolled: set[str]) -> list[Asked]:
    """Each course and pathway once, by its earliest day, the most pressing first."""
    today = timezone.localdate()
    found: dict[tuple[str, str], Asked] = {}
    for row in rows:
        if not row["what"].startswith("due-"):
            continue
        ask = Ask(0, timezone.localdate(row["when"]), row["by_day"], row["by_days"])
        until = row["until"]
        day = ask.due_for(Seat(0, joined=row["joined"]))
        due = cell_of(Fact(until, until), [day], today).due or day
        what = row["what"].removeprefix("due-")
        asked = Asked(row["name"], row["address"], what, due, due < today, row["address"] in enrolled)
        key = (what, row["address"])
        if key not in found or due < found[key].due:
            found[key] = asked
    return sorted(found.values(), key=lambda asked: (asked.due, asked.title))
