"""The things a person follows, has muted or chose something about, as their own page lists them."""

from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import models
from wagtail.models import Page

from academy.models import Follow, Mute, ThingChoice, User, Way
from academy.permissions import visible_pages
from academy.rules import number_in

MOST = 200


@dataclass
class Heard:
    """One thing; `thing` is None when the person may no longer open it."""

    key: str
    thing: models.Model | None = None
    followed: bool = False
    way: str = ""

    @property
    def url(self) -> str:
        """Where it stands."""
        if isinstance(self.thing, Page):
            return str(self.thing.url or "")
        find = getattr(self.thing, "get_absolute_url", None)
        return str(find()) if find else ""


def heard_by(person: User) -> list[Heard]:
    """What the person chose something about, by name; what they may no longer open comes last, nameless."""
    found: dict[str, Heard] = {}

    def of(row: Any) -> Heard:
        key = f"{row.content_type_id}:{row.object_id}"
        return found.setdefault(key, Heard(key))

    for follow in Follow.objects.filter(person=person)[:MOST]:
        of(follow).followed = True
    for choice in ThingChoice.objects.filter(person=person)[:MOST]:
        of(choice).way = choice.way
    for mute in Mute.objects.filter(person=person)[:MOST]:
        of(mute).way = Way.MUTED
    things = readable(person, found)
    for key, row in found.items():
        row.thing = things.get(key)
    return sorted(found.values(), key=lambda row: (row.thing is None, str(row.thing).casefold()))


def readable(person: User, keys: Any) -> dict[str, models.Model]:
    """The things behind these keys that `person` may open now, in one query a kind."""
    by_kind: dict[int, list[str]] = {}
    for key in keys:
        kind, _colon, number = key.partition(":")
        by_kind.setdefault(int(kind), []).append(number)
    things = {}
    for kind, numbers in by_kind.items():
        model = ContentType.objects.get_for_id(kind).model_class()
        if model is not None:
            rows = open_to(person, model).filter(pk__in=numbers)
            things.update({f"{kind}:{thing.pk}": thing for thing in rows})
    return things


def open_to(person: User, model: type[models.Model]) -> models.QuerySet[Any]:
    """The rows of a kind that `person` may open."""
    rows: Any = model._default_manager.all()
    if issubclass(model, Page):
        return visible_pages(person, rows)
    return rows.visible_to(person) if hasattr(rows, "visible_to") else rows


def thing_of(key: str) -> models.Model | None:
    """An unsaved stand-in for the thing behind a key: enough to choose about it, readable or gone."""
    kind, _colon, number = key.partition(":")
    held = ContentType.objects.filter(pk=number_in(kind, digits=9)).first() if number_in(number) else None
    model = held.model_class() if held else None
    return model(pk=number_in(number)) if model is not None else None
