"""What the published Open Referral UK profile (HSDS-UK-3.0) asks of answers, restated by us as facts.

A line is a property, its kind and `!` where it must be there; more properties are allowed everywhere. Read in:

- `OpenReferralUK/uk-profile`, `schema/compiled/service.json` at 566ddb69 (every noun below but `root` and
  `page`), `schema/service.json` and `schema/compiled/service_list.json` at 6eee0e49 (`url` is demanded there),
  `schema/compiled/service.json` at bc932046 (a location's `location_type` and a term's `name` and `description`
  are), `schema/phone.json` at 6eee0e49;
- `tpximpact/oruk-standard-and-website`, the files behind openreferraluk.org/specifications/3.0:
  `schema/location.json` and `schema/taxonomy_term.json` at 05147282, `schema/service_area.json`,
  `schema/service_list.json` (what a list leaves out), `schema/api_details.json` and `openapi.json` (parameters,
  400 and 404, `problem`) at 143b3619, `schema/page.json` at 49cde8d1;
- `tpximpact/OpenReferralApi`, `OpenReferralApi/Services/PaginationTestingService.cs` at 6d132513: how the
  validator of the standard's keepers holds a page against the page that it asked for (`page_faults`).

Where versions differ, what any of them demands is demanded here, but for `url` of languages, costs, phones,
contacts, schedules and funding in some: those nouns have no such property. Days and hours are plain texts in the
schemas; their descriptions ask for ISO 8601 and for hours and minutes, and so do we.
"""

import re
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

SHAPES = {
    "root": "version text!; profile uri!; openapi_url uri!",
    "page": "total_items count; total_pages count; page_number count; size count; first_page flag; "
    "last_page flag; empty flag!; contents services",
    "problem": "error text!; message text!",
    "service": "id uuid!; organization_id uuid; name text!; description text; url uri!; email email; "
    "status status!; fees text; accreditations text; minimum_age number; maximum_age number; assured_date day; "
    "assurer_email email; alert text; last_modified moment; schedules schedule*; service_areas service_area*; "
    "service_at_locations service_at_location*; languages language*; organization organization; "
    "funding funding*; cost_options cost_option*; contacts contact*; attributes attribute*",
    "schedule": "id uuid!; service_id uuid; service_at_location_id uuid; valid_from day; valid_to day; "
    "dtstart day; freq freq; interval number; byday text; bymonthday text; description text; opens_at hour; "
    "closes_at hour; schedule_link uri; attending_type text; notes text",
    "service_area": "id uuid!; service_id uuid; name text; extent text; extent_type text; uri uri; "
    "service_area text",
    "service_at_location": "id uuid!; service_id uuid; location_id uuid; location location",
    "location": "id uuid!; location_type kind_of_place!; name text; description text; latitude number; "
    "longitude number; external_identifier text; external_identifier_type text; addresses address*; "
    "accessibility accessibility*; attributes attribute*",
    "address": "id uuid!; location_id uuid; attention text; address_1 text!; city text!; region text; "
    "state_province text!; postal_code text!; country text!; address_type kind_of_place!; "
    "attributes attribute*",
    "accessibility": "id uuid!; location_id uuid; description text; details text; url uri; "
    "attributes attribute*; accessibility text",
    "language": "id uuid!; service_id uuid; phone_id uuid",
    "organization": "id uuid!; name text!; description text!; email email; website uri; logo text; uri uri; "
    "parent_organization_id uuid; organization_identifiers organization_identifier*; attributes attribute*",
    "organization_identifier": "id uuid!; organization_id uuid; identifier_scheme text; identifier_type text!; "
    "identifier text!; attributes attribute*",
    "funding": "id uuid!; service_id uuid; source text",
    "cost_option": "id uuid!; service_id uuid; valid_from day; valid_to day; option text; amount number; "
    "amount_description text",
    "contact": "id uuid!; service_id uuid; name text; title text; attributes attribute*",
    "phone": "id uuid!; contact_id uuid; number text!; description text; languages language*",
    "attribute": "id uuid!; link_id uuid; taxonomy_term_id uuid; link_type text; taxonomy_term taxonomy_term",
    "taxonomy_term": "id uuid!; parent_id uuid; taxonomy text!; taxonomy_id uuid; term_uri uri; term text; "
    "name text!; description text!",
}
KINDS: dict[str, dict[str, Any]] = {
    "text": {"type": "string"},
    "number": {"type": "number"},
    "count": {"type": "integer"},
    "flag": {"type": "boolean"},
    "services": {"type": "array", "items": {"type": "object"}},
    **{
        kind: {"type": "string", "format": name}
        for kind, name in {
            "uuid": "uuid",
            "uri": "uri",
            "email": "email",
            "moment": "date-time",
            "day": "date",
        }.items()
    },
    "hour": {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?(Z|[+-]\d\d:\d\d)?$"},
    "status": {"type": "string", "enum": ["active", "inactive", "defunct", "temporarily closed"]},
    "freq": {"type": "string", "enum": ["WEEKLY", "MONTHLY"]},
    "kind_of_place": {"type": "string", "enum": ["physical", "postal", "virtual"]},
}
#: What a list leaves out unless it is asked for services whole.
NOT_IN_LISTS = (
    *("schedules", "service_areas", "service_at_locations", "languages"),
    *("funding", "cost_options", "contacts", "attributes"),
)
FORMATS = FormatChecker()


@FORMATS.checks("uri")
def is_uri(value: object) -> bool:
    """An absolute URI of RFC 3986: ASCII, with a scheme."""
    allowed = r"(?:[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})"
    return not isinstance(value, str) or bool(re.fullmatch(rf"[A-Za-z][A-Za-z0-9+.\-]*:{allowed}+", value))


@FORMATS.checks("email")
def is_email(value: object) -> bool:
    """An address of RFC 5321 in ASCII."""
    return not isinstance(value, str) or bool(re.fullmatch(r"[!-?A-~]+@[A-Za-z0-9.-]+", value))


@FORMATS.checks("date-time")
def is_moment(value: object) -> bool:
    """A moment of RFC 3339, which always tells its offset."""
    wanted = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)"
    return not isinstance(value, str) or bool(re.fullmatch(wanted, value))


def _kind(told: str) -> dict[str, Any]:
    if told.endswith("*"):
        return {"type": "array", "items": {"$ref": f"#/$defs/{told[:-1]}"}}
    return KINDS.get(told) or {"$ref": f"#/$defs/{told}"}


def _shape(told: str) -> dict[str, Any]:
    rows = [row.split() for row in told.split("; ")]
    return {
        "type": "object",
        "properties": {name: _kind(kind.rstrip("!")) for name, kind in rows},
        "required": [name for name, kind in rows if kind.endswith("!")],
    }


DEFS: dict[str, Any] = {noun: _shape(told) for noun, told in SHAPES.items()}
DEFS["listed"] = {
    "allOf": [{"$ref": "#/$defs/service"}, {"properties": dict.fromkeys(NOT_IN_LISTS, False)}],
}


def schema_of(noun: str) -> dict[str, Any]:
    """The JSON Schema of a noun."""
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": dialect, "$ref": f"#/$defs/{noun}", "$defs": DEFS}


def faults(noun: str, value: Any) -> list[str]:
    """Where an answer is not what the profile asks of such a noun."""
    asked = Draft202012Validator(schema_of(noun), format_checker=FORMATS)
    return [f"{error.json_path}: {error.message}" for error in asked.iter_errors(value)]


def page_faults(page: dict[str, Any], *, number: int, per_page: int, of: str = "listed") -> list[str]:
    """What is wrong with a page that was asked for by number."""
    held = len(page["contents"])
    truths = {
        "page_number": page["page_number"] == number,
        "first_page": page["first_page"] is (number == 1),
        "last_page": page["last_page"] is (number == page["total_pages"]),
        "empty": page["empty"] is (held == 0),
        "size": page["size"] == held,
        "contents": held == per_page or (held < per_page and (page["last_page"] or held == 0)),
    }
    found = [name for name, holds in truths.items() if not holds]
    return found + faults("page", page) + [fault for row in page["contents"] for fault in faults(of, row)]
