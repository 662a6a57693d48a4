"""One service of a feed, read whole or refused with a reason: from JSON to plain values, nothing stored."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from network.openreferral import parts, values
from network.openreferral.parts import listed
from network.openreferral.values import Unreadable

STATUSES = ("active", "temporarily closed", "inactive", "defunct")
#: Areas that hold everybody in London.
NATIONAL = frozenset({"united kingdom", "uk", "great britain", "england", "england and wales"})
Values = dict[str, Any]
#: To be raised when more of a record is read: every one is then taken in again.
READER = 2


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
    draft.places = parts.places_of(record, uid)
    draft.schedules = parts.schedules_of(record, uid, {at["uid"] for at in draft.places})
    draft.phones = parts.phones_of(record, uid)
    draft.contacts = parts.contacts_of(record, uid)
    draft.costs = parts.costs_of(record, uid)
    draft.languages = parts.languages_of(record, uid)
    draft.areas = parts.areas_of(record, uid)
    draft.service["national"] = any(row["name"].casefold() in NATIONAL for row in draft.areas)
    draft.areas = [row for row in draft.areas if row["name"].casefold() not in NATIONAL]
    return draft


def digest_of(record: Mapping[str, Any]) -> str:
    """What tells whether a record changed since it was read last, by this reader."""
    return hashlib.sha256(f"{READER}{json.dumps(record, sort_keys=True, default=str)}".encode()).hexdigest()


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
        "uid": values.uuid_of(record, "id", of="the organisation"),
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
        "uid": values.uuid_of(term, "id", of="a taxonomy term"),
        "name": name,
        "description": values.text(term, "description"),
        "taxonomy": values.text(term, "taxonomy", most=255),
        "term_uri": values.address(term, "term_uri"),
    }
