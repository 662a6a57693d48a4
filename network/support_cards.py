"""What lists show of a service, as plain values that are stored with it; and the same read again."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from network.models import SupportPhone, SupportService
from network.openreferral.places import Point
from network.openreferral.times import Hours

_TIMES = ("opens", "closes")
_DATES = ("start", "valid_from", "valid_to")


@dataclass(frozen=True)
class Spot:
    """A place of a service, as lists show it."""

    name: str
    borough: str
    postcode: str
    point: Point | None


def card_of(service: SupportService) -> dict[str, Any]:
    """Everything that lists need, in plain values."""
    at = service.at_locations.select_related("location__place")
    return {
        "needs": [[need.slug, need.name] for need in service.needs.order_by("name")],
        "phones": [phone_card(phone) for phone in service.phones.all()],
        "hours": [stored_hours(row.hours) for row in service.schedules.all()],
        "said": [row.description for row in service.schedules.all() if row.description],
        "spots": [_spot(row.location) for row in at],
        "areas": [str(area) for area in service.areas.select_related("place")],
        "languages": list(service.languages.values_list("name", flat=True)),
    }


def phone_card(phone: SupportPhone) -> dict[str, str]:
    """A number with the link that rings it or writes to it."""
    kind = "sms" if phone.kind.lower() in ("text", "sms") else "tel"
    digits = re.sub(r"[^0-9+]", "", re.split(r"[,;]|\b(?:option|ext)", phone.number, flags=re.IGNORECASE)[0])
    return {
        "number": phone.number + (f" ext {phone.extension}" if phone.extension else ""),
        "href": f"{kind}:{digits}",
        "kind": kind,
        "description": phone.description,
    }


def _spot(location: Any) -> dict[str, Any]:
    where = None if location.latitude is None else [float(location.latitude), float(location.longitude)]
    return {
        "name": location.name,
        "borough": str(location.place or ""),
        "postcode": location.postcode,
        "point": where,
    }


def stored_hours(hours: Hours) -> dict[str, Any]:
    """A rule of opening as plain values."""
    return {
        name: value.isoformat() if isinstance(value, date | time) else value
        for name, value in vars(hours).items()
    }


def read_hours(rows: Iterable[Mapping[str, Any]]) -> list[Hours]:
    """Rules of opening from plain values."""
    return [Hours(**{name: _read(name, value) for name, value in row.items()}) for row in rows]


def _read(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in _TIMES:
        return time.fromisoformat(value)
    return date.fromisoformat(value) if name in _DATES else value


def spots_of(card: Mapping[str, Any]) -> list[Spot]:
    """The places of a service from its card."""
    return [
        Spot(row["name"], row["borough"], row["postcode"], Point(*row["point"]) if row["point"] else None)
        for row in card.get("spots", ())
    ]


def hours_of(card: Mapping[str, Any]) -> list[Hours]:
    """The rules of opening of a service from its card."""
    return read_hours(card.get("hours", ()))
