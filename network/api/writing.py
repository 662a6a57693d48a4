"""A service as the UK profile writes it; what is empty is left out, unless the profile asks for it.

Some of what we hold has no place in the profile (numbers, who it is for, how to get it, languages by name): it
stands where HSDS 3.0 itself has it, which the profile allows.
"""

from typing import Any
from uuid import uuid5

from django.conf import settings
from django.utils.encoding import iri_to_uri, punycode

from network.models import (
    ServiceAtLocation,
    SupportLocation,
    SupportNeed,
    SupportPhone,
    SupportSchedule,
    SupportService,
)
from network.openreferral.taxonomies import id_of

Values = dict[str, Any]
#: What a full answer reads beside the service itself, in a fixed number of queries.
AROUND = (
    *("needs__parent", "schedules", "phones", "contacts", "costs", "languages", "areas__place"),
    "at_locations__location__place",
)
#: The kinds of number that HSDS 3.0 names.
PHONE_KINDS = ("text", "voice", "fax", "cell", "video", "pager", "textphone")


def filled(values: Values) -> Values:
    """Only what says something."""
    return {name: value for name, value in values.items() if value not in (None, "", [])}


def mail(address: str) -> str:
    """An email address in ASCII."""
    if address.isascii():
        return address
    name, _at, domain = address.rpartition("@")
    return f"{name}@{punycode(domain)}"


def day(value: Any) -> str | None:
    """A date, where there is one."""
    return value and value.isoformat()


def moment(service: SupportService) -> str:
    """When a service was changed, to the millisecond."""
    return service.modified_at.isoformat(timespec="milliseconds")


def minimal(service: SupportService) -> Values:
    """Enough to see what changed; the profile names the moment in one way here and in another elsewhere."""
    changed = moment(service)
    return {"id": str(service.uid), "modified_date": changed, "last_modified": changed}


def brief(service: SupportService) -> Values:
    """The service's own fields and who offers it; one without a website has its page here."""
    own = {
        "id": str(service.uid),
        "organization_id": str(service.provider.uid),
        "name": service.name,
        "description": service.description,
        "url": iri_to_uri(service.url or f"{settings.SITE_URL}{service.get_absolute_url()}"),
        "email": mail(service.email),
        "status": service.status,
        "fees": service.fees,
        "fees_description": service.fees,
        "application_process": service.application,
        "eligibility_description": service.eligibility,
        "accreditations": service.accreditations,
        "alert": service.alert,
        "minimum_age": service.minimum_age,
        "maximum_age": service.maximum_age,
        "assured_date": day(service.assured_on),
        "last_modified": moment(service),
    }
    return filled(own) | {"organization": organization(service)}


def organization(service: SupportService) -> Values:
    """Who offers a service; the profile asks for a description, even an empty one."""
    held = service.provider
    more = filled({"email": mail(held.email), "website": iri_to_uri(held.website)})
    return {"id": str(held.uid), "name": held.name, "description": held.description, **more}


def full(service: SupportService) -> Values:
    """The service with everything that hangs on it."""
    at = {row.pk: str(row.uid) for row in service.at_locations.all()}
    contacts = ("name", "title", "department")
    parts = {
        "schedules": [schedule(row, at) for row in service.schedules.all()],
        "service_areas": _areas(service),
        "service_at_locations": [at_location(row) for row in service.at_locations.all()],
        "languages": [_plain(row, "name", "code", "note") for row in service.languages.all()],
        "contacts": [
            _plain(row, *contacts) | filled({"email": mail(row.email)}) for row in service.contacts.all()
        ],
        "phones": [_phone(row) for row in service.phones.all()],
        "cost_options": [_cost(row) for row in service.costs.all()],
        "attributes": [_attribute(service, need) for need in service.needs.all()],
    }
    return brief(service) | parts


def _plain(row: Any, *names: str) -> Values:
    return {"id": str(row.uid)} | filled({name: getattr(row, name) for name in names})


def schedule(row: SupportSchedule, at: dict[int, str]) -> Values:
    """A rule of opening, in London's time; one of a single place names it, as the profile does."""
    values = {
        "id": str(row.uid),
        "service_at_location_id": at.get(row.at_location_id or 0),
        "freq": row.freq if row.byday or row.bymonthday or row.start else "",
        "interval": row.interval if row.byday or row.bymonthday or row.start else None,
        "byday": row.byday,
        "bymonthday": row.bymonthday,
        "dtstart": day(row.start),
        "valid_from": day(row.valid_from),
        "valid_to": day(row.valid_to),
        "opens_at": row.opens_at and f"{row.opens_at:%H:%M}",
        "closes_at": row.closes_at and f"{row.closes_at:%H:%M}",
        "description": row.description,
    }
    return filled(values)


def at_location(row: ServiceAtLocation) -> Values:
    """A service at one of its places."""
    held = row.location
    values = {"id": str(row.uid), "location_id": str(held.uid), "description": row.description}
    return filled(values) | {"location": location(held)}


def location(row: SupportLocation) -> Values:
    """A place, its address and what it is like to get in."""
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
    return filled(values) | {"addresses": _addresses(row), "accessibility": access}


def _addresses(row: SupportLocation) -> list[Values]:
    """The address, where any of it is known; the profile wants each of its lines, even an empty one."""
    borough = str(row.place or "")
    if not (row.address or row.city or row.postcode or borough):
        return []
    lines = {
        "address_1": row.address,
        "city": row.city,
        "state_province": borough,
        "postal_code": row.postcode,
    }
    fixed = {"country": "GB", "address_type": "physical"}
    return [{"id": str(uuid5(row.uid, "address")), **lines, **fixed} | filled({"region": borough})]


def _phone(row: SupportPhone) -> Values:
    """A number; HSDS counts extensions, so one that is no number stands in the words."""
    extension = row.extension.strip()
    counts = extension.isascii() and extension.isdigit() and not extension.startswith("0")
    kind = "text" if row.kind.lower() == "sms" else row.kind.lower()
    words = row.description
    if extension and not counts:
        words = ". ".join(filter(None, [f"Extension {extension}", words]))
    held = {
        "extension": int(extension) if counts else None,
        "type": kind if kind in PHONE_KINDS else "",
        "description": words,
    }
    return {"id": str(row.uid), "number": row.number} | filled(held)


def _cost(row: Any) -> Values:
    values = {
        "option": row.option,
        "amount": None if row.amount is None else float(row.amount),
        "currency": row.currency,
        "amount_description": row.description,
        "valid_from": day(row.valid_from),
        "valid_to": day(row.valid_to),
    }
    return {"id": str(row.uid)} | filled(values)


def _areas(service: SupportService) -> list[Values]:
    rows = [
        {
            "id": str(row.uid),
            "name": str(row),
            "service_area": str(row),
            "uri": f"http://statistics.data.gov.uk/id/statistical-geography/{row.place.gss}"
            if row.place and row.place.gss
            else "",
        }
        for row in service.areas.all()
    ]
    if service.national:
        everywhere = "United Kingdom"
        own = str(uuid5(service.uid, "national"))
        rows.append({"id": own, "name": everywhere, "service_area": everywhere})
    return [filled(row) for row in rows]


def _attribute(service: SupportService, need: SupportNeed) -> Values:
    return {
        "id": str(uuid5(service.uid, f"need:{need.uid}")),
        "link_id": str(service.uid),
        "link_entity": "service",
        "taxonomy_term_id": str(need.uid),
        "taxonomy_term": _term(need),
    }


def _term(need: SupportNeed) -> Values:
    """A need as a term: `term` is what the profile calls its name, and HSDS `name`."""
    return {
        "id": str(need.uid),
        "term": need.name,
        "name": need.name,
        "description": need.description,
        "taxonomy": need.taxonomy,
        "taxonomy_id": str(id_of(need.taxonomy)),
        "term_uri": iri_to_uri(need.term_uri or f"{settings.SITE_URL}/network/support/?need={need.slug}"),
    } | filled({"parent_id": need.parent and str(need.parent.uid)})
