"""The few marks that every picture is made of, and the sheet they stand on."""

from dataclasses import dataclass
from typing import TypeAlias
from xml.sax.saxutils import escape, quoteattr

from evidence.pictures.lettering import SIZES, breadth, clean

WIDE, NARROW = 680.0, 320.0
Extent: TypeAlias = tuple[float, float, float, float]


def number(value: float) -> str:
    """A coordinate to a tenth, without needless noughts."""
    said = f"{value:.1f}".removesuffix(".0")
    return "0" if said == "-0" else said


def tag(name: str, look: str, inside: str = "", /, **values: float | str) -> str:
    """An SVG element whose numbers are rounded and whose texts are escaped."""
    said = {"class": look, **values} if look else values
    parts = [
        f"{key.replace('_', '-')}={quoteattr(value if isinstance(value, str) else number(value))}"
        for key, value in said.items()
    ]
    opening = " ".join([name, *parts])
    return f"<{opening}>{inside}</{name}>" if inside else f"<{opening}/>"


@dataclass(frozen=True)
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    look: str

    @property
    def extent(self) -> Extent:
        """Left, top, right and bottom."""
        xs, ys = (self.x1, self.x2), (self.y1, self.y2)
        return min(xs), min(ys), max(xs), max(ys)

    @property
    def markup(self) -> str:
        """The mark as SVG."""
        return tag("line", self.look, x1=self.x1, y1=self.y1, x2=self.x2, y2=self.y2)


@dataclass(frozen=True)
class Box:
    """A rectangle, with round corners where `corner` is given."""

    x: float
    y: float
    width: float
    height: float
    look: str
    corner: float = 0.0

    @property
    def extent(self) -> Extent:
        """Left, top, right and bottom."""
        return self.x, self.y, self.x + self.width, self.y + self.height

    @property
    def markup(self) -> str:
        """The mark as SVG."""
        round_off = {"rx": self.corner} if self.corner else {}
        size = {"width": self.width, "height": self.height}
        return tag("rect", self.look, x=self.x, y=self.y, **size, **round_off)


@dataclass(frozen=True)
class Dot:
    """A circle."""

    x: float
    y: float
    r: float
    look: str

    @property
    def extent(self) -> Extent:
        """Left, top, right and bottom."""
        return self.x - self.r, self.y - self.r, self.x + self.r, self.y + self.r

    @property
    def markup(self) -> str:
        """The mark as SVG."""
        return tag("circle", self.look, cx=self.x, cy=self.y, r=self.r)


@dataclass(frozen=True)
class Shape:
    """Points joined by straight lines, closed to an area unless told otherwise."""

    points: tuple[tuple[float, float], ...]
    look: str
    closed: bool = True

    @property
    def extent(self) -> Extent:
        """Left, top, right and bottom."""
        xs, ys = zip(*self.points, strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    @property
    def markup(self) -> str:
        """The mark as SVG."""
        joined = " ".join(f"{number(x)},{number(y)}" for x, y in self.points)
        return tag("polygon" if self.closed else "polyline", self.look, points=joined)


@dataclass(frozen=True)
class Words:
    """A line of words; `full` says what a cut line would have said. `turned` reads from the bottom upwards."""

    x: float
    y: float
    text: str
    look: str = ""
    anchor: str = "start"
    full: str = ""
    turned: bool = False

    @property
    def extent(self) -> Extent:
        """Left, top, right and bottom, as far as letters can be foretold."""
        size, room = SIZES[self.look], breadth(self.text, self.look)
        before = {"start": 0.0, "middle": room / 2, "end": room}[self.anchor]
        if self.turned:
            return self.x - size * 0.8, self.y + before - room, self.x + size * 0.25, self.y + before
        return self.x - before, self.y - size * 0.8, self.x - before + room, self.y + size * 0.25

    @property
    def markup(self) -> str:
        """The mark as SVG."""
        shown, full = clean(self.text), clean(self.full)
        inside = escape(shown) + (f"<title>{escape(full)}</title>" if full and full != shown else "")
        values: dict[str, float | str] = {} if self.anchor == "start" else {"text_anchor": self.anchor}
        if self.turned:
            values["transform"] = f"rotate(-90 {number(self.x)} {number(self.y)})"
        return tag("text", self.look, inside or " ", x=self.x, y=self.y, **values)


Mark: TypeAlias = Line | Box | Dot | Shape | Words


@dataclass(frozen=True)
class Drawing:
    """A sheet with marks; `shape` is "wide" or "narrow"."""

    shape: str
    width: float
    height: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Table:
    """The same data in rows; the first cell of a row names it."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Picture:
    """One picture, drawn for a wide screen and for a phone, said in words, and laid out as a table.

    `note` says to those who see it what the marks mean.
    """

    kind: str
    title: str
    description: str
    wide: Drawing
    narrow: Drawing
    table: Table
    note: str = ""

    @property
    def scrolls(self) -> bool:
        """Whether a drawing is wider than the screen it is meant for."""
        return self.wide.width > WIDE or self.narrow.width > NARROW
