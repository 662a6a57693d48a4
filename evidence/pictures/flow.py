"""The PRISMA 2020 flow diagram: from records found to studies included."""

from collections.abc import Mapping
from dataclasses import dataclass

from evidence.pictures.lettering import wrapped
from evidence.pictures.marks import NARROW, WIDE, Box, Drawing, Line, Mark, Picture, Shape, Table, Words
from evidence.rules import PRISMA

Counts = Mapping[str, int | None]
NOT_REPORTED = "not reported"
LINE, PAD = 20.0, 13.0


@dataclass(frozen=True)
class Stage:
    """A box of the main way, and the box of what left it there."""

    phase: str
    stays: tuple[str, ...]
    leaves: tuple[str, ...]


STAGES = (
    Stage("Finding", ("databases", "registers"), ("duplicates", "other_removed")),
    Stage("Screening", ("screened",), ("excluded",)),
    Stage("Screening", ("sought",), ("not_retrieved",)),
    Stage("Screening", ("assessed",), ("reports_excluded",)),
    Stage("Included", ("studies_included", "reports_included"), ()),
)


@dataclass(frozen=True)
class Sheet:
    """How a shape of diagram is laid out: where the two kinds of boxes stand and how wide they are."""

    shape: str
    width: float
    main: tuple[float, float]
    side: tuple[float, float]


SHEETS = (
    Sheet("wide", WIDE, main=(40, 300), side=(376, 303)),
    Sheet("narrow", NARROW, main=(1, 318), side=(56, 263)),
)


def told(counts: Counts, name: str) -> str:
    """A count with its name, or that nobody reported it."""
    value = counts.get(name)
    return f"{PRISMA[name]}: {NOT_REPORTED if value is None else format(value, ',')}"


def diagram(counts: Counts) -> Picture:
    """The flow diagram of a summary: `counts` by the names of `evidence.rules.PRISMA`; None is not reported."""
    wide, narrow = (_Drawer(sheet, counts).drawing() for sheet in SHEETS)
    rows = tuple((PRISMA[name], _count(counts.get(name))) for name in PRISMA)
    table = Table("From records found to studies included", ("Step", "How many"), rows)
    description = ". ".join(told(counts, name) for name in PRISMA) + "."
    return Picture("flow", "How studies were found and chosen", description, wide, narrow, table)


def _count(value: int | None) -> str:
    return NOT_REPORTED if value is None else f"{value:,}"


class _Drawer:
    """Draws one shape of the diagram from the top down."""

    def __init__(self, sheet: Sheet, counts: Counts) -> None:
        self.sheet, self.counts = sheet, counts
        self.marks: list[Mark] = []
        self.wide = sheet.shape == "wide"

    def drawing(self) -> Drawing:
        """The whole sheet."""
        y, phase_top, phase = 1.0, 1.0, STAGES[0].phase
        for place, stage in enumerate(STAGES):
            if stage.phase != phase:
                self._phase(phase, phase_top, y - 24)
                phase, phase_top = stage.phase, y
            y = self._stage(stage, y, last=place == len(STAGES) - 1)
        self._phase(phase, phase_top, y)
        return Drawing(self.sheet.shape, self.sheet.width, y + 2, tuple(self.marks))

    def _stage(self, stage: Stage, y: float, *, last: bool) -> float:
        left, _width = self.sheet.main
        height = self._box(stage.stays, self.sheet.main, y, "full" if last else "box")
        if not stage.leaves:
            return y + height
        if self.wide:
            tall = max(height, self._box(stage.leaves, self.sheet.side, y, "out"))
            middle = y + min(height, tall) / 2
            self._way((left + self.sheet.main[1], middle), (self.sheet.side[0], middle))
            bottom, trunk = y + tall, left + self.sheet.main[1] / 2
        else:
            top, trunk = y + height + 14, left + 26
            bottom = top + self._box(stage.leaves, self.sheet.side, top, "out")
            self._way((trunk, (top + bottom) / 2), (self.sheet.side[0], (top + bottom) / 2))
        self._way((trunk, y + height), (trunk, bottom + 24))
        return bottom + 24

    def _box(self, names: tuple[str, ...], at: tuple[float, float], y: float, look: str) -> float:
        lines = [line for name in names for line in wrapped(told(self.counts, name), at[1] - 2 * PAD)]
        height = max(len(lines) * LINE + 2 * PAD - 4, 78.0 if look == "full" else 0.0)
        self.marks.append(Box(at[0], y, at[1], height, look, 6))
        for place, line in enumerate(lines):
            self.marks.append(Words(at[0] + PAD, y + PAD + 12 + place * LINE, line))
        return height

    def _way(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        (x1, y1), (x2, y2) = start, end
        down = x1 == x2
        self.marks.append(Line(x1, y1, x2 - (0 if down else 6), y2 - (6 if down else 0), "way"))
        across = ((x2 - 5, y2 - 8), (x2 + 5, y2 - 8)) if down else ((x2 - 8, y2 - 5), (x2 - 8, y2 + 5))
        self.marks.append(Shape(((x2, y2), *across), "tip"))

    def _phase(self, name: str, top: float, bottom: float) -> None:
        if not self.wide:
            return
        self.marks.append(Box(0, top, 26, max(0.0, bottom - top), "band", 6))
        self.marks.append(Words(18, (top + bottom) / 2, name, "off", "middle", turned=True))
