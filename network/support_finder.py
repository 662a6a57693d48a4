"""Finding a service: by words, need, age, day, borough and distance, open now; two queries at most."""

import time
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import QueryDict
from django.utils import timezone

from academy.memory import Kept
from academy.models import Place
from academy.permissions import AnyUser
from network.models import ServiceAtLocation, SupportArea, SupportLocation, SupportNeed, SupportService
from network.openreferral.confirming import standing
from network.openreferral.places import Point, metres_between, middle_of
from network.openreferral.times import DAYS, open_now, opens_on_weekday
from network.support_cards import Spot, hours_of, spots_of

A_PAGE, MOST, LAST_PAGE = 20, 2_000, 100
MILES = (1, 2, 5, 10)
METRES_A_MILE = 1609.344
KEPT_SECONDS = 60
_kept: Kept[dict[str, Any]] = Kept(1)


@dataclass(frozen=True)
class Asked:
    """What somebody looks for, as the address holds it."""

    words: str = ""
    need: str = ""
    age: int | None = None
    day: str = ""
    place: str = ""
    near: str = ""
    miles: int = 5
    open_now: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether everything fits."""
        return self == Asked(miles=self.miles)

    def as_query(self) -> str:
        """The same as an address."""
        pairs = {"q": self.words, "need": self.need, "age": self.age, "day": self.day, "place": self.place}
        pairs |= {"near": self.near, "miles": self.miles if self.near else None}
        pairs["open"] = "now" if self.open_now else ""
        return urlencode({name: value for name, value in pairs.items() if value not in ("", None)})


def asked_in(query: QueryDict) -> Asked:
    """What an address asks for; whatever cannot be meant is passed over."""
    age, miles = query.get("age", ""), query.get("miles", "")
    good = age.isascii() and age.isdigit() and len(age) < 4 and int(age) <= 120
    return Asked(
        words=query.get("q", "").replace("\x00", "").strip()[:200],
        need=query.get("need", "").replace("\x00", "")[:120],
        age=int(age) if good else None,
        day=query.get("day", "") if query.get("day", "") in DAYS else "",
        place=query.get("place", "").replace("\x00", "")[:120],
        near=query.get("near", "").replace("\x00", "")[:120],
        miles=int(miles) if miles in map(str, MILES) else 5,
        open_now=query.get("open") == "now",
    )


def matching(person: AnyUser, asked: Asked) -> QuerySet[SupportService]:
    """The services that fit, apart from hours and distance."""
    rows = SupportService.objects.visible_to(person)
    for word in asked.words.split()[:6]:
        within = Q(name__icontains=word) | Q(description__icontains=word) | Q(eligibility__icontains=word)
        rows = rows.filter(within | Q(provider__name__icontains=word))
    if asked.need:
        terms = SupportNeed.objects.filter(Q(slug=asked.need) | Q(parent__slug=asked.need))
        named = SupportService.needs.through.objects.filter(supportneed__in=terms.values("pk"))
        rows = rows.filter(pk__in=named.values("supportservice"))
    if asked.age is not None:
        low = Q(minimum_age__isnull=True) | Q(minimum_age__lte=asked.age)
        rows = rows.filter(low, Q(maximum_age__isnull=True) | Q(maximum_age__gte=asked.age))
    return rows.filter(serving(asked.place)) if asked.place else rows


def serving(slug: str) -> Q:
    """SQL condition on services: somebody in this place may have them."""
    here = SupportArea.objects.filter(service=OuterRef("pk"), place__slug=slug)
    at = ServiceAtLocation.objects.filter(service=OuterRef("pk"), location__place__slug=slug)
    return Q(national=True) | Q(Exists(here)) | Q(Exists(at))


@dataclass
class Found:
    """A service as lists show it at one moment."""

    service: SupportService
    moment: datetime
    metres: float | None = None

    @property
    def is_open(self) -> bool | None:
        """Whether it is open; None where nobody has said."""
        if self.service.status != SupportService.Status.ACTIVE:
            return False
        return open_now(hours_of(self.service.card), self.moment)

    @property
    def miles(self) -> str:
        """How far it is, to a tenth of a mile."""
        return "" if self.metres is None else f"{self.metres / METRES_A_MILE:.1f}"

    @property
    def spots(self) -> list[Spot]:
        """Where it is."""
        return spots_of(self.service.card)

    @property
    def standing(self) -> str:
        """How long ago somebody confirmed it."""
        return standing(self.service.assured_on, timezone.localdate(self.moment))


@dataclass
class Listed:
    """One page of what was found."""

    entries: list[Found]
    count: int
    number: int
    #: Where distance is measured from; None where none was asked for, or the place is not known here.
    middle: Point | None = None

    @property
    def has_previous(self) -> bool:
        """Whether a page stands before it."""
        return self.number > 1

    @property
    def has_more(self) -> bool:
        """Whether a page follows."""
        return self.number * A_PAGE < self.count and self.number < LAST_PAGE


def list_services(person: AnyUser, asked: Asked, *, moment: datetime, number: int = 1) -> Listed:
    """One page of the services that fit, the nearest first where a place was chosen, else by name."""
    number = min(max(number, 1), LAST_PAGE)
    middle = middle_at(asked.near) if asked.near else None
    rows = matching(person, asked).select_related("provider").order_by("name", "pk")[:MOST]
    found = [Found(row, moment, nearest(row, middle)) for row in rows]
    kept = [one for one in found if fits(one, asked, middle)]
    if middle is not None:
        kept.sort(key=lambda one: (one.metres is None, one.metres or 0))
    start = (number - 1) * A_PAGE
    return Listed(kept[start : start + A_PAGE], len(kept), number, middle)


def fits(found: Found, asked: Asked, middle: Point | None) -> bool:
    """Whether hours and distance fit; what is for people anywhere is never too far."""
    if asked.open_now and not found.is_open:
        return False
    hours = hours_of(found.service.card) if asked.day else []
    if asked.day and not opens_on_weekday(hours, asked.day, timezone.localdate(found.moment)):
        return False
    if middle is None:
        return True
    if found.metres is None:
        return found.service.national
    return found.metres <= asked.miles * METRES_A_MILE


def nearest(service: SupportService, middle: Point | None) -> float | None:
    """Metres to the nearest of its places."""
    points = [spot.point for spot in spots_of(service.card) if spot.point]
    return min((metres_between(middle, point) for point in points), default=None) if middle else None


def middle_at(near: str) -> Point | None:
    """A borough's middle, as far as the places listed in it tell, or one listed place by its id."""
    rows = SupportLocation.objects.filter(latitude__isnull=False)
    try:
        rows = rows.filter(uid=UUID(near))
    except ValueError:
        rows = rows.filter(place__slug=near)
    pairs = rows.values_list("latitude", "longitude")[:500]
    return middle_of([Point(float(north or 0), float(east or 0)) for north, east in pairs])


def choices() -> dict[str, Any]:
    """What the form offers; each process asks the database at most once a minute."""
    return _kept.get(int(time.time()) // KEPT_SECONDS, offered)


def offered() -> dict[str, Any]:
    """Needs that something answers, boroughs, and boroughs with a listed place."""
    shown = SupportService.objects.published()
    needs = SupportNeed.objects.filter(services__in=shown).distinct().order_by("name")
    boroughs = list(Place.objects.authorities().order_by("name").values_list("pk", "slug", "name"))
    held = set(SupportLocation.objects.exclude(latitude=None).values_list("place", flat=True).distinct())
    return {
        "needs": list(needs.values_list("slug", "name")[:300]),
        "places": [(slug, name) for _pk, slug, name in boroughs],
        "near": [(slug, name) for pk, slug, name in boroughs if pk in held],
    }
