"""Do small studies show larger effects? Egger's test of funnel asymmetry.

Sources: Egger and others (1997); Sterne and Egger (2005) for the mixed-effects form. Conventions are those
of R's `metafor::regtest` (`model="lm"` and `model="rma"`). Asymmetry has many causes; the test does not show
by itself that studies went unpublished.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from evidence.synthesis.effect_sizes import EffectSize
from evidence.synthesis.inference import Test
from evidence.synthesis.measures import CannotPool, Interval, Measure, Model, Refused
from evidence.synthesis.moderators import regress

FEW = 10
FEWEST = 3
LINKED = frozenset({Measure.OR, Measure.RR, Measure.IRR, Measure.HR, Measure.RD, Measure.SMD})


class EggerForm(StrEnum):
    """Which regression of effects on their standard errors is tested."""

    CLASSICAL = "classical"
    MIXED = "mixed"


@dataclass(frozen=True)
class Egger:
    """The slope of effects on standard errors with its test, and the effect the line gives at standard error 0."""

    form: EggerForm
    k: int
    slope: Test
    limit: Test
    warnings: tuple[str, ...]
    method_in_words: str


def egger(
    effects: Sequence[EffectSize],
    *,
    form: EggerForm = EggerForm.CLASSICAL,
    model: Model = Model.REML,
    interval: Interval = Interval.NORMAL,
    level: float = 0.95,
    allow_shared: bool = False,
) -> Egger | Refused:
    """Egger's test of funnel asymmetry.

    Classical: weighted regression with a multiplicative residual variance, t on k - 2; `model` and `interval`
    are for the mixed form only. Refused below three studies and when all standard errors are equal.
    """
    if len(effects) < FEWEST:
        return CannotPool(f"Egger's test needs at least three studies, not {len(effects)}.")
    classical = form is EggerForm.CLASSICAL
    found = regress(
        effects,
        [effect.se for effect in effects],
        moderator="the standard error",
        # A fixed-effect fit scaled by its residual mean square is the ordinary weighted regression.
        model=Model.FIXED if classical else model,
        interval=Interval.HARTUNG_KNAPP if classical else interval,
        level=level,
        allow_shared=allow_shared,
    )
    if isinstance(found, Refused):
        same = "the same in all studies" in found.reason
        return CannotPool("All standard errors are equal, so Egger's test says nothing.") if same else found
    limit, slope = (one.test for one in found.coefficients)
    return Egger(form, len(effects), slope, limit, _egger_words(effects), _egger_method(form, model))


def _egger_words(effects: Sequence[EffectSize]) -> tuple[str, ...]:
    words = []
    if len(effects) < FEW:
        words.append(
            f"With {len(effects)} studies this test can hardly tell chance from asymmetry; ten are advised."
        )
    if effects[0].measure in LINKED:
        words.append(
            f"For {effects[0].measure.with_article} the standard error depends on the effect itself, so the test"
            " finds asymmetry somewhat too often."
        )
    return tuple(words)


def _egger_method(form: EggerForm, model: Model) -> str:
    if form is EggerForm.CLASSICAL:
        return (
            "Egger's test: weighted linear regression of effects on standard errors, multiplicative residual"
            " variance, t test of the slope."
        )
    return f"Egger's test by meta-regression of effects on standard errors ({model.in_words})."
