"""Models and living summaries."""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest
from ninja import Field, Query, Router

from academy.answers import Problem
from evidence import cards, digests
from evidence.addresses import model_address, summary_address
from evidence.api.paging import Paging, page
from evidence.api.schemas import ModelPageOut, ModelRows, SummaryPageOut, SummaryRows
from evidence.models import StoredPage
from evidence.shelves import Card, complete, is_apart, shelf_of

router = Router(tags=["Library"])
WRONG: dict[int, Any] = {304: None, 422: Problem}
ONE: dict[int, Any] = {304: None, 404: Problem, 422: Problem}
Kind = StoredPage.Kind


class ModelWishes(Paging):
    """The toolkit's own filters. Give one again to wish for either; different ones must all be met."""

    rating: list[str] = []
    level: list[str] = []
    setting: list[str] = []
    age: list[str] = []
    violence: list[str] = []
    factor: list[str] = []
    sector: list[str] = []
    maturity: list[str] = []
    cost: list[str] = []
    topic: list[str] = []
    q: str = Field("", max_length=500, description="Words in the title or the summary.")
    sort: str = Field("", max_length=20, description="rating, name, certainty or maturity.")


class SummaryWishes(Paging):
    """Which summaries."""

    q: str = Field("", max_length=500, description="Words in the title or the summary.")
    topic: str = Field("", max_length=100)


def visible(request: HttpRequest, kind: str) -> Any:
    """The stored pages of a kind that the asker may see."""
    return StoredPage.objects.visible_to(request.user).filter(kind=kind)


def words(rows: Iterable[Any], *names: str) -> list[dict[str, str]]:
    """Stored lists as objects."""
    return [dict(zip(names or ("slug", "name"), row, strict=False)) for row in rows or ()]


def model_row(card: Card) -> dict[str, Any]:
    """A model's card as it is answered."""
    terms = {kind: words(rows) for kind, rows in (card["terms"] or {}).items()}
    return {
        **card,
        "url": settings.SITE_URL + model_address(card["slug"]),
        "ranked": not is_apart(card),
        "terms": terms,
        "factors": words(card["factors"], "slug", "name", "level", "direction"),
        "topics": words(card["topics"]),
    }


@router.get("models", response={200: ModelRows, **WRONG}, summary="Models, as the toolkit lists them")
def models(request: HttpRequest, wishes: Query[ModelWishes]) -> dict[str, Any]:
    """Those that harm or add nothing stand last and are not ranked."""
    rows = visible(request, Kind.MODEL).values_list("slug", "title", "card")
    held = [complete(card, slug=slug, title=title) for slug, title, card in rows]
    shelf = shelf_of(held, dict(request.GET.lists()))
    return page(request, wishes, shelf.cards, model_row) | {"unknown": list(shelf.asked.unknown)}


@router.get("models/{slug}", response={200: ModelPageOut, **ONE}, summary="A model")
def model(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Everything its page says."""
    stored = visible(request, Kind.MODEL).filter(slug=slug).first()
    if stored is None:
        raise Http404
    data, seen = stored.data, set(visible(request, Kind.SUMMARY).values_list("slug", flat=True))
    card = complete(stored.card, slug=stored.slug, title=stored.title)
    numbers = data["numbers"]
    return {
        **model_row(card),
        "texts": {name: data[name] for name in (*cards.TEXTS, *cards.RICH)},
        **{name: data[name] for name in ("findings", "references", "links", "history")},
        "summaries": words((row["slug"], row["title"]) for row in data["summaries"] if row["slug"] in seen),
        "numbers": numbers if numbers and numbers["slug"] in seen else None,
    }


def summary_row(card: Card) -> dict[str, Any]:
    """A summary's card as it is answered, its models left to the caller."""
    return {
        **card,
        "url": settings.SITE_URL + summary_address(card["slug"]),
        "models": words(card["models"]),
        "topics": words(card["topics"]),
    }


@router.get("summaries", response={200: SummaryRows, **WRONG}, summary="Living summaries")
def summaries(request: HttpRequest, wishes: Query[SummaryWishes]) -> dict[str, Any]:
    """By title."""
    seen = models_seen(request)
    held = [only_seen(card, seen) for card in cards_of(request)]
    asked = wishes.q.casefold().split()
    found = [
        card
        for card in held
        if all(word in f"{card['title']} {card['summary']}".casefold() for word in asked)
        and (not wishes.topic or wishes.topic in {slug for slug, _name in card["topics"]})
    ]
    return page(request, wishes, found, summary_row)


def cards_of(request: HttpRequest) -> list[Card]:
    """The cards of the summaries that the asker may see."""
    return list(visible(request, Kind.SUMMARY).order_by("title").values_list("card", flat=True))


def models_seen(request: HttpRequest) -> set[str]:
    """The slugs of the models that the asker may see."""
    return set(visible(request, Kind.MODEL).values_list("slug", flat=True))


def only_seen(card: Card, seen: set[str]) -> Card:
    """A summary's card without models that the asker may not see."""
    return {**card, "models": [row for row in card["models"] if row[0] in seen]}


@router.get("summaries/{slug}", response={200: SummaryPageOut, **ONE}, summary="A living summary")
def summary(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Everything its page says."""
    stored = visible(request, Kind.SUMMARY).filter(slug=slug).first()
    if stored is None:
        raise Http404
    data, newer = stored.data, stored.data["superseded"]
    seen = newer and visible(request, Kind.SUMMARY).filter(slug=newer[0]).exists()
    return {
        **summary_row(only_seen(stored.card, models_seen(request))),
        "texts": {name: data[name] for name in (*digests.TEXTS, *digests.RICH)},
        **{name: data[name] for name in ("prisma", "analyses", "references", "log")},
        "included": data["studies"],
        "superseded_by": words([newer])[0] if seen else None,
    }
