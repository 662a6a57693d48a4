"""What hangs on a service of a feed: its places, hours, numbers, people, costs, languages and areas."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid5

from network.openreferral import values
from network.openreferral.places import WrongPlace, checked
from network.openreferral.values import Unreadable

MOST_PARTS, LONGEST_STREET = 200, 255
NAMING = "service_at_location_id"
Values = dict[str, Any]
Record = Mapping[str, Any]


def listed(record: Record, name: str) -> list[Record]:
    """A list of objects in a record; nothing where there is none."""
    found = record.get(name)
    if found is None:
        return []
    if not isinstance(found, list) or not all(isinstance(row, Mapping) for row in found):
        raise Unreadable(f"“{name}” is not a list of objects.")
    if len(found) > MOST_PARTS:
        raise Unreadable(f"“{name}” holds more than {MOST_PARTS} rows.")
    return found


def _id(row: Record, uid: UUID, kind: str, number: int) -> UUID:
    return (
        values.uuid_of(row, "id", of=f"a part ({kind})") if row.get("id") else uuid5(uid, f"{kind}:{number}")
    )


def places_of(record: Record, uid: UUID) -> list[Values]:
    """Where it is offered; an entry that only has ids tells of no place, and is passed over."""
    rows = enumerate(listed(record, "service_at_locations"))
    return [_place(row, uid, number) for number, row in rows if row.get("location") is not None]


def _place(row: Record, uid: UUID, number: int) -> Values:
    location = row["location"]
    if not isinstance(location, Mapping):
        raise Unreadable("A “service_at_location” does not say which location.")
    try:
        point = checked(location.get("latitude"), location.get("longitude"))
    except WrongPlace as wrong:
        raise Unreadable(f"{values.text(location, 'name') or 'A location'}: {wrong}") from None
    addresses = listed(location, "addresses")
    address = addresses[0] if addresses else {}
    street = joined(address, "address_1", "address_2", by=", ")
    if len(street) > LONGEST_STREET:
        raise Unreadable(f"An address is longer than {LONGEST_STREET} characters.")
    access = [access_line(one) for one in listed(location, "accessibility")]
    return {
        "uid": _id(row, uid, "at", number),
        "description": values.text(row, "description"),
        "location": {
            "uid": values.uuid_of(location, "id", of="a location"),
            "name": values.text(location, "name", most=255) or street,
            "description": values.text(location, "description"),
            "address": street,
            "city": values.text(address, "city", most=120),
            "postcode": values.text(address, "postal_code", most=10).upper(),
            "boroughs": [values.text(address, name, most=120) for name in ("region", "state_province")],
            "latitude": None if point is None else round(point.latitude, 6),
            "longitude": None if point is None else round(point.longitude, 6),
            "accessibility": "\n".join(filter(None, access)),
        },
    }


def access_line(row: Record) -> str:
    """One thing about getting in, in one line."""
    return " ".join(joined(row, "description", "accessibility", "details", by=": ").split())


def joined(row: Record, *names: str, by: str) -> str:
    """Texts of a row one after another, each said once."""
    return by.join(dict.fromkeys(filter(None, (values.text(row, name) for name in names))))


def schedules_of(record: Record, uid: UUID, places: set[UUID]) -> list[Values]:
    """Its hours, each once: those of a single place stand below that place, or name it."""
    found: dict[UUID, Values] = {}
    for number, row in enumerate(listed(record, "schedules")):
        made = _schedule(row, uid, number)
        named = values.uuid_of(row, NAMING, of="a schedule") if row.get(NAMING) else None
        found[made["uid"]] = made | ({"at": named} if named in places else {})
    for number, at in enumerate(listed(record, "service_at_locations")):
        own = _id(at, uid, "at", number)
        for row in listed(at, "schedules"):
            made = _schedule(row, own, len(found))
            found[made["uid"]] = made | ({"at": own} if own in places else {})
    return list(found.values())


def _schedule(row: Record, uid: UUID, number: int) -> Values:
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
        "description": joined(row, "description", "attending_type", "notes", by="\n"),
    }


def phones_of(record: Record, uid: UUID) -> list[Values]:
    """Every number, of the service, its people and its places, once."""
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


def contacts_of(record: Record, uid: UUID) -> list[Values]:
    """Who answers for it."""
    return [_contact(row, uid, number) for number, row in enumerate(listed(record, "contacts"))]


def _contact(row: Record, uid: UUID, number: int) -> Values:
    names = ("name", "title", "department")
    made = {name: values.text(row, name, most=255) for name in names}
    return {"uid": _id(row, uid, "contact", number), **made, "email": values.email(row, "email")}


def costs_of(record: Record, uid: UUID) -> list[Values]:
    """What it costs whom."""
    return [_cost(row, uid, number) for number, row in enumerate(listed(record, "cost_options"))]


def _cost(row: Record, uid: UUID, number: int) -> Values:
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


def languages_of(record: Record, uid: UUID) -> list[Values]:
    """The languages that it names; one that only has an id names none."""
    found: dict[str, Values] = {}
    for number, row in enumerate(listed(record, "languages")):
        code = values.text(row, "code", most=10) or values.text(row, "language", most=10)
        name = values.text(row, "name", most=120) or code
        if name:
            note = values.text(row, "note", most=300)
            made = {"uid": _id(row, uid, "language", number), "code": code, "name": name, "note": note}
            found.setdefault(name, made)
    return list(found.values())


def areas_of(record: Record, uid: UUID) -> list[Values]:
    """Where people must live to get it."""
    found: dict[tuple[str, str], Values] = {}
    for number, row in enumerate(listed(record, "service_areas")):
        name = values.text(row, "name", most=255) or values.text(row, "service_area", most=255)
        code = values.text(row, "uri", most=255).rstrip("/").rpartition("/")[2]
        if name or code:
            made = {"uid": _id(row, uid, "area", number), "name": name or code, "gss": code}
            found.setdefault((name, code), made)
    return list(found.values())
