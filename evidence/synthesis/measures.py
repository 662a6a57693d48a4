"""The words of a synthesis: measures, models, intervals and conventions, each with its name in plain English."""

import math
from dataclasses import dataclass
from enum import StrEnum


class Measure(StrEnum):
    """What an effect compares. Ratios are held as natural logarithms, correlations as Fisher's z."""

    OR = "OR"
    RR = "RR"
    RD = "RD"
    IRR = "IRR"
    HR = "HR"
    MD = "MD"
    SMD = "SMD"
    ZCOR = "ZCOR"
    GENERIC = "GENERIC"

    @property
    def is_ratio(self) -> bool:
        """Whether estimates are logarithms, so that no effect is 1 on the natural scale."""
        return self in RATIOS

    @property
    def in_words(self) -> str:
        """The measure's name as a reader would say it."""
        return MEASURE_WORDS[self]

    @property
    def with_article(self) -> str:
        """The measure's name after "an" or "a"."""
        return f"{'an' if self.in_words[0] in 'aeiou' else 'a'} {self.in_words}"

    @property
    def opening(self) -> str:
        """The measure's name with its article, as a sentence begins."""
        return self.with_article[0].upper() + self.with_article[1:]

    def back(self, value: float) -> float:
        """A value from the scale of analysis to the natural one: exp for ratios, tanh for correlations.

        A logarithm above 709 has no finite ratio; infinity is returned for it.
        """
        if self is Measure.ZCOR:
            return math.tanh(value)
        if not self.is_ratio:
            return value
        return math.exp(value) if value < LARGEST_LOG else math.inf

    def onto(self, value: float) -> float:
        """A value from the natural scale to that of analysis; raises ValueError where there is none."""
        if self is Measure.ZCOR:
            if not -1 < value < 1:
                raise ValueError(f"A correlation lies between -1 and 1, not at {value}.")
            return math.atanh(value)
        if not self.is_ratio:
            return value
        if not value > 0:
            raise ValueError(f"A ratio is above 0, not {value}.")
        return math.log(value)


RATIOS = frozenset({Measure.OR, Measure.RR, Measure.IRR, Measure.HR})
LARGEST_LOG = 709.0
MEASURE_WORDS = {
    Measure.OR: "odds ratio",
    Measure.RR: "risk ratio",
    Measure.RD: "risk difference",
    Measure.IRR: "incidence rate ratio",
    Measure.HR: "hazard ratio",
    Measure.MD: "mean difference",
    Measure.SMD: "standardised mean difference (Hedges' g)",
    Measure.ZCOR: "correlation",
    Measure.GENERIC: "estimate",
}


class Direction(StrEnum):
    """Whether what is counted or measured is a harm (reoffending) or a good (not reoffending)."""

    FEWER_IS_BETTER = "fewer"
    MORE_IS_BETTER = "more"


class Model(StrEnum):
    """How studies are weighed: one shared effect, or effects that differ by a variance tau2."""

    FIXED = "fixed"
    DERSIMONIAN_LAIRD = "dersimonian-laird"
    PAULE_MANDEL = "paule-mandel"
    REML = "reml"
    MANTEL_HAENSZEL = "mantel-haenszel"

    @property
    def is_random(self) -> bool:
        """Whether the model lets effects differ between studies."""
        return self not in (Model.FIXED, Model.MANTEL_HAENSZEL)

    @property
    def in_words(self) -> str:
        """The model's name as printed beside its numbers."""
        return MODEL_WORDS[self]


MODEL_WORDS = {
    Model.FIXED: "fixed-effect model, weights by inverse variance",
    Model.DERSIMONIAN_LAIRD: "random-effects model, between-study variance by DerSimonian and Laird",
    Model.PAULE_MANDEL: "random-effects model, between-study variance by Paule and Mandel",
    Model.REML: "random-effects model, between-study variance by restricted maximum likelihood (REML)",
    Model.MANTEL_HAENSZEL: "fixed-effect model, weights by Mantel and Haenszel",
}


class Interval(StrEnum):
    """How the confidence interval of a pooled effect is made."""

    NORMAL = "normal"
    HARTUNG_KNAPP = "hartung-knapp"
    GUARDED_HARTUNG_KNAPP = "guarded-hartung-knapp"

    @property
    def is_normal(self) -> bool:
        """Whether the interval comes from the normal distribution."""
        return self is Interval.NORMAL

    @property
    def in_words(self) -> str:
        """The interval's name as printed beside its numbers."""
        return INTERVAL_WORDS[self]


INTERVAL_WORDS = {
    Interval.NORMAL: "from the normal distribution (Wald)",
    Interval.HARTUNG_KNAPP: "by Hartung and Knapp's method, without a guard",
    Interval.GUARDED_HARTUNG_KNAPP: (
        "by Hartung and Knapp's method, with the ad hoc guard that its scaling factor is never below 1"
    ),
}


class Prediction(StrEnum):
    """Which distribution a prediction interval is taken from; the convention is always printed."""

    NORMAL = "normal"
    T_K_MINUS_1 = "t(k-1)"
    T_K_MINUS_2 = "t(k-2)"

    @property
    def in_words(self) -> str:
        """The convention's name as printed beside its numbers."""
        return PREDICTION_WORDS[self]


PREDICTION_WORDS = {
    Prediction.NORMAL: "the normal distribution",
    Prediction.T_K_MINUS_1: "the t distribution with k - 1 degrees of freedom",
    Prediction.T_K_MINUS_2: "the t distribution with k - 2 degrees of freedom (Riley, Higgins and Deeks)",
}


@dataclass(frozen=True)
class Refused:
    """A question that has no answer, with the reason in one or two plain sentences."""

    reason: str


@dataclass(frozen=True)
class CannotPool(Refused):
    """Effects that must not or cannot be combined, with the reason in plain sentences."""


def how_many(number: int, one: str, many: str) -> str:
    """A number with its noun: "1 study", "2 studies"."""
    return f"{number} {one if number == 1 else many}"


def checked_model(model: Model) -> Model:
    """A model that weighs by inverse variance; raises ValueError for Mantel and Haenszel's."""
    if model is Model.MANTEL_HAENSZEL:
        raise ValueError("Mantel and Haenszel's method works on counts: use mantel_haenszel.")
    return model


def checked_level(level: float) -> float:
    """A level of confidence as a fraction, such as 0.95; raises ValueError outside (0, 1)."""
    if not 0 < level < 1:
        raise ValueError(f"A level of confidence lies between 0 and 1, such as 0.95, not at {level}.")
    return level
