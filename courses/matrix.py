"""People by course: one organisation's members, and where each stands on what it asks of them.

Everything that an organisation sees of its people goes through here: the pages, downloads, letters, the feed.
It reads completions and exemptions, and nothing else of anybody's learning.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Q
from django.utils import timezone

from academy.models import Membership, Organisation
from courses.models import Assignment, Completion, Exemption
from courses.team_rules import NOT_ASKED, NOTHING, Ask, Cell, Fact, Seat, cell_of

Facts = Mapping[tuple[int, int], Fact]


@dataclass(frozen=True)
class Member:
    """A member with the words that a manager reads."""

    pk: int
    name: str
    profession: str
    profession_slug: str
    role: str
    seat: Seat


@dataclass(frozen=True)
class Course:
    """A column."""

    pk: int
    title: str
    slug: str


@dataclass(frozen=True)
class Line:
    """One member's row."""

    member: Member
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Matrix:
    """All of it, sorted by name."""

    courses: tuple[Course, ...]
    lines: tuple[Line, ...]

    def totals(self) -> list[Counter[str]]:
        """How many members stand where, for each course."""
        found: list[Counter[str]] = [Counter() for _course in self.courses]
        for line in self.lines:
            for counter, cell in zip(found, line.cells, strict=True):
                counter[cell.status.value] += 1
        return found


def matrix_of(organisation: Organisation, today: date | None = None, *, person: int | None = None) -> Matrix:
    """The whole matrix of an organisation, or one member's row: four queries, whatever its size."""
    today = today or timezone.localdate()
    members = members_of(organisation, today, person)
    asks, courses = asked_by(organisation)
    known = facts_of(organisation, today, {course.pk for course in courses}, person)
    by_course: dict[int, list[Ask]] = defaultdict(list)
    for ask in asks:
        by_course[ask.course].append(ask)
    columns = [(course.pk, by_course[course.pk]) for course in courses]
    lines = tuple(Line(member, tuple(_cells(member.seat, columns, known, today))) for member in members)
    return Matrix(courses, lines)


def _cells(seat: Seat, columns: list[tuple[int, list[Ask]]], known: Facts, today: date) -> Iterator[Cell]:
    for course, asks in columns:
        dues = [ask.due_for(seat) for ask in asks if ask.is_for(seat)]
        yield cell_of(known.get((seat.person, course), NOTHING), dues, today) if dues else NOT_ASKED


def members_of(organisation: Organisation, today: date, person: int | None = None) -> list[Member]:
    """Today's members by name; people whose account is closed are no longer shown."""
    rows = Membership.objects.valid_on(today).filter(organisation=organisation, person__is_active=True)
    if person is not None:
        rows = rows.filter(person=person)
    found = rows.values_list(
        *("pk", "person__display_name", "profession__name", "profession__slug", "role"),
        *("person_id", "profession_id", "place_id", "valid_from"),
    )
    unnamed = str(Membership.Role.MEMBER.label)
    members = [
        Member(pk, name or unnamed, profession or "", slug or "", role, Seat(*seat))
        for pk, name, profession, slug, role, *seat in found
    ]
    return sorted(members, key=lambda member: (member.name.casefold(), member.pk))


def asked_by(organisation: Organisation) -> tuple[list[Ask], tuple[Course, ...]]:
    """What the organisation asks, pathways taken apart into their required courses; and those courses."""
    standing = Assignment.objects.standing().filter(organisation=organisation)
    needed = Q(pathway=None) | Q(pathway__steps__required=True, pathway__steps__course__live=True)
    rows = standing.filter(needed).values_list(
        *("course_id", "course__title", "course__slug"),
        *(f"pathway__steps__course__{name}" for name in ("pk", "title", "slug")),
        *("made_at", "due_on", "due_days", "profession_id", "place_id", "person_id", "pk"),
    )
    asks, courses = [], {}
    for pk, title, slug, step, step_title, step_slug, made_at, *rest in rows:
        course = Course(pk, title, slug) if pk else Course(step, step_title, step_slug)
        courses[course.pk] = course
        asks.append(Ask(course.pk, timezone.localdate(made_at), *rest))
    return asks, tuple(sorted(courses.values(), key=lambda course: (course.title.casefold(), course.pk)))


def facts_of(
    organisation: Organisation, today: date, courses: set[int], person: int | None = None
) -> dict[tuple[int, int], Fact]:
    """Completions and exemptions of today's members on these courses, in two queries."""
    mine = Membership.objects.valid_on(today).filter(organisation=organisation)
    mine = mine if person is None else mine.filter(person=person)
    done = Completion.objects.finished().filter(
        enrolment__course__in=courses, enrolment__learner__user__in=mine.values("person")
    )
    spared = Exemption.objects.filter(organisation=organisation, ended_at=None, course__in=courses)
    spared = spared if person is None else spared.filter(person=person)
    rows = done.values_list("enrolment__learner__user_id", "enrolment__course_id", "completed_at", "until")
    found: dict[tuple[int, int], Fact] = {}
    for user, course, completed_at, until in rows.iterator(chunk_size=5000):
        found[user, course] = Fact(timezone.localdate(completed_at), until)
    for key in spared.values_list("person_id", "course_id"):
        found[key] = replace(found.get(key, NOTHING), exempt=True)
    return found
