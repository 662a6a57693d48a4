"""What may be asked of the list of services, and which services fit."""

from datetime import datetime, time
from typing import Literal
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from ninja import Field, Schema
from ninja.errors import ValidationError

from network.models import SupportLocation, SupportNeed, SupportSchedule, SupportService
from network.openreferral.places import Point, middle_of
from network.openreferral.taxonomies import named
from network.openreferral.times import day_code
from network.support_finder import Asked, matching, nearest

MOST, USUAL, FURTHEST = 100, 20, 100_000
MOST_AT_ONCE = 10_000
Services = QuerySet[SupportService]


class Wishes(Schema):
    """Which services, and how much of each."""

    page: int = Field(1, ge=1, le=FURTHEST, description="Which page, from 1.")
    per_page: int = Field(USUAL, ge=1, le=MOST, description="How many services a page holds, at most 100.")
    format: Literal["json", "ndjson"] = Field(
        "json", description="`ndjson`: one service a line, without pages, at most 10,000."
    )
    search: str = Field("", max_length=200, description="Words in name, description or organisation.")
    text: str = Field("", max_length=200, description="The same as `search`.")
    modified_after: datetime | None = Field(None, description="Changed on or after this moment.")
    taxonomy_term_id: UUID | None = Field(None, description="Filed under this term, or a term below it.")
    taxonomy_id: UUID | None = Field(None, description="Filed under any term of this taxonomy.")
    organization_id: UUID | None = Field(None, description="Offered by this organisation.")
    minimum_age: float | None = Field(None, ge=0, le=150, description="For people of at least this age.")
    maximum_age: float | None = Field(None, ge=0, le=150, description="For people of at most this age.")
    day: str = Field("", max_length=10, description="Open on this day of the week: `MO` or `Monday`.")
    start_time: time | None = Field(None, description="Opens at this time of day or later.")
    end_time: time | None = Field(None, description="Closes on the same day, at this time or before.")
    postcode: str = Field("", max_length=10, description="Of a place that is listed here.")
    proximity: float = Field(5000, ge=0, le=500_000, description="Metres from the postcode.")
    minimal: bool = Field(False, description="Only the id and when it was changed, all in one answer.")
    full: bool = Field(False, description="Everything that hangs on each.")


FIRST_YEAR, LAST_YEAR = 1900, 2999


def wrong(name: str, words: str) -> ValidationError:
    """A wish that cannot be met."""
    return ValidationError([{"loc": ["query", name], "msg": words, "type": "value_error"}])


def wished(request: HttpRequest, wishes: Wishes) -> Services:
    """The services that fit, by name."""
    rows = matching(request.user, Asked(words=(wishes.search or wishes.text).replace("\x00", "").strip()))
    if wishes.modified_after is not None:
        since = wishes.modified_after
        if not FIRST_YEAR <= since.year <= LAST_YEAR:
            raise wrong("modified_after", f"Write a moment between the years {FIRST_YEAR} and {LAST_YEAR}.")
        rows = rows.filter(modified_at__gte=since if since.tzinfo else timezone.make_aware(since))
    if wishes.organization_id is not None:
        rows = rows.filter(provider__uid=wishes.organization_id)
    if wishes.minimum_age is not None:
        rows = rows.filter(minimum_age__gte=wishes.minimum_age)
    if wishes.maximum_age is not None:
        rows = rows.filter(maximum_age__lte=wishes.maximum_age)
    rows = _open(_filed(rows, wishes), wishes).select_related("provider").order_by("name", "pk")
    return _near(rows, wishes) if wishes.postcode else rows


def _filed(rows: Services, wishes: Wishes) -> Services:
    if wishes.taxonomy_term_id is not None:
        term = Q(uid=wishes.taxonomy_term_id) | Q(parent__uid=wishes.taxonomy_term_id)
        rows = rows.filter(_under(SupportNeed.objects.filter(term)))
    if wishes.taxonomy_id is not None:
        names = SupportNeed.objects.order_by().values_list("taxonomy", flat=True).distinct()
        name = named(names, wishes.taxonomy_id)
        rows = rows.none() if name is None else rows.filter(_under(SupportNeed.objects.filter(taxonomy=name)))
    return rows


def _under(needs: QuerySet[SupportNeed]) -> Q:
    filed = SupportService.needs.through.objects.filter(supportneed__in=needs.values("pk"))
    return Q(pk__in=filed.values("supportservice"))


def _open(rows: Services, wishes: Wishes) -> Services:
    """One rule of opening must fit all that is asked of day and time; rules that are over fit nothing."""
    if not (wishes.day or wishes.start_time or wishes.end_time):
        return rows
    today = timezone.localdate()
    rules = SupportSchedule.objects.filter(service=OuterRef("pk"))
    rules = rules.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=today))
    if wishes.day:
        code = day_code(wishes.day)
        if not code:
            raise wrong("day", "a day of the week is wanted, such as MO or Monday")
        rules = rules.filter(byday__contains=code)
    if wishes.start_time:
        rules = rules.filter(opens_at__gte=wishes.start_time.replace(tzinfo=None))
    if wishes.end_time:
        closes = wishes.end_time.replace(tzinfo=None)
        rules = rules.filter(closes_at__lte=closes, closes_at__gt=F("opens_at"))
    return rows.filter(Exists(rules))


def _near(rows: Services, wishes: Wishes) -> Services:
    middle = middle_of_postcode(wishes.postcode)
    far = [(nearest(row, middle), row.pk) for row in rows[:MOST_AT_ONCE]]
    return rows.filter(pk__in=[pk for metres, pk in far if metres is not None and metres <= wishes.proximity])


def middle_of_postcode(postcode: str) -> Point:
    """Where a postcode is, as far as the places listed here tell."""
    written = "".join(postcode.replace("\x00", "").upper().split())
    spaced = f"{written[:-3]} {written[-3:]}"
    rows = SupportLocation.objects.filter(postcode__in=[written, spaced], latitude__isnull=False)
    found = middle_of([Point(float(r.latitude or 0), float(r.longitude or 0)) for r in rows[:50]])
    if found is None:
        raise wrong("postcode", "no place that is listed here has this postcode, so no distance is known")
    return found
