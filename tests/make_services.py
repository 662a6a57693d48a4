"""Builders of support services for tests."""

from datetime import date, time
from typing import Any
from uuid import uuid4

from django.utils.text import slugify

from academy.models import Place
from network.actions.support import describe_service
from network.models import (
    ServiceAtLocation,
    SupportArea,
    SupportContact,
    SupportCost,
    SupportLanguage,
    SupportLocation,
    SupportNeed,
    SupportPhone,
    SupportProvider,
    SupportSchedule,
    SupportService,
)

#: Near the Town Hall in Hackney, and in Croydon.
HACKNEY, CROYDON = (51.545, -0.055), (51.372, -0.1)


def service(name: str = "Talking room", *, provider: SupportProvider | None = None, **fields: Any) -> Any:
    """A service with a number, as lists show it."""
    offered_by = provider or SupportProvider.objects.create(name=f"{name} trust")
    values = {"slug": slugify(name), "description": "Somebody to talk to."} | fields
    made = SupportService.objects.create(name=name, provider=offered_by, **values)
    SupportPhone.objects.create(service=made, number="020 7946 0000", kind="voice")
    describe_service(made)
    return made


def at(made: SupportService, point: tuple[float, float] | None, place: Place | None = None) -> Any:
    """Offer a service at a place."""
    where: dict[str, Any] = {"latitude": point[0], "longitude": point[1]} if point else {}
    name = f"{made.name} house"
    location = SupportLocation.objects.create(name=name, postcode="E8 1EA", place=place, **where)
    found = ServiceAtLocation.objects.create(service=made, location=location)
    describe_service(made)
    return found


def opens(made: SupportService, byday: str, opens_at: int, closes_at: int, **fields: Any) -> SupportSchedule:
    """Hours of a service."""
    row = SupportSchedule.objects.create(
        service=made, byday=byday, opens_at=time(opens_at), closes_at=time(closes_at), **fields
    )
    describe_service(made)
    return row


def needed(made: SupportService, name: str) -> SupportNeed:
    """File a service under a need."""
    need = SupportNeed.objects.get_or_create(slug=slugify(name), defaults={"name": name})[0]
    made.needs.add(need)
    made.save()
    describe_service(made)
    return need


def record(name: str = "Youth club", **fields: Any) -> dict[str, Any]:
    """A service as a feed tells it."""
    return {
        "id": str(uuid4()),
        "name": name,
        "status": "active",
        "description": "An open door.",
        "minimum_age": 11,
        "maximum_age": 25,
        "organization": {"id": str(uuid4()), "name": f"{name} CIC", "description": ""},
        "schedules": [
            {
                "id": str(uuid4()),
                "freq": "WEEKLY",
                "byday": "MO,WE",
                "opens_at": "16:00",
                "closes_at": "20:00",
            }
        ],
        "phones": [{"id": str(uuid4()), "number": "020 7946 0999"}],
        "service_at_locations": [
            {
                "id": str(uuid4()),
                "location": {
                    "id": str(uuid4()),
                    "name": "The hall",
                    "latitude": 51.545,
                    "longitude": -0.055,
                    "addresses": [
                        {"id": str(uuid4()), "address_1": "1 High Street", "postal_code": "E8 1EA"}
                    ],
                    "accessibility": [{"id": str(uuid4()), "description": "Step-free"}],
                },
            }
        ],
        "attributes": [
            {
                "id": str(uuid4()),
                "taxonomy_term": {"id": str(uuid4()), "name": "Youth work", "taxonomy": "LGA"},
            }
        ],
    } | fields


def pages(records: list[Any], *, each: int = 50, **wrong: Any) -> list[dict[str, Any]]:
    """Records as the pages of a feed."""
    parts = [records[start : start + each] for start in range(0, len(records), each)] or [[]]
    return [
        {
            "total_items": len(records),
            "total_pages": len(parts),
            "page_number": number,
            "size": len(part),
            "first_page": number == 1,
            "last_page": number == len(parts),
            "empty": not part,
            "contents": part,
        }
        | wrong
        for number, part in enumerate(parts, 1)
    ]


def whole(name: str = "Whole house", *, status: str = "active", place: Place | None = None) -> SupportService:
    """A service with every field filled, at two places, with two of everything that hangs on it."""
    provider = SupportProvider.objects.create(
        name=f"{name} trust",
        description="Neighbours.",
        website="https://bücher.example/über?q=ß",
        email="us@bücher.example",
    )
    made = service(
        name,
        provider=provider,
        status=status,
        alert="Ring twice.",
        url="https://bücher.example/häuser",
        email="door@bücher.example",
        eligibility="Anybody",
        minimum_age=11,
        maximum_age=25,
        application="Come by.",
        fees="Free",
        accreditations="None needed",
        national=True,
        assured_on=date(2026, 1, 5),
    )
    _fill(made, place)
    describe_service(made)
    return made


def _fill(made: SupportService, place: Place | None) -> None:
    parent = SupportNeed.objects.create(name="Everything", slug=f"all-{made.pk}")
    child = needed(made, f"Need of {made.name}")
    SupportNeed.objects.filter(pk=child.pk).update(
        parent=parent, description="All of it", term_uri="https://terms.example/ß"
    )
    for number in (1, 2):
        location = SupportLocation.objects.create(
            name=f"Hall {number}",
            description="Green door",
            address=f"{number} High Street",
            city="London",
            postcode="E8 1EA",
            place=place,
            latitude=51.5 + number / 1000,
            longitude=-0.05,
            accessibility="Step-free\nA loop",
        )
        at_place = ServiceAtLocation.objects.create(service=made, location=location, description="Upstairs")
        _rules(made, at_place)
        SupportContact.objects.create(
            service=made, name=f"Post {number}", title="Lead", department="Desk", email="post@bücher.example"
        )
        SupportCost.objects.create(
            service=made,
            option=f"Adults {number}",
            amount="3.50",
            description="an hour",
            valid_from=date(2026, 1, 1),
            valid_to=date(2027, 1, 1),
        )
        SupportLanguage.objects.create(service=made, code="en", name=f"English {number}", note="Slowly")
        SupportArea.objects.create(service=made, name=f"Street {number}")
    for kind in ("text", "sms", "voice", "fax", "cell", "video", "pager", "textphone", "Post", ""):
        extension = {"voice": "12", "fax": "012", "cell": "x"}.get(kind, "")
        SupportPhone.objects.create(
            service=made, number="020 7946 0001", kind=kind, extension=extension, description="Day and night"
        )
    if place is not None:
        SupportArea.objects.create(service=made, place=place)


def _rules(made: SupportService, at_place: ServiceAtLocation) -> None:
    spell = {"valid_from": date(2026, 1, 1), "valid_to": date(2027, 1, 1), "description": "In words"}
    day = {"opens_at": time(9), "closes_at": time(17, 30)}
    rules: list[dict[str, Any]] = [
        {"byday": "MO,WE"} | day | spell,
        {"freq": "MONTHLY", "byday": "2WE,-1FR", "bymonthday": "1,15,-1"} | day,
        {"byday": "TU", "interval": 2, "start": date(2026, 1, 6)} | day,
        {"start": date(2026, 1, 6)},
        {"description": "Ask"},
    ]
    for number, rule in enumerate(rules):
        at_location = at_place if number % 2 else None
        SupportSchedule.objects.create(service=made, at_location=at_location, **rule)
