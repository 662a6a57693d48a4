"""Reading the feed of completions: from a place on, only members of today, only facts of completion."""

import base64
import binascii
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from academy.models import Organisation
from academy.models.dates import valid_on
from courses.models import FeedEntry, Invitation


class WrongCursor(ValueError):
    """A cursor that did not come from here."""


@dataclass(frozen=True)
class Told:
    """One entry: who by the work address they were invited at, which course, and the days."""

    member: int
    email: str | None
    course: str
    title: str
    completed_on: date | None
    until: date | None

    @property
    def state(self) -> str:
        """Whether it is a completion, or says that an earlier one was taken back."""
        return "completed" if self.completed_on is not None else "withdrawn"

    def as_json(self) -> dict[str, Any]:
        """As it is sent."""
        return {
            "member": self.member,
            "email": self.email,
            "course": self.course,
            "title": self.title,
            "state": self.state,
            "completed_on": self.completed_on.isoformat() if self.completed_on else None,
            "until": self.until.isoformat() if self.until else None,
        }


@dataclass(frozen=True)
class Page:
    """A part of the feed; whoever read it goes on from `last`."""

    organisation: str
    rows: tuple[Told, ...]
    last: int
    more: bool

    def as_json(self) -> dict[str, Any]:
        """As it is answered and sent."""
        return {
            "organisation": self.organisation,
            "cursor": cursor_of(self.last),
            "more": self.more,
            "completions": [row.as_json() for row in self.rows],
        }


def cursor_of(number: int) -> str:
    """A place in the feed as the outside knows it."""
    return base64.urlsafe_b64encode(f"1:{number}".encode()).decode().rstrip("=")


def number_of(cursor: str) -> int:
    """The place behind a cursor; the beginning without one. Raises WrongCursor."""
    if not cursor:
        return 0
    try:
        word = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
        version, _colon, number = word.partition(":")
    except (binascii.Error, ValueError):
        raise WrongCursor from None
    if version != "1" or not number.isascii() or not number.isdigit() or len(number) > 15:
        raise WrongCursor
    return int(number)


def page_of(organisation: Organisation, after: int, most: int) -> Page:
    """The next entries of people who are members today.

    What concerns nobody who is a member is passed over; the place moves on past it.
    """
    whole = FeedEntry.objects.filter(organisation=organisation, number__gt=after)
    top = whole.order_by("-number").values_list("number", flat=True).first()
    if top is None:
        return Page(organisation.slug, (), after, more=False)
    invited = Invitation.objects.filter(
        organisation=organisation, used_by=OuterRef("membership__person")
    ).order_by("-used_at", "-pk")
    rows = list(
        whole.filter(
            valid_on(timezone.localdate(), "membership__"),
            number__lte=top,
            membership__person__is_active=True,
        )
        .annotate(email=Subquery(invited.values("email")[:1]))
        .order_by("number")
        .values_list(
            *("number", "membership_id", "email", "course__slug", "course__title", "completed_on", "until"),
            named=False,
        )[: most + 1]
    )
    more = len(rows) > most
    told = tuple(Told(*row[1:]) for row in rows[:most])
    return Page(organisation.slug, told, rows[most - 1][0] if more else top, more)
