"""One service of a feed, read whole or refused with a reason: from JSON to plain values, nothing stored."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID, uuid5

from network.openreferral import values
from network.openreferral.places import WrongPlace, checked
from network.openreferral.values import Unreadable

STATUSES = ("active", "temporarily closed", "inactive", "defunct")
MOST_PARTS = 200
#: Areas that hold everybody in London.
NATIONAL = frozenset({"united kingdom", "uk", "great britain", "england", "england and wales"})
Values = dict[str, Any]


@dataclass
class Draft:
    """A service as a feed tells it; keys of its parts are the ids that they have in feeds."""

    uid: UUID
    digest: str
    service: Values
    provider: Values
    needs: list[Values] = field(default_factory=list)
    places: list[Values] = field(default_factory=list)
    schedules: list[Values] = field(default_factory=list)
    phones: list[Values] = field(default_factory=list)
    contacts: list[Values] = field(default_factory=list)
    costs: list[Values] = field(default_factory=list)
    languages: list[Values] = field(default_factory=list)
    areas: list[Values] = field(default_factory=list)


def read_service(record: Any, today: date) -> Draft:
    """A draft of a record as read on a day. Raises Unreadable, whose text says what is wrong with it."""
    if not isinstance(record, Mapping):
        raise Unreadable("This is not an object.")
    uid = values.uuid_of(record, "id")
    provider = record.get("organization")
    if not isinstance(provider, Mapping):
        raise Unreadable("It does not say which organisation offers it (“organization”).")
    draft = Draft(uid, digest_of(record), _service(record, today), _provider(provider))
    draft.needs = [_need(row) for row in listed(record, "attributes") if row.get("taxonomy_term")]
    at_locations = listed(record, "service_at_locations")
    draft.places = [_place(row, uid, number) for number, row in enumerate(at_locations)]
    draft.schedules = [_schedule(row, uid, n) for n, row in enumerate(listed(record, "schedules"))]
    for at, row in zip(draft.places, at_locations, strict=True):
        for own in listed(row, "schedules"):
            draft.schedules.append(_schedule(own, at["uid"], len(draft.schedules)) | {"at": at["uid"]})
    draft.phones = _phones(record, uid)
    draft.contacts = [_contact(row, uid, n) for n, row in enumerate(listed(record, "contacts"))]
    draft.costs = [_cost(row, uid, n) for n, row in enumerate(listed(record, "cost_options"))]
    draft.languages = _languages(record, uid)
    draft.areas = _areas(record, uid)
    draft.service["national"] = any(row["name"].casefold() in NATIONAL for row in draft.areas)
    draft.areas = [row for row in draft.areas if row["name"].casefold() not in NATIONAL]
    return draft


def digest_of(record: Mapping[str, Any]) -> str:
    """What tells whether a record changed since it was read last."""
    return hashlib.sha256(json.dumps(record, sort_keys=True, default=str).encode()).hexdigest()


def listed(record: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """A list of objects in a record; nothing where there is none."""
    found = record.get(name)
    if found is None:
        return []
    if not isinstance(found, list) or not all(isinstance(row, Mapping) for row in found):
        raise Unreadable(f"“{name}” is not a list of objects.")
    if len(found) > MOST_PARTS:
        raise Unreadable(f"“{name}” holds more than {MOST_PARTS} rows.")
    return found


def _id(row: Mapping[str, Any], uid: UUID, kind: str, number: int) -> UUID:
    return values.uuid_of(row, "id") if row.get("id") else uuid5(uid, f"{kind}:{number}")


def _service(record: Mapping[str, Any], today: date) -> Values:
    status = values.text(record, "status", most=40) or "active"
    if status not in STATUSES:
        raise Unreadable(f"The status “{status}” is none that the profile knows.")
    low, high = values.age(record, "minimum_age"), values.age(record, "maximum_age")
    if low is not None and high is not None and high < low:
        raise Unreadable("The highest age is below the lowest.")
    assured = values.day(record, "assured_date")
    if assured is not None and assured > today:
        raise Unreadable("It says that it was confirmed on a day that has not come.")
    return {
        "name": values.text(record, "name", most=255, needed=True),
        "status": status,
        "minimum_age": low,
        "maximum_age": high,
        "assured_on": assured,
        "url": values.address(record, "url"),
        "email": values.email(record, "email"),
        "description": values.text(record, "description"),
        "alert": values.text(record, "alert"),
        "eligibility": values.text(record, "eligibility_description"),
        "application": values.text(record, "application_process"),
        "fees": values.text(record, "fees_description") or values.text(record, "fees"),
        "accreditations": values.text(record, "accreditations"),
    }


def _provider(record: Mapping[str, Any]) -> Values:
    return {
        "uid": values.uuid_of(record, "id"),
        "name": values.text(record, "name", most=255, needed=True),
        "description": values.text(record, "description"),
        "website": values.address(record, "website") or values.address(record, "url"),
        "email": values.email(record, "email"),
    }


def _need(row: Mapping[str, Any]) -> Values:
    term = row["taxonomy_term"]
    if not isinstance(term, Mapping):
        raise Unreadable("A “taxonomy_term” is not an object.")
    name = values.text(term, "name", most=255) or values.text(term, "term", most=255)
    if not name:
        raise Unreadable("A taxonomy term has no name.")
    return {
        "uid": values.uuid_of(term, "id"),
        "name": name,
        "description": values.text(term, "description"),
        "taxonomy": values.text(term, "taxonomy", most=255),
        "term_uri": values.address(term, "term_uri"),
    }


def _place(row: Mapping[str, Any], uid: UUID, number: int) -> Values:
    location = row.get("location")
    if not isinstance(location, Mapping):
        raise Unreadable("A “service_at_location” does not say which location.")
    try:
        point = checked(location.get("latitude"), location.get("longitude"))
    except WrongPlace as wrong:
        raise Unreadable(f"{values.text(location, 'name') or 'A location'}: {wrong}") from None
    addresses = listed(location, "addresses")
    address = addresses[0] if addresses else {}
    access = [access_line(one) for one in listed(location, "accessibility")]
    return {
        "uid": _id(row, uid, "at", number),
        "description": values.text(row, "description"),
        "location": {
            "uid": values.uuid_of(location, "id"),
            "name": values.text(location, "name", most=255) or values.text(address, "address_1", most=255),
            "description": values.text(location, "description"),
            "address": values.text(address, "address_1", most=255),
            "city": values.text(address, "city", most=120),
            "postcode": values.text(address, "postal_code", most=10).upper(),
            "borough": values.text(address, "region", most=120),
            "latitude": None if point is None else round(point.latitude, 6),
            "longitude": None if point is None else round(point.longitude, 6),
            "accessibility": "\n".join(filter(None, access)),
        },
    }


def access_line(row: Mapping[str, Any]) -> str:
    """One thing about getting in, in one line."""
    parts = (values.text(row, "description"), values.text(row, "details"))
    return " ".join(": ".join(filter(None, parts)).split())


def _schedule(row: Mapping[str, Any], uid: UUID, number: int) -> Values:
    opens, closes = values.clock(row, "opens_at"), values.clock(row, "closes_at")
    if (opens is None) != (closes is None):
        raise Unreadable("A schedule opens and never closes, or the other way round.")
    begins, ends = values.day(row, "valid_from"), values.day(row, "valid_to")
    if begins is not None and ends is not None and ends < begins:
        raise Unreadable("A schedule ends before it begins.")
    start, interval = values.day(row, "dtstart"), values.whole(row, "interval", usual=1)
    if interval < 1 or (interval > 1 and start is None):
        raise Unreadable("A schedule of every second or third time does not say from which day.")
    return {
        "uid": _id(row, uid, "schedule", number),
        "freq": values.freq(row),
        "interval": interval,
        "start": start,
        "byday": values.days(row),
        "bymonthday": values.month_days(row),
        "opens_at": opens,
        "closes_at": closes,
        "valid_from": begins,
        "valid_to": ends,
        "description": values.text(row, "description"),
    }


def _phones(record: Mapping[str, Any], uid: UUID) -> list[Values]:
    rows = [*listed(record, "phones")]
    for contact in listed(record, "contacts"):
        rows += listed(contact, "phones")
    for at in listed(record, "service_at_locations"):
        rows += listed(at, "phones")
    found: dict[UUID, Values] = {}
    for number, row in enumerate(rows):
        made: Values = {
            "uid": _id(row, uid, "phone", number),
            "number": values.phone(row),
            "extension": values.text(row, "extension", most=10),
            "kind": values.text(row, "type", most=10),
            "description": values.text(row, "description", most=300),
        }
        found.setdefault(made["uid"], made)
    return list(found.values())


def _contact(row: Mapping[str, Any], uid: UUID, number: int) -> Values:
    names = ("name", "title", "department")
    made = {name: values.text(row, name, most=255) for name in names}
    return {"uid": _id(row, uid, "contact", number), **made, "email": values.email(row, "email")}


def _cost(row: Mapping[str, Any], uid: UUID, number: int) -> Values:
    begins, ends = values.day(row, "valid_from"), values.day(row, "valid_to")
    if begins is not None and ends is not None and ends < begins:
        raise Unreadable("A cost ends before it begins.")
    return {
        "uid": _id(row, uid, "cost", number),
        "option": values.text(row, "option", most=300),
        "amount": values.money(row, "amount"),
        "currency": values.text(row, "currency", most=3).upper() or "GBP",
        "description": values.text(row, "amount_description", most=300),
        "valid_from": begins,
        "valid_to": ends,
    }


def _languages(record: Mapping[str, Any], uid: UUID) -> list[Values]:
    found: dict[str, Values] = {}
    for number, row in enumerate(listed(record, "languages")):
        code = values.text(row, "code", most=10) or values.text(row, "language", most=10)
        name = values.text(row, "name", most=120) or code
        if name:
            note = values.text(row, "note", most=300)
            made = {"uid": _id(row, uid, "language", number), "code": code, "name": name, "note": note}
            found.setdefault(name, made)
    return list(found.values())


def _areas(record: Mapping[str, Any], uid: UUID) -> list[Values]:
    found: dict[tuple[str, str], Values] = {}
    for number, row in enumerate(listed(record, "service_areas")):
        name = values.text(row, "name", most=255) or values.text(row, "service_area", most=255)
        code = values.text(row, "uri", most=255).rstrip("/").rpartition("/")[2]
        if name or code:
            made = {"uid": _id(row, uid, "area", number), "name": name or code, "gss": code}
            found.setdefault((name, code), made)
    return list(found.values())
