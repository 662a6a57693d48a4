"""Factors on the four levels of the ecological model, the models that act on each, and the gaps."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evidence.pictures.lettering import clean, fitted
from evidence.pictures.marks import NARROW, WIDE, Box, Dot, Drawing, Mark, Picture, Shape, Table, Words
from evidence.synthesis.measures import how_many

Card = Mapping[str, Any]
LEVELS = {
    "individual": "Individual",
    "relationship": "Relationship",
    "community": "Community",
    "society": "Society",
}
DIRECTIONS = {"risk": "Risk factor", "protective": "Protective factor"}
NOTHING = "no model here yet"


@dataclass(frozen=True)
class Factor:
    """A factor with the titles and slugs of the models that act on it."""

    slug: str
    name: str
    level: str
    direction: str
    models: tuple[tuple[str, str], ...]

    @property
    def level_name(self) -> str:
        """The level in words."""
        return LEVELS.get(self.level, self.level)

    @property
    def direction_name(self) -> str:
        """Which way the link goes, in words."""
        return DIRECTIONS.get(self.direction, self.direction)

    @property
    def titles(self) -> str:
        """The models in one line, or that there is none."""
        return ", ".join(title for _slug, title in self.models) or NOTHING


@dataclass(frozen=True)
class FactorMap:
    """The picture, and the factors in its order."""

    picture: Picture
    factors: tuple[Factor, ...]


@dataclass(frozen=True)
class Sheet:
    """How a shape of map is laid out: a row's height, and where the models are named."""

    shape: str
    width: float
    row: float
    models: float
    lower: float


SHEETS = (Sheet("wide", WIDE, 32, 316, 0), Sheet("narrow", NARROW, 60, 66, 27))


def factor_map(cards: Sequence[Card], known: Sequence[Sequence[str]]) -> FactorMap:
    """The factors of `known` (slug, name, level, direction, in order) and of the cards, with their models."""
    rows = {row[0]: tuple(row) for card in cards for row in card.get("factors") or ()}
    rows = {row[0]: tuple(row) for row in known} | {key: row for key, row in rows.items() if key}
    acting: dict[str, list[tuple[str, str]]] = {slug: [] for slug in rows}
    for card in cards:
        for slug in dict.fromkeys(row[0] for row in card.get("factors") or ()):
            acting[slug].append((str(card.get("slug")), clean(card.get("title"))))
    factors = [
        Factor(slug, clean(name), level, direction, tuple(acting[slug]))
        for slug, name, level, direction in rows.values()
    ]
    kept = sorted(factors, key=lambda item: (_level_place(item.level), item.direction != "risk"))
    wide, narrow = (_Drawer(sheet).drawing(kept) for sheet in SHEETS)
    title = "What models act on, level by level"
    picture = Picture("factors", title, _description(kept), wide, narrow, _table(title, kept))
    return FactorMap(picture, tuple(kept))


def _level_place(level: str) -> int:
    order = list(LEVELS)
    return order.index(level) if level in order else len(order)


def _description(factors: Sequence[Factor]) -> str:
    gaps = [item.name for item in factors if not item.models]
    said = [f"{how_many(len(factors), 'factor', 'factors')} on four levels."]
    most = max(factors, key=lambda item: len(item.models), default=None)
    if most and most.models:
        said.append(f"Most models act on {most.name}: {len(most.models)}.")
    said.append(
        f"No model acts on: {', '.join(gaps)}." if gaps else "Every factor has a model that acts on it."
    )
    return " ".join(said)


def _table(title: str, factors: Sequence[Factor]) -> Table:
    rows = [(item.name, item.level_name, item.direction_name, item.titles) for item in factors]
    return Table(title, ("Factor", "Level", "Kind", "Models that act on it"), tuple(rows))


class _Drawer:
    """Draws one shape of the map from the top down."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.marks: list[Mark] = []

    def drawing(self, factors: Sequence[Factor]) -> Drawing:
        """The whole sheet."""
        y, level = self._key(), ""
        for item in factors:
            if item.level != level:
                level = item.level
                self.marks.append(Box(0, y + 6, self.sheet.width, 30, "band", 4))
                self.marks.append(Words(12, y + 26, item.level_name, "head"))
                y += 42
            self._row(item, y)
            y += self.sheet.row
        return Drawing(self.sheet.shape, self.sheet.width, y + 8, tuple(self.marks))

    def _key(self) -> float:
        self._sign("risk", 18, 12)
        self.marks.append(Words(32, 17, "Risk factor", "note"))
        self._sign("protective", 148, 12)
        self.marks.append(Words(162, 17, "Protective factor", "note"))
        return 30.0

    def _sign(self, direction: str, x: float, y: float) -> None:
        tip = -7 if direction == "risk" else 7
        points = ((x, y + tip), (x + 8, y - tip), (x - 8, y - tip))
        self.marks.append(Shape(points, "arrow" if direction == "risk" else "hollow"))

    def _row(self, item: Factor, y: float) -> None:
        self._sign(item.direction, 18, y + 15)
        count = len(item.models)
        room = (self.sheet.models - 40 if not self.sheet.lower else self.sheet.width - 40) - 36
        shown = fitted(item.name, room)
        self.marks.append(Words(36, y + 20, shown, full=item.name))
        x, line = self.sheet.models - 19, y + 15 + self.sheet.lower
        self.marks.append(Dot(x, line, 11, "dot" if count else "gap"))
        self.marks.append(Words(x, line + 4.5, str(count), "on" if count else "off", "middle"))
        names = fitted(item.titles, self.sheet.width - self.sheet.models, "small")
        look = "small" if count else "note"
        self.marks.append(Words(self.sheet.models, line + 5, names, look, full=item.titles))
