"""The forest plot: every study as a square with its interval, the pooled effect as a diamond."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from evidence.pictures.axis import Axis, span_of
from evidence.pictures.lettering import breadth, centred, clean, fitted
from evidence.pictures.marks import NARROW, WIDE, Box, Drawing, Line, Mark, Picture, Shape, Table, Words
from evidence.pictures.telling import PlotLine, Teller

Values = Mapping[str, Any]
BIGGEST, SMALLEST, EVEN = 15.0, 5.0, 8.0
LIGHTEST = 1e-9


@dataclass(frozen=True)
class Sheet:
    """How a shape of drawing is laid out: the plot's edges, a row's height, the line's place in a row."""

    shape: str
    width: float
    left: float
    right: float
    row: float
    line: float
    words: float


SHEETS = (
    Sheet("wide", WIDE, 208, 488, row=30, line=0, words=5),
    Sheet("narrow", NARROW, 8, NARROW - 8, row=50, line=11, words=-4),
)


def plot(result: Values, outcome: Values) -> Picture:
    """The forest plot of one analysis: `result` is what `evidence.calculating.result_of` gives."""
    teller = Teller(result, outcome)
    edges = _edges(result, teller)
    wide, narrow = (_Drawer(sheet, teller, edges).drawing() for sheet in SHEETS)
    return Picture("forest", teller.title, teller.description, wide, narrow, _table(teller), teller.key)


def _edges(result: Values, teller: Teller) -> tuple[float, float]:
    core, around = [teller.none], []
    for estimate, low, high in (study.scale for study in teller.studies):
        core += [value for value in (estimate,) if value is not None]
        around += [value for value in (low, high) if value is not None]
    for line in (teller.pooled, teller.prediction):
        around += [value for value in (line.scale if line else ()) if value is not None]
    return span_of(core, around)


def _table(teller: Teller) -> Table:
    columns = ("Study", "Year", teller.measure_name, "From", "To", "Weight")
    return Table(teller.title, columns, tuple(line.cells for line in teller.lines))


class _Drawer:
    """Draws one shape of a forest plot from the top down."""

    def __init__(self, sheet: Sheet, teller: Teller, edges: tuple[float, float]) -> None:
        self.sheet, self.teller = sheet, teller
        self.axis = Axis(*edges, sheet.left, sheet.right, teller.logarithmic)
        self.marks: list[Mark] = []
        self.heaviest = max((study.weight or 0.0 for study in teller.studies), default=0.0)

    def drawing(self) -> Drawing:
        """The whole sheet."""
        top = 34.0
        rows = len(self.teller.lines) * self.sheet.row
        foot = top + rows + (14 if self.teller.pooled else 4)
        self._ground(top, foot)
        self._heads(top)
        for place, line in enumerate(self.teller.lines):
            lower = 10 if line.kind != "study" else 0
            self._row(line, top + (place + 0.5) * self.sheet.row + lower)
        self._favours(foot)
        return Drawing(self.sheet.shape, self.sheet.width, foot + 70, tuple(self.marks))

    def _ground(self, top: float, foot: float) -> None:
        for tick in self.axis.ticks:
            x = self.axis.place(tick.at)
            self.marks.append(Line(x, top, x, foot, "rule"))
            middle = centred(x, tick.text, "note", self.sheet.width)
            self.marks.append(Words(middle, foot + 18, tick.text, "note", "middle"))
        none = self.axis.place(self.teller.none)
        self.marks.append(Line(self.sheet.left, foot, self.sheet.right, foot, "axis"))
        self.marks.append(Line(none, top - 4, none, foot, "null"))

    def _heads(self, top: float) -> None:
        self.marks.append(Words(0, top - 16, "Study", "note"))
        heading = self.teller.numbers_heading
        self.marks.append(Words(self.sheet.width, top - 16, heading, "note", "end"))

    def _row(self, line: PlotLine, middle: float) -> None:
        look = "" if line.kind == "study" else "head"
        base = middle + self.sheet.words
        label = clean(line.label)
        numbers = "small" if line.kind != "pooled" else "off"
        room = self.sheet.left - 12
        if self.sheet.line:
            room = self.sheet.width - breadth(line.numbers, numbers) - 12
        shown = fitted(label, room, look)
        self.marks.append(Words(0, base, shown, look, full=label))
        self.marks.append(Words(self.sheet.width, base, line.numbers, numbers, "end"))
        draw = {"study": self._study, "pooled": self._diamond, "prediction": self._bar}[line.kind]
        draw(line, middle + self.sheet.line)

    def _study(self, line: PlotLine, y: float) -> None:
        estimate, low, high = line.scale
        if low is not None and high is not None:
            self._interval(low, high, y)
        if estimate is None:
            return
        side = EVEN
        if self.heaviest > LIGHTEST:
            share = max(0.0, line.weight or 0.0) / self.heaviest
            side = max(SMALLEST, BIGGEST * share**0.5)
        x = self.axis.place(estimate)
        self.marks.append(Box(x - side / 2, y - side / 2, side, side, "square"))

    def _interval(self, low: float, high: float, y: float) -> None:
        first, last = self.axis.place(low), self.axis.place(high)
        self.marks.append(Line(first, y, last, y, "interval"))
        for value, x, inwards in ((low, first, 7.0), (high, last, -7.0)):
            if not self.axis.holds(value):
                tip = ((x, y), (x + inwards, y - 5), (x + inwards, y + 5))
                self.marks.append(Shape(tip, "arrow"))

    def _diamond(self, line: PlotLine, y: float) -> None:
        middle, left, right = (self.axis.place(value or 0.0) for value in line.scale)
        self.marks.append(Shape(((left, y), (middle, y - 9), (right, y), (middle, y + 9)), "diamond"))

    def _bar(self, line: PlotLine, y: float) -> None:
        _middle, low, high = (value or 0.0 for value in line.scale)
        left, right = self.axis.place(low), self.axis.place(high)
        self.marks.append(Box(left, y - 5, max(1.0, right - left), 10, "predict"))
        for value, x, inwards in ((low, left, 8.0), (high, right, -8.0)):
            if not self.axis.holds(value):
                self.marks.append(Shape(((x, y), (x + inwards, y - 7), (x + inwards, y + 7)), "arrow"))

    def _favours(self, foot: float) -> None:
        left, right = self.teller.favours
        name = self.teller.measure_name + (", log scale" if self.teller.logarithmic else "")
        middle, room = (self.sheet.left + self.sheet.right) / 2, self.sheet.right - self.sheet.left
        self.marks.append(Words(self.sheet.left, foot + 42, f"← {left}", "off"))
        self.marks.append(Words(self.sheet.right, foot + 42, f"{right} →", "off", "end"))
        self.marks.append(Words(middle, foot + 62, fitted(name, room, "note"), "note", "middle", full=name))
