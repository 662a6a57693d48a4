"""Asking members to do a course or a pathway, taking it back, sparing somebody, telling and reminding."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from academy.actions.audit import record
from academy.actions.notify import notify
from academy.models import Membership, Organisation, Place, Profession, User
from courses.addresses import address_of
from courses.matrix import Line, Matrix, matrix_of
from courses.models import Assignment, CoursePage, Exemption, PathwayPage
from courses.reminders import EDGE, STEPS, Due, remind
from courses.tasks import tell_assigned
from courses.team_rules import Ask, Status

Audience = Assignment.Audience


def assign(
    *,
    organisation: Organisation,
    thing: CoursePage | PathwayPage,
    actor: User,
    due_on: date | None = None,
    due_days: int | None = None,
    profession: Profession | None = None,
    place: Place | None = None,
    people: Iterable[User] | None = None,
) -> list[Assignment]:
    """Ask everybody, a profession, a place or these people to do a course or a pathway by a day.

    Whoever is asked already stays as they are; to change a day, withdraw and ask anew. Nobody is enrolled.
    Returns what was made now.
    """
    values: dict[str, Any] = {"due_on": due_on, "due_days": due_days, "made_by": actor}
    values["course" if isinstance(thing, CoursePage) else "pathway"] = thing
    if people is not None:
        members = Membership.objects.valid_on(timezone.localdate()).filter(organisation=organisation)
        mine = set(members.values_list("person", flat=True))
        asked = [{"audience": Audience.PERSON, "person": one} for one in people if one.pk in mine]
    elif profession is not None:
        asked = [{"audience": Audience.PROFESSION, "profession": profession}]
    elif place is not None:
        asked = [{"audience": Audience.PLACE, "place": place}]
    else:
        asked = [{"audience": Audience.EVERYBODY}]
    return [row for one in asked if (row := _ask(organisation, values | one, actor)) is not None]


def _ask(organisation: Organisation, values: dict[str, Any], actor: User) -> Assignment | None:
    try:
        with transaction.atomic():
            made = Assignment.objects.create(organisation=organisation, **values)
            record(actor_id=actor.pk, action="learning assigned", subject=made, organisation=organisation.pk)
            transaction.on_commit(lambda: tell_assigned.enqueue(organisation.pk))
            return made
    except IntegrityError:
        names = ("course", "pathway", "profession", "place", "person")
        same = {name: values.get(name) for name in names}
        if Assignment.objects.filter(organisation=organisation, withdrawn_at=None, **same).exists():
            return None
        raise


@transaction.atomic
def withdraw_assignment(*, assignment: Assignment, actor: User) -> None:
    """Take an assignment back; what people did stays theirs."""
    rows = Assignment.objects.filter(pk=assignment.pk, withdrawn_at=None)
    if rows.update(withdrawn_at=timezone.now()):
        record(actor_id=actor.pk, action="assignment withdrawn", subject=assignment)


def exempt(
    *, organisation: Organisation, person: User, course: CoursePage, reason: str, actor: User
) -> Exemption | None:
    """Spare a member a course, with a reason they can read; None when they are spared already."""
    try:
        with transaction.atomic():
            made = Exemption.objects.create(
                organisation=organisation, person=person, course=course, reason=reason[:300]
            )
            record(actor_id=actor.pk, action="member exempted", subject=made, organisation=organisation.pk)
            return made
    except IntegrityError:
        if Exemption.objects.filter(
            organisation=organisation, person=person, course=course, ended_at=None
        ).exists():
            return None
        raise


@transaction.atomic
def end_exemption(*, exemption: Exemption, actor: User) -> None:
    """Ask again what somebody was spared."""
    if Exemption.objects.filter(pk=exemption.pk, ended_at=None).update(ended_at=timezone.now()):
        record(actor_id=actor.pk, action="exemption ended", subject=exemption)


def open_lines(matrix: Matrix) -> dict[int, list[tuple[Line, date]]]:
    """By course id: the members who still have it to do, each with their day."""
    found: dict[int, list[tuple[Line, date]]] = defaultdict(list)
    for line in matrix.lines:
        for course, cell in zip(matrix.courses, line.cells, strict=True):
            if cell.status in (Status.DUE, Status.OVERDUE) and cell.due is not None:
                found[course.pk].append((line, cell.due))
    return found


def tell_of_assignments(organisation: Organisation) -> int:
    """Tell everybody who has something to do of it, once for each assignment; returns how many were told."""
    waiting = open_lines(matrix_of(organisation))
    told = 0
    rows = Assignment.objects.standing().filter(organisation=organisation)
    for row in rows.select_related("course", "pathway").prefetch_related("pathway__steps"):
        courses = [row.course_id] if row.course_id else [s.course_id for s in row.pathway.steps.all()]  # type: ignore[union-attr]
        lines = [line for course in courses for line, _day in waiting.get(course or 0, [])]
        people = {line.member.seat.person for line in lines if _is_for(row, line)}
        if not people:
            continue
        told += len(
            notify(
                people=User.objects.filter(pk__in=people),
                kind="learning",
                fact=f"assigned:{row.pk}",
                title=_("%(organisation)s asks you to do “%(title)s”")
                % {"organisation": organisation.name, "title": row.thing.title},
                text=_("Begin when it suits you; your dashboard says by when. What they see of it: %(url)s")
                % {"url": reverse("courses:team_seen", args=[organisation.slug])},
                url=address_of(row.thing),
            )
        )
    return told


def _is_for(row: Assignment, line: Line) -> bool:
    ask = Ask(0, date.min, profession=row.profession_id, place=row.place_id, person=row.person_id)
    return ask.is_for(line.member.seat)


def remind_of_assignments(day: date) -> None:
    """Tell new joiners what their group has, and remind everybody 30, 7 and 0 days before it is due."""
    standing = Assignment.objects.standing().values("organisation")
    for organisation in Organisation.objects.filter(pk__in=standing).order_by("pk"):
        tell_of_assignments(organisation)
        _remind(organisation)


def _remind(organisation: Organisation) -> None:
    now = timezone.now()
    today = timezone.localdate(now)
    first, last = today - EDGE, today + timedelta(days=max(STEPS)) + EDGE
    matrix = matrix_of(organisation, today)
    courses = {course.pk: course for course in matrix.courses}
    for pk, lines in open_lines(matrix).items():
        soon = {line.member.seat.person: due for line, due in lines if first <= due <= last}
        for person in User.objects.filter(pk__in=soon, is_active=True).iterator(chunk_size=500):
            course = courses[pk]
            url = reverse("courses:course", args=[course.slug])
            name = f"assigned:{organisation.pk}:{pk}"
            remind(Due(person, name, f"“{course.title}”", soon[person.pk], url), now)
