"""The toolkit: every model a person may see, filtered and sorted by the address, and a few side by side."""

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from academy.permissions import AnyUser
from evidence.models import LibraryPage, StoredPage
from evidence.rules import band_of
from evidence.shelves import COST, MATURITY, MOST_COMPARED, SORTS, Card, Shelf, complete, is_apart, shelf_of

PER_PAGE = 50


def cards_for(person: AnyUser) -> list[Card]:
    """The cards of every model this person may see, by title, in one query."""
    rows = StoredPage.objects.visible_to(person).models().values_list("slug", "title", "card")
    return [complete(card, slug=slug, title=title) for slug, title, card in rows]


def shelf_for(request: HttpRequest) -> Shelf:
    """What this address shows this person."""
    return shelf_of(cards_for(request.user), dict(request.GET.lists()))


@require_safe
def toolkit(request: HttpRequest) -> HttpResponse:
    """Every model, filtered and sorted by the address."""
    lead = LibraryPage.objects.live().values_list("lead", flat=True).first()
    return render(request, "evidence/toolkit.html", toolkit_context(request) | {"lead": lead})


def toolkit_context(request: HttpRequest | None = None) -> dict[str, Any]:
    """What the toolkit shows at an address; without one, what a visitor sees first."""
    asked = request.GET if request else QueryDict()
    shelf = shelf_for(request) if request else shelf_of(cards_for(AnonymousUser()), {})
    return {
        "shelf": shelf,
        "page_obj": Paginator(shelf.ranked, PER_PAGE).get_page(asked.get("page")),
        "sorts": SORTS,
        "ticked": set(asked.getlist("model")[:PER_PAGE]),
        "wing": "evidence",
    }


@dataclass(frozen=True)
class Fact:
    """A row of the comparison: what is compared, how its cells are drawn, and a value for each model."""

    label: str
    kind: str
    values: list[Any]


@require_safe
def compare(request: HttpRequest) -> HttpResponse:
    """Up to four models side by side; those that harm or add nothing stand last."""
    cards = {card["slug"]: card for card in cards_for(request.user)}
    wished = list(dict.fromkeys(request.GET.getlist("model")))
    chosen = sorted((cards[slug] for slug in wished if slug in cards), key=is_apart)
    too_many = len(chosen) > MOST_COMPARED
    context = {
        "chosen": chosen,
        "facts": [] if too_many else facts_of(chosen),
        "missing": sum(slug not in cards for slug in wished),
        "most": MOST_COMPARED,
        "too_many": too_many,
        "wing": "evidence",
    }
    return render(request, "evidence/compare.html", context)


def facts_of(cards: list[Card]) -> list[Fact]:
    """The rows of the comparison."""
    ratings = [card["rating"] or {} for card in cards]
    named = [
        ("Prevention level", "level"),
        ("Settings", "setting"),
        ("Ages", "age"),
        ("Types of violence", "violence"),
        ("Sectors", "sector"),
    ]
    return [
        Fact("Our rating", "rating", ratings),
        Fact("How sure we are", "sure", [rating.get("sure") or "" for rating in ratings]),
        Fact("Impact", "text", [impact_of(card) for card in cards]),
        Fact("Why", "text", [rating.get("reason") or "" for rating in ratings]),
        Fact("Other bodies say", "others", [card["others"] for card in cards]),
        *(Fact(label, "list", [_names(card["terms"].get(key)) for card in cards]) for label, key in named),
        Fact("Acts on", "list", [_names(card["factors"]) for card in cards]),
        Fact("Stage", "text", [MATURITY.get(card["maturity"], "") for card in cards]),
        Fact("Cost", "text", [COST.get(card["cost"], "") for card in cards]),
        Fact("Studies in our summaries", "text", [str(card["studies"]) for card in cards]),
        Fact("Made with", "text", [card["coproduced"] for card in cards]),
        Fact("To be read again by", "date", [card["review_due"] for card in cards]),
    ]


def impact_of(card: Card) -> str:
    """The band of the headline rating's change, with the change where it is known."""
    change = (card["rating"] or {}).get("change")
    if change is None:
        return ""
    better = "better" if change >= 0 else "worse"
    return f"{band_of(change).name}: about {abs(change):.0f}% {better}"


def _names(rows: Any) -> list[str]:
    return [str(row[1]) for row in rows or ()]
