"""The toolkit's shelf: which models an address asks for, in which order, and which stand apart. No Django.

A card is what `evidence.cards.card_of` makes of a model. Within a facet any chosen word will do, across facets
all must hold. Models that harm or add nothing are filtered like the others and never ranked among them.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from evidence.rules import CERTAINTY, SCALE, UNRANKED

Card = Mapping[str, Any]
Parameters = Mapping[str, Sequence[str]]
FACETS = {
    "rating": "Our rating",
    "level": "Prevention level",
    "setting": "Setting",
    "age": "Age",
    "violence": "Type of violence",
    "factor": "Risk or protective factor",
    "sector": "Sector",
    "maturity": "Stage",
    "cost": "Cost",
    "topic": "Topic",
}
#: The words of `ModelPage.Maturity` and `ModelPage.Cost`, the furthest and the cheapest first.
MATURITY = {
    "scaled": "Scaled up",
    "evaluated": "Evaluated",
    "promising": "Promising",
    "testing": "Being tested",
    "idea": "Idea",
    "stopped": "Stopped",
}
COST = {"low": "Low", "medium": "Medium", "high": "High", "unknown": "Not known"}
UNRATED = "unrated"
RATINGS = {**SCALE, UNRATED: "Not rated yet"}
SORTS = {
    "rating": "Best rating first",
    "name": "Name",
    "certainty": "Surest first",
    "maturity": "Furthest first",
}
FIXED = {"rating": RATINGS, "maturity": MATURITY, "cost": COST}
LONGEST, MOST_VALUES, MOST_COMPARED = 100, 200, 4


@dataclass(frozen=True)
class Option:
    """A word of a facet: how many models it would show, and whether it is chosen."""

    slug: str
    name: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class Facet:
    """A facet with its words."""

    key: str
    label: str
    options: tuple[Option, ...]

    @property
    def chosen(self) -> tuple[Option, ...]:
        """The words that are chosen."""
        return tuple(option for option in self.options if option.chosen)


@dataclass(frozen=True)
class Asked:
    """What an address asks for; `unknown` are words that no facet has."""

    chosen: Mapping[str, tuple[str, ...]]
    words: str
    sort: str
    unknown: tuple[str, ...] = ()

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """The same as parameters of an address."""
        held = [(key, value) for key, values in self.chosen.items() for value in values]
        held += [("q", self.words)] if self.words else []
        return [*held, ("sort", self.sort)] if self.sort != next(iter(SORTS)) else held

    @property
    def query(self) -> str:
        """The same as the query of an address."""
        return urlencode(self.pairs)

    def without(self, key: str, value: str) -> str:
        """The query with one wish taken away."""
        return urlencode([pair for pair in self.pairs if pair != (key, value)])


@dataclass(frozen=True)
class Shelf:
    """What is shown: the ranked models in order, those apart by name, and the facets."""

    asked: Asked
    ranked: tuple[Card, ...]
    apart: tuple[Card, ...]
    facets: tuple[Facet, ...]
    total: int

    @property
    def cards(self) -> tuple[Card, ...]:
        """Everything shown, those apart last."""
        return self.ranked + self.apart

    @property
    def chips(self) -> list[dict[str, str]]:
        """Each wish in words, with the query that takes it away."""
        chips = [
            {"label": facet.label, "text": option.name, "query": self.asked.without(facet.key, option.slug)}
            for facet in self.facets
            for option in facet.chosen
        ]
        if self.asked.words:
            query = self.asked.without("q", self.asked.words)
            chips.append({"label": "Words", "text": self.asked.words, "query": query})
        return chips


def complete(card: Any, *, slug: str, title: str) -> Card:
    """A card with every key, whatever was stored."""
    blank: dict[str, Any] = {
        "summary": "",
        "maturity": "",
        "cost": "",
        "coproduced": "",
        "review_due": None,
        "rating": None,
        "studies": 0,
        "unranked": False,
        "terms": {},
        **{name: [] for name in ("ratings", "others", "factors", "topics")},
    }
    held = card if isinstance(card, dict) else {}
    return {**blank, **held, "slug": slug, "title": title}


def words_of(card: Card, key: str) -> list[tuple[str, str]]:
    """The words of one facet that a card is filed under, as pairs of slug and name."""
    if key in FIXED:
        slug = _fixed(card, key)
        return [(slug, FIXED[key][slug])] if slug in FIXED[key] else []
    rows = {"factor": card["factors"], "topic": card["topics"]}.get(key, card["terms"].get(key) or [])
    return [(str(row[0]), str(row[1])) for row in rows]


def _fixed(card: Card, key: str) -> str:
    if key == "rating":
        return word_of(card) or UNRATED
    return str(card[key] or ("unknown" if key == "cost" else ""))


def word_of(card: Card) -> str:
    """Our headline word, or nothing."""
    return str((card["rating"] or {}).get("word") or "")


def sure_of(card: Card) -> str:
    """How sure we are of the headline, or nothing."""
    return str((card["rating"] or {}).get("sure") or "")


def is_apart(card: Card) -> bool:
    """Whether a model harms or adds nothing."""
    return bool(card["unranked"]) or word_of(card) in UNRANKED


def folded(text: object) -> str:
    """Text as it is compared: no capitals, no accents."""
    apart = unicodedata.normalize("NFKD", str(text)).casefold()
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def natural(text: str) -> list[tuple[int, int, str]]:
    """A key that puts "5 to 10" before "11 to 15"."""
    parts = re.findall(r"[0-9]{1,9}|[^0-9]+", folded(text))
    return [(0, int(part), "") if part.isascii() and part.isdigit() else (1, 0, part) for part in parts]


def asked_of(parameters: Parameters, known: Mapping[str, Iterable[str]]) -> Asked:
    """What an address asks for; words that no facet has are set aside and named."""
    chosen: dict[str, tuple[str, ...]] = {}
    unknown: list[str] = []
    for key, slugs in known.items():
        wished = list(dict.fromkeys(filter(None, parameters.get(key, ())[:MOST_VALUES])))
        held = set(slugs)
        chosen[key] = tuple(value for value in wished if value in held)
        unknown += [_shown(value) for value in wished if value not in held]
    words = _shown((list(parameters.get("q", ())) or [""])[-1])
    sort = (list(parameters.get("sort", ())) or [""])[-1]
    return Asked(chosen, words, sort if sort in SORTS else next(iter(SORTS)), tuple(unknown[:5]))


def _shown(text: str) -> str:
    """As much of a typed text as is looked at and shown again."""
    cut = text[:LONGEST].encode("utf-8", "replace").decode("utf-8")
    return " ".join("".join(letter if letter.isprintable() else " " for letter in cut).split())


def misses(card: Card, asked: Asked) -> set[str]:
    """The wishes that a card does not meet, by facet; "q" for the words."""
    missed = {
        key
        for key, wished in asked.chosen.items()
        if wished and not {slug for slug, _name in words_of(card, key)} & set(wished)
    }
    text = folded(f"{card['title']} {card['summary']}")
    if not all(word in text for word in folded(asked.words).split()):
        missed.add("q")
    return missed


def in_order(cards: Iterable[Card], sort: str) -> list[Card]:
    """Cards in an order; those alike stand by name."""
    scale, stages = list(SCALE), list(MATURITY)

    def place(card: Card) -> tuple[int, ...]:
        word, sure, stage = word_of(card), sure_of(card), str(card["maturity"])
        rating = scale.index(word) if word in scale else len(scale)
        doubt = len(CERTAINTY) - CERTAINTY.index(sure) if sure in CERTAINTY else len(CERTAINTY) + 1
        step = stages.index(stage) if stage in stages else len(stages)
        return {"rating": (rating, doubt), "certainty": (doubt, rating), "maturity": (step,)}.get(sort, ())

    return sorted(cards, key=lambda card: (place(card), natural(card["title"])))


def shelf_of(cards: Sequence[Card], parameters: Parameters) -> Shelf:
    """What an address shows of these cards."""
    names: dict[str, dict[str, str]] = {
        key: {slug: name for card in cards for slug, name in words_of(card, key)} for key in FACETS
    }
    asked = asked_of(parameters, names)
    missed = [(card, misses(card, asked)) for card in cards]
    shown = [card for card, missing in missed if not missing]
    ranked = in_order((card for card in shown if not is_apart(card)), asked.sort)
    apart = in_order((card for card in shown if is_apart(card)), "name")
    facets = tuple(_facet(key, names[key], missed, asked) for key in FACETS if names[key])
    return Shelf(asked, tuple(ranked), tuple(apart), facets, len(cards))


def _facet(
    key: str, names: Mapping[str, str], missed: Sequence[tuple[Card, set[str]]], asked: Asked
) -> Facet:
    counts = dict.fromkeys(names, 0)
    for card, missing in missed:
        if not missing - {key}:
            for slug in {slug for slug, _name in words_of(card, key)}:
                counts[slug] += 1
    fixed = list(FIXED.get(key, ()))
    order = (
        sorted(names, key=lambda slug: fixed.index(slug))
        if fixed
        else sorted(names, key=lambda slug: natural(names[slug]))
    )
    chosen = set(asked.chosen[key])
    options = (Option(slug, names[slug], counts[slug], slug in chosen) for slug in order)
    return Facet(key, FACETS[key], tuple(options))
