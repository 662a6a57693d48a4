"""What a plot of studies says: its lines, its title and its description, before anything has a place."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from evidence.pictures.axis import drawable
from evidence.pictures.lettering import clean
from evidence.synthesis.measures import Measure, how_many
from evidence.synthesis.words import figure

Values = Mapping[str, Any]
Scale = tuple[float | None, float | None, float | None]
UNKNOWN = "not known"
#: Numbers from here on are written with an exponent.
LONGEST = 100_000.0


@dataclass(frozen=True)
class PlotLine:
    """A study, the pooled effect or the prediction: what is written, and where it stands on the scale."""

    kind: str
    label: str
    year: str
    scale: Scale
    figures: tuple[str, str, str]
    weight: float | None = None

    @property
    def numbers(self) -> str:
        """The figures as one reads them."""
        estimate, low, high = self.figures
        between = f"{low} to {high}"
        return f"{estimate} ({between})" if estimate else between

    @property
    def cells(self) -> tuple[str, ...]:
        """The line as cells of a table."""
        weight = f"{self.weight:.1f}%" if self.weight is not None else ""
        return (self.label, self.year, *self.figures, weight)


class Teller:
    """Reads a result and its outcome, and says what stands in it."""

    def __init__(self, result: Values, outcome: Values) -> None:
        self.result, self.outcome = result, outcome
        known = outcome.get("measure") in list(Measure)
        self.measure = Measure(outcome["measure"]) if known else Measure.GENERIC
        self.logarithmic = self.measure.is_ratio
        self.none = 0.0
        self.refused = clean(result.get("refused") or "")

    @cached_property
    def studies(self) -> list[PlotLine]:
        """The studies in the order they were given."""
        return [self._study(row) for row in self.result.get("studies") or ()]

    def _study(self, row: Values) -> PlotLine:
        given = list(row.get("scale") or ()) + [None] * 3
        scale = (self._at(given[0]), self._at(given[1]), self._at(given[2]))
        figures = tuple(self._figure(row.get(name)) for name in ("estimate", "low", "high"))
        year = str(row["year"]) if row.get("year") else ""
        label = clean(row.get("label")) or "Study without a name"
        return PlotLine("study", label, year, scale, figures, drawable(row.get("weight")))  # type: ignore[arg-type]

    def _at(self, value: object) -> float | None:
        return drawable(value, logarithmic=self.logarithmic)

    def _figure(self, value: object) -> str:
        if not isinstance(value, int | float) or math.isnan(value):
            return UNKNOWN
        if abs(value) >= LONGEST:
            return f"{value:.1e}" if math.isfinite(value) else "beyond measure"
        return figure(self.measure, value)

    @cached_property
    def pooled(self) -> PlotLine | None:
        """The pooled effect, or None where nothing is pooled."""
        pooled, natural = self.result.get("pooled"), self.result.get("natural")
        if self.refused or not pooled or not natural:
            return None
        scale = tuple(self._at(pooled[name]) for name in ("estimate", "low", "high"))
        if None in scale:
            return None
        figures = tuple(self._figure(natural[name]) for name in ("estimate", "low", "high"))
        label = f"All {how_many(len(self.studies), 'study', 'studies')}"
        return PlotLine("pooled", label, "", scale, figures)  # type: ignore[arg-type]

    @cached_property
    def prediction(self) -> PlotLine | None:
        """Where a new place may land, or None where nobody can say."""
        pooled, natural = self.result.get("pooled") or {}, self.result.get("natural") or {}
        low, high = self._at(pooled.get("prediction_low")), self._at(pooled.get("prediction_high"))
        bounds = natural.get("prediction")
        if self.pooled is None or low is None or high is None or not bounds:
            return None
        figures = ("", self._figure(bounds[0]), self._figure(bounds[1]))
        return PlotLine("prediction", "In a new place", "", (None, low, high), figures)

    @property
    def lines(self) -> list[PlotLine]:
        """Every line from the top down."""
        return [*self.studies, *(line for line in (self.pooled, self.prediction) if line)]

    @property
    def measure_name(self) -> str:
        """The measure with a capital."""
        name = self.measure.in_words
        return name[0].upper() + name[1:]

    @property
    def level(self) -> str:
        """The level of the intervals."""
        return f"{(self.result.get('pooled') or {}).get('level') or 0.95:.0%}"

    @property
    def numbers_heading(self) -> str:
        """What stands over the figures."""
        return f"Effect ({self.level} interval)"

    @property
    def favours(self) -> tuple[str, str]:
        """What lies left and right of the line of no effect."""
        return ("Harms", "Helps") if self.outcome.get("good") == "higher" else ("Helps", "Harms")

    @property
    def title(self) -> str:
        """The name of the plot."""
        return f"What each study found: {clean(self.outcome.get('name')) or 'one outcome'}"

    @property
    def key(self) -> str:
        """What the marks of a forest plot mean."""
        said = ["Square: a study, larger the more it counts.", f"Line: its {self.level} interval."]
        if self.pooled:
            said.append("Diamond: all studies together.")
        if self.prediction:
            said.append("Dashed bar: where a new place may land.")
        return " ".join(said)

    @property
    def description(self) -> str:
        """The plot in sentences, for those who do not see it."""
        left, right = self.favours
        nothing = "1" if self.logarithmic else "0"
        said = [
            f"{how_many(len(self.studies), 'study', 'studies')}, each {self.measure.with_article} with its interval.",
            f"The line of no effect is at {nothing}: to its left the programme {left.lower()}, to its right it "
            f"{right.lower()}.",
        ]
        if self.pooled:
            said.append(f"All studies together: {self.pooled.numbers}.")
        if self.prediction:
            said.append(f"In a new place it may lie anywhere from {self.prediction.numbers}.")
        if self.refused:
            said.append(f"The results are not pooled, so there is no diamond: {self.refused}")
        return " ".join(said)
