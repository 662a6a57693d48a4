"""The gap map: what has been looked at, and where; an empty cell is a question nobody has answered here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evidence.pictures.lettering import breadth, clean, fitted
from evidence.pictures.marks import NARROW, WIDE, Box, Drawing, Mark, Picture, Table, Words
from evidence.synthesis.measures import how_many

Card = Mapping[str, Any]
Named = Sequence[str]
HEAD, LEAST_CELL, BOTH = 156.0, 34.0, 62.0
KEY = "The first number counts models, the second their studies. Dashed: nobody has looked here."


@dataclass(frozen=True)
class Cell:
    """How many models and studies there are for one family of outcomes in one setting."""

    models: int
    studies: int

    @property
    def words(self) -> str:
        """The cell as a table says it."""
        if not self.models:
            return "none"
        return f"{how_many(self.models, 'model', 'models')}, {how_many(self.studies, 'study', 'studies')}"


@dataclass(frozen=True)
class GapMap:
    """The picture, and its rows: a setting with a cell for each family."""

    picture: Picture
    families: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]


def gap_map(cards: Sequence[Card], *, settings: Sequence[Named], families: Sequence[str]) -> GapMap:
    """Models and studies by setting (slug and name, in order) and family of outcomes."""
    named = {str(slug): clean(name) for slug, name in _settings_of(cards)}
    named = {str(slug): clean(name) for slug, name in settings} | named
    across = tuple(dict.fromkeys([*filter(None, families), *_families_of(cards)]))
    rows = tuple(
        (name, tuple(_cell(cards, slug, family) for family in across)) for slug, name in named.items()
    )
    shown = tuple(clean(family) for family in across)
    title = "What has been looked at, and where"
    wide, narrow = (_drawing(*sheet, shown, rows) for sheet in (("wide", WIDE), ("narrow", NARROW)))
    table = Table(title, ("Setting", *shown), tuple((name, *(c.words for c in held)) for name, held in rows))
    return GapMap(Picture("gaps", title, _description(shown, rows), wide, narrow, table, KEY), shown, rows)


def _settings_of(cards: Sequence[Card]) -> list[Named]:
    return [term for card in cards for term in (card.get("terms") or {}).get("setting") or ()]


def _families_of(cards: Sequence[Card]) -> list[str]:
    return sorted(
        {held["family"] for card in cards for held in card.get("ratings") or () if held.get("family")}
    )


def _cell(cards: Sequence[Card], setting: str, family: str) -> Cell:
    held = [
        card
        for card in cards
        if any(term[0] == setting for term in (card.get("terms") or {}).get("setting") or ())
        and any(rating.get("family") == family for rating in card.get("ratings") or ())
    ]
    return Cell(len(held), sum(int(card.get("studies") or 0) for card in held))


def _description(families: Sequence[str], rows: Sequence[tuple[str, tuple[Cell, ...]]]) -> str:
    every = [cell for _name, held in rows for cell in held]
    empty = sum(not cell.models for cell in every)
    places = (
        f"{how_many(len(rows), 'setting', 'settings')} by {how_many(len(families), 'outcome', 'outcomes')}"
    )
    return f"{places}. {empty} of {len(every)} cells are empty; a number says how many models there are."


def _drawing(
    shape: str, width: float, families: Sequence[str], rows: Sequence[tuple[str, tuple[Cell, ...]]]
) -> Drawing:
    narrow = shape == "narrow"
    left = 0.0 if narrow else 190.0
    room = max(LEAST_CELL, (width - left) / max(1, len(families)))
    deep, lower = (58.0, 22.0) if narrow else (34.0, 0.0)
    flat = all(breadth(family, "off") <= room - 6 for family in families)
    y = 30.0 if flat else HEAD
    marks: list[Mark] = _headings(families, left, room, flat=flat)
    for name, held in rows:
        base = y + 16 if narrow else y + 22
        shown = fitted(name, width if narrow else left - 10, "small")
        marks.append(Words(0, base, shown, "small", full=name))
        for place, cell in enumerate(held):
            marks += _cell_marks(cell, left + room * place, y + lower, room, deep - lower)
        y += deep
    whole = max(width, left + room * len(families))
    return Drawing(shape, whole, y + 4, tuple(marks))


def _headings(families: Sequence[str], left: float, room: float, *, flat: bool) -> list[Mark]:
    marks: list[Mark] = []
    for place, family in enumerate(families):
        x = left + room * (place + 0.5)
        if flat:
            marks.append(Words(x, 18, family, "off", "middle"))
            continue
        shown = fitted(family, HEAD - 12, "off")
        marks.append(Words(x + 4, HEAD - 8, shown, "off", full=family, turned=True))
    return marks


def _cell_marks(cell: Cell, x: float, y: float, room: float, deep: float) -> list[Mark]:
    box = Box(x + 2, y + 2, room - 4, deep - 4, "full" if cell.models else "gap", 4)
    middle, base = x + room / 2, y + deep / 2 + 5
    if not cell.models:
        return [box, Words(middle, base, "–", "note", "middle")]
    both = f"{cell.models} / {cell.studies}" if room >= BOTH else str(cell.models)
    return [box, Words(middle, base, both, "off", "middle")]
