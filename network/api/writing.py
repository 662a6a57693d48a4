"""A service as the UK profile writes it; what is empty is left out."""

from typing import Any
from uuid import uuid5

from django.conf import settings

from network.models import ServiceAtLocation, SupportLocation, SupportNeed, SupportSchedule, SupportService

Values = dict[str, Any]
#: What a full answer reads beside the service itself, in a fixed number of queries.
AROUND = (
    *("needs", "schedules", "phones", "contacts", "costs", "languages", "areas__place"),
    *("at_locations__location__place", "at_locations__schedules"),
)


def filled(values: Values) -> Values:
    """Only what says something."""
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def moment(service: SupportService) -> str:
    """When a service was changed, to the millisecond."""
    return service.modified_at.isoformat(timespec="milliseconds")


def minimal(service: SupportService) -> Values:
    """Enough to see what changed."""
    return {"id": str(service.uid), "last_modified": moment(service)}


def brief(service: SupportService) -> Values:
    """The service's own fields and who offers it."""
    own = {
        "id": str(service.uid),
        "name": service.name,
        "description": service.description,
        "url": service.url,
        "email": service.email,
        "status": service.status,
        "fees_description": service.fees,
        "application_process": service.application,
        "eligibility_description": service.eligibility,
        "accreditations": service.accreditations,
        "alert": service.alert,
        "minimum_age": service.minimum_age,
        "maximum_age": service.maximum_age,
        "assured_date": service.assured_on and service.assured_on.isoformat(),
        "last_modified": moment(service),
    }
    return filled(own) | {"organization": organization(service)}


def organization(service: SupportService) -> Values:
    """Who offers a service; the profile asks for a description, even an empty one."""
    held = service.provider
    more = filled({"email": held.email, "website": held.website})
    return {"id": str(held.uid), "name": held.name, "description": held.description, **more}


def full(service: SupportService) -> Values:
    """The service with everything that hangs on it."""
    general = [row for row in service.schedules.all() if row.at_location_id is None]
    parts = {
        "schedules": [schedule(row) for row in general],
        "service_areas": _areas(service),
        "service_at_locations": [at_location(row) for row in service.at_locations.all()],
        "languages": [_plain(row, "name", "code", "note") for row in service.languages.all()],
        "contacts": [_plain(row, "name", "title", "department", "email") for row in service.contacts.all()],
        "phones": [_phone(row) for row in service.phones.all()],
        "cost_options": [_cost(row) for row in service.costs.all()],
        "attributes": [_attribute(service, need) for need in service.needs.all()],
    }
    return brief(service) | parts


def _plain(row: Any, *names: str) -> Values:
    return {"id": str(row.uid)} | filled({name: getattr(row, name) for name in names})


def schedule(row: SupportSchedule) -> Values:
    """A rule of opening, in London's time."""
    values = {
        "id": str(row.uid),
        "freq": row.freq if row.byday or row.bymonthday or row.start else "",
        "interval": row.interval if row.byday or row.bymonthday or row.start else None,
        "byday": row.byday,
        "bymonthday": row.bymonthday,
        "dtstart": row.start and row.start.isoformat(),
        "valid_from": row.valid_from and row.valid_from.isoformat(),
        "valid_to": row.valid_to and row.valid_to.isoformat(),
        "opens_at": row.opens_at and f"{row.opens_at:%H:%M}",
        "closes_at": row.closes_at and f"{row.closes_at:%H:%M}",
        "description": row.description,
    }
    return filled(values)


def at_location(row: ServiceAtLocation) -> Values:
    """A service at one of its places."""
    values = filled({"id": str(row.uid), "description": row.description})
    return values | {
        "location": location(row.location),
        "schedules": [schedule(one) for one in row.schedules.all()],
    }


def location(row: SupportLocation) -> Values:
    """A place, its address and what it is like to get in."""
    address = {
        "id": str(uuid5(row.uid, "address")),
        "address_1": row.address,
        "city": row.city,
        "region": str(row.place or ""),
        "postal_code": row.postcode,
        "country": "GB",
        "address_type": "physical",
    }
    lines = [line for line in row.accessibility.splitlines() if line.strip()]
    access = [
        {"id": str(uuid5(row.uid, f"access:{number}")), "description": line}
        for number, line in enumerate(lines)
    ]
    values = {
        "id": str(row.uid),
        "name": row.name,
        "description": row.description,
        "latitude": None if row.latitude is None else float(row.latitude),
        "longitude": None if row.longitude is None else float(row.longitude),
        "location_type": "physical",
    }
    return filled(values) | {"addresses": [filled(address)], "accessibility": access}


def _phone(row: Any) -> Values:
    held = {"extension": row.extension, "type": row.kind, "description": row.description}
    return {"id": str(row.uid), "number": row.number} | filled(held)


def _cost(row: Any) -> Values:
    values = {
        "option": row.option,
        "amount": None if row.amount is None else float(row.amount),
        "currency": row.currency,
        "amount_description": row.description,
        "valid_from": row.valid_from and row.valid_from.isoformat(),
        "valid_to": row.valid_to and row.valid_to.isoformat(),
    }
    return {"id": str(row.uid)} | filled(values)


def _areas(service: SupportService) -> list[Values]:
    rows = [
        filled(
            {
                "id": str(row.uid),
                "name": str(row),
                "uri": f"http://statistics.data.gov.uk/id/statistical-geography/{row.place.gss}"
                if row.place and row.place.gss
                else "",
            }
        )
        for row in service.areas.all()
    ]
    if service.national:
        rows.append({"id": str(uuid5(service.uid, "national")), "name": "United Kingdom"})
    return rows


def _attribute(service: SupportService, need: SupportNeed) -> Values:
    term = {
        "id": str(need.uid),
        "name": need.name,
        "description": need.description,
        "taxonomy": need.taxonomy,
        "term_uri": need.term_uri or f"{settings.SITE_URL}/network/support/?need={need.slug}",
    }
    return {
        "id": str(uuid5(service.uid, f"need:{need.uid}")),
        "link_id": str(service.uid),
        "link_entity": "service",
        "taxonomy_term_id": str(need.uid),
        "taxonomy_term": filled(term),
    }
