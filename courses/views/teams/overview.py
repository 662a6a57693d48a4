"""Who stands where: the way to one's organisations, the matrix, its downloads, one member's record."""

from collections.abc import Iterator
from datetime import date

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as later
from django.views.decorators.http import require_safe

from academy.models import Membership, Organisation
from academy.requests import MemberRequest
from courses.matrix import Line, Matrix, matrix_of
from courses.models import Exemption
from courses.record_for_teams import parts_for
from courses.sheets import FORMS, TYPES
from courses.team_rules import Cell, Status
from courses.views.teams.gate import managers_only

PAGE = 50
WORDS: dict[str, Promise] = {
    Status.DONE: later("Done"),
    Status.DUE: later("Due"),
    Status.OVERDUE: later("Overdue"),
    Status.EXEMPT: later("Exempt"),
    Status.NOT_ASKED: later("Not asked"),
}


@login_required
@require_safe
def teams(request: MemberRequest) -> HttpResponse:
    """The organisations that the asker belongs to, and those they manage."""
    rows = Membership.objects.valid_on(timezone.localdate()).filter(person=request.user)
    context = {"memberships": rows.select_related("organisation").order_by("organisation__name")}
    return render(request, "courses/teams/teams.html", context | {"wing": "learn"})


def chosen(request: HttpRequest, found: Matrix) -> Matrix:
    """The part of a matrix that the address asks for: status, profession, course, text, and its order."""
    wish = request.GET.get
    places = [place for place, course in enumerate(found.courses) if wish("course", "") in ("", course.slug)]
    text, status, profession = wish("q", "").strip().casefold(), wish("status", ""), wish("profession", "")
    lines = [
        Line(line.member, cells)
        for line in found.lines
        if (cells := tuple(line.cells[place] for place in places)) or not found.courses
        if (not text or text in line.member.name.casefold())
        and (not profession or profession == line.member.profession_slug)
        and (not status or any(cell.status == status for cell in cells))
    ]
    if wish("sort", "") == "-name":
        lines.reverse()
    return Matrix(tuple(found.courses[place] for place in places), tuple(lines))


@managers_only
@require_safe
def matrix(request: MemberRequest, organisation: Organisation) -> HttpResponse:
    """People by course, fifty at a time, with totals of everybody the filters leave."""
    whole = matrix_of(organisation)
    found = chosen(request, whole)
    page = Paginator(found.lines, PAGE).get_page(request.GET.get("page"))
    context = {
        "organisation": organisation,
        "courses": found.courses,
        "page_obj": page,
        "lines": [(line.member, list(zip(found.courses, line.cells, strict=True))) for line in page],
        "totals": list(zip(found.courses, map(_totals, found.totals()), strict=True)),
        "every_course": whole.courses,
        "professions": sorted(
            {
                (line.member.profession_slug, line.member.profession)
                for line in whole.lines
                if line.member.profession
            }
        ),
        "statuses": [(status.value, WORDS[status]) for status in Status],
        "filtered": any(request.GET.get(name) for name in ("q", "status", "profession", "course", "sort")),
        "people": len(whole.lines),
        "wing": "learn",
    }
    return render(request, "courses/teams/matrix.html", context)


def _totals(counts: dict[str, int]) -> list[tuple[str, Promise, int]]:
    return [(status.value, WORDS[status], counts.get(status.value, 0)) for status in Status]


@managers_only
@require_safe
def download(request: MemberRequest, organisation: Organisation, form: str) -> HttpResponse:
    """What the filters leave, as CSV or as a workbook."""
    if form not in FORMS:
        raise Http404
    found = chosen(request, matrix_of(organisation))
    columns = [_("Name"), _("Profession"), *(course.title for course in found.courses)]
    body = FORMS[form](columns, _rows(found))
    response = HttpResponse(body, content_type=TYPES[form])
    name = f"{organisation.slug}-{timezone.localdate():%Y-%m-%d}.{form}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _rows(found: Matrix) -> Iterator[list[str]]:
    for line in found.lines:
        yield [line.member.name, line.member.profession, *map(in_words, line.cells)]


def in_words(cell: Cell) -> str:
    """A cell in words, with its day as spreadsheets sort it."""
    day: date | None = cell.due or cell.until or cell.completed
    if day is None:
        return str(WORDS[cell.status])
    words = {Status.DUE: _("Due %(day)s"), Status.OVERDUE: _("Overdue since %(day)s")}
    done = _("Done, until %(day)s") if cell.until else _("Done %(day)s")
    return words.get(cell.status, done) % {"day": day.isoformat()}


@managers_only
@require_safe
def person(request: MemberRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """One member: each course asked of them, with what is met and on which day."""
    rows = Membership.objects.valid_on(timezone.localdate()).filter(organisation=organisation)
    held = rows.filter(pk=pk).select_related("person", "profession").first()
    found = matrix_of(organisation, person=held.person_id) if held is not None else None
    if held is None or found is None or not found.lines:
        raise Http404
    asked = [
        pair
        for pair in zip(found.courses, found.lines[0].cells, strict=True)
        if pair[1].status != Status.NOT_ASKED
    ]
    spared = Exemption.objects.filter(organisation=organisation, person=held.person_id, ended_at=None)
    exemptions = {row.course_id: row for row in spared}
    parts = parts_for(held.person_id, [course.pk for course, _cell in asked])
    context = {
        "organisation": organisation,
        "membership": held,
        "courses": [
            (course, cell, parts.get(course.pk, []), exemptions.get(course.pk)) for course, cell in asked
        ],
        "wing": "learn",
    }
    return render(request, "courses/teams/person.html", context)
