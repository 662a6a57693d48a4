"""What every page shows around its content, in one query: helplines, foot links, unread count."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db.models import CharField, Count, F, IntegerField, Value
from django.db.models.functions import Cast
from django.http import HttpRequest

from academy.apps import Wing
from academy.models import Notification, StandardPage, SupportLine
from academy.prepared import Prepared


@dataclass
class Line:
    """A helpline as the foot of a page shows it."""

    name: str
    number: str
    href: str
    how: str


@dataclass
class Chrome:
    """The frame of a page; queried once, when a template first asks."""

    request: HttpRequest
    site_name: str = settings.WAGTAIL_SITE_NAME
    local_mode: bool = settings.MODE == "local"
    staff_relaxed: bool = settings.STAFF_MFA_RELAXED
    wings: list[Wing] = field(default_factory=lambda: installed_wings())

    @cached_property
    def _rows(self) -> list[tuple[Any, ...]]:
        person = getattr(self.request, "user", None)
        if person is not None and person.is_authenticated:
            rows = FOR_MEMBERS.rows(person=person.pk)
        else:
            rows = FOR_VISITORS.rows()
        return sorted(rows, key=lambda row: (row[5], row[1]))

    @property
    def fixed(self) -> tuple[Any, ...]:
        """What is the same on everybody's page, as a key."""
        return tuple(row for row in self._rows if row[0] != "unread")

    def with_unread(self, unread: Any) -> "Chrome":
        """The same frame with another unread count, without asking the database again."""
        twin = Chrome(self.request)
        others = [row for row in self._rows if row[0] != "unread"]
        twin.__dict__["_rows"] = [*others, ("unread", "", "", "", "", unread)]
        return twin

    @property
    def lines(self) -> list[Line]:
        """The helplines marked for every page."""
        return [
            Line(
                name=row[1],
                number=row[2],
                href=f"{'sms' if row[4] == 'text' else 'tel'}:{row[3]}",
                how=row[4],
            )
            for row in self._rows
            if row[0] == "line"
        ]

    @property
    def pages(self) -> list[dict[str, str]]:
        """The plain pages linked from the foot."""
        return [{"title": row[1], "url": f"/{row[2]}/"} for row in self._rows if row[0] == "page"]

    @property
    def unread(self) -> int:
        """How many notifications the person has not opened."""
        return next((row[5] for row in self._rows if row[0] == "unread"), 0)


def installed_wings() -> list[Wing]:
    """The wings whose apps are installed and say so, in their order."""
    wings = [config.wing for config in apps.get_app_configs() if hasattr(config, "wing")]
    return sorted(wings, key=lambda wing: wing.order)


def chrome(request: HttpRequest) -> dict[str, Any]:
    """Template context: the frame of the page."""
    return {"chrome": Chrome(request)}


def _words(value: Any) -> Any:
    return Cast(value, CharField(max_length=200))


def _lines() -> Any:
    rows = SupportLine.objects.filter(live=True, in_footer=True).order_by()
    return rows.values_list(
        Value("line", output_field=CharField()),
        _words(F("name")),
        _words(F("number")),
        _words(F("dial")),
        _words(F("how")),
        Cast(F("order"), IntegerField()),
    )


def _pages() -> Any:
    rows = StandardPage.objects.filter(live=True, in_footer=True).order_by()
    return rows.values_list(
        Value("page", output_field=CharField()),
        _words(F("title")),
        _words(F("slug")),
        _words(Value("")),
        _words(Value("")),
        Value(0, output_field=IntegerField()),
    )


def _unread(person: int) -> Any:
    rows = Notification.objects.filter(person=person, read_at__isnull=True).order_by()
    return (
        rows.values(kind_of_row=Value("unread", output_field=CharField()))
        .annotate(total=Count("pk"))
        .values_list(
            "kind_of_row",
            _words(Value("")),
            _words(Value("")),
            _words(Value("")),
            _words(Value("")),
            Cast(F("total"), IntegerField()),
        )
    )


FOR_VISITORS = Prepared(lambda: _lines().union(_pages(), all=True))
FOR_MEMBERS = Prepared(lambda person: _lines().union(_pages(), _unread(person), all=True), person=-7_000_001)
