"""The matrix: how much good against how sure we are, each model a numbered dot in a cell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evidence.pictures.lettering import clean
from evidence.pictures.marks import NARROW, WIDE, Box, Dot, Drawing, Line, Mark, Picture, Table, Words
from evidence.rules import BANDS, CERTAINTY, HARM, SCALE, band_of

Card = Mapping[str, Any]
ROWS = {**{band.key: band.name for band in (*BANDS, HARM)}, "unknown": "Not known"}
COLUMNS = {"": "Not judged", **{word: word.capitalize() for word in CERTAINTY}}
APART = ("none", "harmful")
PITCH, RADIUS = 30.0, 13.0
KEY = "Each number is a model of the list below. Ringed numbers are never ranked among the others."


@dataclass(frozen=True)
class Place:
    """A model with its number, and where it stands."""

    number: int
    title: str
    slug: str
    impact: str
    sure: str
    word: str
    apart: bool

    @property
    def impact_name(self) -> str:
        """The band in words."""
        return ROWS[self.impact]

    @property
    def sure_name(self) -> str:
        """The certainty in words."""
        return COLUMNS[self.sure]

    @property
    def word_name(self) -> str:
        """Our word."""
        return SCALE.get(self.word, "Not rated")


@dataclass(frozen=True)
class Matrix:
    """The picture, and the models by number, those outside the ranking last."""

    picture: Picture
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Sheet:
    """How a shape of matrix is laid out; `deep` is how many rows of dots a cell may hold."""

    shape: str
    width: float
    left: float
    deep: int
    heading: float


SHEETS = (Sheet("wide", WIDE, 124, 4, 0), Sheet("narrow", NARROW, 0, 4, 24))


def matrix(cards: Sequence[Card]) -> Matrix:
    """Where each model stands. Those that harm or add nothing are kept in a place of their own."""
    ordered = sorted(cards, key=lambda card: bool(card.get("unranked")))
    places = tuple(_place(number, card) for number, card in enumerate(ordered, start=1))
    wide, narrow = (_Drawer(sheet, places).drawing() for sheet in SHEETS)
    title = "How much good, and how sure we are"
    picture = Picture("matrix", title, _description(places), wide, narrow, _table(title, places), KEY)
    return Matrix(picture, places)


def _place(number: int, card: Card) -> Place:
    rating = card.get("rating") or {}
    same = [held for held in card.get("ratings") or () if held.get("aspect") == rating.get("aspect")]
    change = next((held.get("change") for held in (rating, *same) if held.get("change") is not None), None)
    sure, word = str(rating.get("sure") or ""), str(rating.get("word") or "")
    return Place(
        number=number,
        title=clean(card.get("title")),
        slug=str(card.get("slug") or ""),
        impact="unknown" if change is None else band_of(float(change)).key,
        sure=sure if sure in COLUMNS else "",
        word=word if word in SCALE else "",
        apart=bool(card.get("unranked")),
    )


def _description(places: Sequence[Place]) -> str:
    ranked = [place for place in places if not place.apart]
    said = [f"{len(ranked)} models, from those we are least sure of on the left to the surest on the right."]
    for key, name in ROWS.items():
        held = [str(place.number) for place in ranked if place.impact == key]
        if held:
            said.append(f"{name}: {', '.join(held)}.")
    apart = [str(place.number) for place in places if place.apart]
    if apart:
        said.append(f"Outside the ranking, harmful or without added benefit: {', '.join(apart)}.")
    return " ".join(said)


def _table(title: str, places: Sequence[Place]) -> Table:
    rows = [
        (str(held.number), held.title, held.word_name, held.impact_name, held.sure_name) for held in places
    ]
    return Table(title, ("Number", "Model", "Our rating", "Impact", "How sure"), tuple(rows))


class _Drawer:
    """Draws one shape of the matrix from the top down."""

    def __init__(self, sheet: Sheet, places: Sequence[Place]) -> None:
        self.sheet, self.places = sheet, places
        self.marks: list[Mark] = []
        self.room = (sheet.width - sheet.left) / len(COLUMNS)

    def drawing(self) -> Drawing:
        """The whole sheet."""
        self.marks.append(Words(self.sheet.left, 14, "How sure we are →", "note"))
        if self.sheet.left:
            self.marks.append(Words(0, 52, "Impact ↓", "note"))
        for place, name in enumerate(COLUMNS.values()):
            middle = self.sheet.left + self.room * (place + 0.5)
            for line, word in enumerate(name.split()):
                self.marks.append(Words(middle, 36 + 16 * line, word, "off", "middle"))
        y = 60.0
        for key, name in ROWS.items():
            y = self._band(key, name, y)
        return Drawing(self.sheet.shape, self.sheet.width, self._apart(y + 34), tuple(self.marks))

    def _band(self, key: str, name: str, y: float) -> float:
        cells = {
            sure: [held for held in self.places if not held.apart and (held.impact, held.sure) == (key, sure)]
            for sure in COLUMNS
        }
        across = max(1, int((self.room - 4) // PITCH))
        deepest = max(-(-len(held) // across) for held in cells.values())
        height = PITCH * max(1, min(self.sheet.deep, deepest)) + 8
        base = y + 16 if self.sheet.heading else y + height / 2 + 5
        self.marks.append(Words(0, base, name, "off"))
        y += self.sheet.heading
        for place, held in enumerate(cells.values()):
            left = self.sheet.left + self.room * place
            self.marks.append(Box(left + 1, y + 1, self.room - 2, height - 2, "cell", 4))
            self._dots(held, left + (self.room - across * PITCH) / 2, y + 4, across)
        return y + height

    def _dots(self, held: Sequence[Place], left: float, top: float, across: int) -> None:
        most = across * self.sheet.deep
        shown = held if len(held) <= most else held[: most - 1]
        for place, item in enumerate(shown):
            x, y = left + PITCH * (place % across + 0.5), top + PITCH * (place // across + 0.5)
            self.marks.append(Dot(x, y, RADIUS, "apart" if item.apart else "dot"))
            self.marks.append(Words(x, y + 4.5, str(item.number), "off" if item.apart else "on", "middle"))
        if len(shown) < len(held):
            x, y = left + PITCH * (across - 0.5), top + PITCH * (self.sheet.deep - 0.5)
            self.marks.append(Words(x, y + 4.5, f"+{len(held) - len(shown)}", "off", "middle"))

    def _apart(self, y: float) -> float:
        self.marks.append(Line(0, y - 20, self.sheet.width, y - 20, "null"))
        self.marks.append(Words(0, y + 4, "Outside the ranking", "head"))
        y += 18
        across = int((self.sheet.width - 8) // PITCH)
        for word in APART:
            held = [
                item for item in self.places if item.apart and (item.word == "harmful") == (word == "harmful")
            ]
            rows = max(1, min(self.sheet.deep, -(-len(held) // across)))
            self.marks.append(Words(0, y + 14, SCALE[word] + ("" if held else ": none"), "small"))
            self._dots(held, 0, y + 22, across)
            y += 30 + (PITCH * rows if held else 0)
        return y
