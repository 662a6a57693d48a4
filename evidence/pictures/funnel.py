"""The funnel plot: effects against how exact they are, to see whether small studies look different."""

from collections.abc import Mapping
from typing import Any

from evidence.pictures.axis import Axis, drawable, span_of
from evidence.pictures.lettering import centred, fitted
from evidence.pictures.marks import NARROW, WIDE, Dot, Drawing, Line, Mark, Picture, Table, Words
from evidence.pictures.telling import Teller

Values = Mapping[str, Any]
NORMAL_95 = 1.959964
SHEETS = (("wide", WIDE, 340.0), ("narrow", NARROW, 280.0))
LEFT, TOP = 58.0, 30.0
KEY = (
    "Dot: a study. Solid line: no effect. Dashed line: all studies together. Slanted lines: where 95 in 100 studies "
    "would lie if all found the same."
)


class _Funnel:
    """The studies of a plot as points, and the funnel around the pooled effect."""

    def __init__(self, result: Values, outcome: Values) -> None:
        self.teller = Teller(result, outcome)
        errors = [drawable(row.get("se")) for row in result.get("studies") or ()]
        pairs = [(line.scale[0], se) for line, se in zip(self.teller.studies, errors, strict=True)]
        self.errors = errors
        self.points = [(at, se) for at, se in pairs if at is not None and se is not None and se > 0]
        self.deepest = max(0.01, max((se for _at, se in self.points), default=1.0) * 1.08)
        pooled = self.teller.pooled
        self.middle = pooled.scale[0] if pooled else None

    def edges(self) -> tuple[float, float]:
        """Left and right on the scale of analysis."""
        core = [self.teller.none, *(at for at, _se in self.points)]
        if self.middle is None:
            return span_of(core, [])
        arm = NORMAL_95 * self.deepest
        return span_of([*core, self.middle], [self.middle - arm, self.middle + arm])

    def title(self) -> str:
        """The name of the plot."""
        return self.teller.title.replace("What each study found", "Small and large studies", 1)

    def description(self) -> str:
        """The plot in sentences."""
        said = [
            f"{len(self.points)} studies as dots: the more exact a study, the higher its dot.",
            "Where no study is missing and all found the same, dots spread evenly about the middle line.",
        ]
        if self.middle is None:
            return f"{said[0]} There is no middle line, for the results are not pooled."
        inside = sum(abs(at - self.middle) <= NORMAL_95 * se for at, se in self.points)
        said.append(
            f"{inside} of {len(self.points)} lie between the slanted lines, where chance alone puts 95 in 100."
        )
        return " ".join(said)


def plot(result: Values, outcome: Values) -> Picture:
    """The funnel plot of one analysis: `result` is what `evidence.calculating.result_of` gives."""
    funnel = _Funnel(result, outcome)
    wide, narrow = (_drawing(funnel, *sheet) for sheet in SHEETS)
    return Picture("funnel", funnel.title(), funnel.description(), wide, narrow, _table(funnel), KEY)


def _table(funnel: _Funnel) -> Table:
    rows = [
        (line.label, line.year, line.figures[0], "" if error is None else f"{error:.3f}")
        for line, error in zip(funnel.teller.studies, funnel.errors, strict=True)
    ]
    columns = ("Study", "Year", funnel.teller.measure_name, "Standard error")
    return Table(funnel.title(), columns, tuple(rows))


def _drawing(funnel: _Funnel, shape: str, width: float, height: float) -> Drawing:
    foot, right = TOP + height, width - 8
    across = Axis(*funnel.edges(), LEFT, right, funnel.teller.logarithmic)
    down = Axis(0.0, funnel.deepest, TOP, foot)
    marks = _ground(funnel, across, down, foot)
    marks += _sides(funnel, across, down)
    marks += [Dot(across.place(at), down.place(se), 5, "mark") for at, se in funnel.points]
    name = funnel.teller.measure_name + (", log scale" if funnel.teller.logarithmic else "")
    middle, room = (LEFT + right) / 2, right - LEFT
    marks.append(Words(middle, foot + 40, fitted(name, room, "note"), "note", "middle", full=name))
    return Drawing(shape, width, foot + 50, tuple(marks))


def _ground(funnel: _Funnel, across: Axis, down: Axis, foot: float) -> list[Mark]:
    marks: list[Mark] = [Words(0, 14, "Standard error: exact studies stand high", "note")]
    for tick in down.ticks:
        y = down.place(tick.at)
        marks += [
            Line(LEFT, y, across.right, y, "rule"),
            Words(LEFT - 8, y + 4, fitted(tick.text, LEFT - 8, "note"), "note", "end"),
        ]
    for tick in across.ticks:
        x = centred(across.place(tick.at), tick.text, "note", across.right + 8)
        marks.append(Words(x, foot + 18, tick.text, "note", "middle"))
    none = across.place(funnel.teller.none)
    marks += [Line(LEFT, foot, across.right, foot, "axis"), Line(none, TOP, none, foot, "null")]
    return marks


def _sides(funnel: _Funnel, across: Axis, down: Axis) -> list[Mark]:
    if funnel.middle is None:
        return []
    x, marks = across.place(funnel.middle), list[Mark]()
    marks.append(Line(x, TOP, x, down.right, "pooled-line"))
    for side in (-1, 1):
        edge = across.low if side < 0 else across.high
        reach = min(funnel.deepest, abs(edge - funnel.middle) / NORMAL_95)
        end = across.place(funnel.middle + side * NORMAL_95 * reach)
        marks.append(Line(x, TOP, end, down.place(reach), "limit"))
    return marks
