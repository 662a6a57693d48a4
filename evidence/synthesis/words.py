"""Results in plain sentences, for readers who need no statistics."""

import math

from evidence.synthesis.absolute import Absolute
from evidence.synthesis.chances import BandChances
from evidence.synthesis.measures import Measure
from evidence.synthesis.results import Pooled

ROUGHLY = {100: "100", 1_000: "1,000", 10_000: "10,000", 100_000: "100,000"}
FEWEST_SHOWN = 1


def plain_words(absolute: Absolute, *, event: str = "come to harm", programme: str = "the programme") -> str:
    """ "Of 100 people without the programme, about 50 would reoffend; with it, about 38 (95% interval ...)."

    `event` is a verb in its plain form. Among rare events people are counted per 1,000 or more, so that
    the harm without the programme is at least one person.
    """
    people = crowd(absolute)
    without, with_it, low, high = map(half_up, absolute.per(people))
    first = (
        f"Of {ROUGHLY[people]} people without {programme}, about {without:,} would {event}; with it, about"
        f" {with_it:,} ({absolute.level:.0%} interval {low:,} to {high:,})."
    )
    return f"{first} {_difference_words(absolute, people)}"


def instead_words(absolute: Absolute) -> str:
    """The shortest form: "about 38 of 100 instead of 50"."""
    people = crowd(absolute)
    without, with_it, _low, _high = map(half_up, absolute.per(people))
    return f"about {with_it:,} of {ROUGHLY[people]} instead of {without:,}"


def crowd(absolute: Absolute) -> int:
    """The smallest round number of people among whom at least one comes to harm with and without the programme."""
    rarest = min(absolute.without, absolute.with_it)
    return next((people for people in ROUGHLY if rarest * people >= FEWEST_SHOWN), max(ROUGHLY))


def half_up(value: float) -> int:
    """The nearest whole number, halves upwards."""
    return math.floor(value + 0.5)


def _difference_words(absolute: Absolute, people: int) -> str:
    low, high = (bound * people for bound in absolute.difference_interval)
    change = half_up(absolute.with_it * people) - half_up(absolute.without * people)
    main = _change_words(change) if change else "That is about the same number"
    if low <= 0 <= high:
        return f"{main}, and the studies fit anything from {_signed(low)} to {_signed(high)}."
    needed = absolute.number_needed
    if needed is None or not change:
        return f"{main}."
    effect = "fewer" if needed > 0 else "more"
    return f"{main}: about one {effect} for every {abs(needed):,} who take part."


def _change_words(change: int) -> str:
    return f"That is about {abs(change):,} {'fewer' if change < 0 else 'more'}"


def _signed(change: float) -> str:
    whole = half_up(abs(change))
    if whole == 0:
        return "no difference"
    return f"{whole:,} {'fewer' if change < 0 else 'more'}"


def pooled_words(pooled: Pooled) -> str:
    """The pooled effect with its interval, and what a new place may expect, in one or two sentences."""
    estimate, low, high = (figure(pooled.measure, value) for value in pooled.back())
    whence = "one study" if pooled.k == 1 else f"{pooled.k} studies"
    name = pooled.measure.in_words
    first = (
        f"{name[0].upper()}{name[1:]} {estimate} ({pooled.level:.0%} interval {low} to {high}) from {whence}."
    )
    bounds = pooled.prediction_back()
    if bounds is None:
        return first
    lowest, highest = (figure(pooled.measure, value) for value in bounds)
    return (
        f"{first} In a new place like those studied the effect may lie anywhere from {lowest} to {highest}"
        f" ({pooled.level:.0%} prediction interval)."
    )


def figure(measure: Measure, value: float) -> str:
    """A number with as many digits as a reader uses: two decimals, three for risk differences and small ratios."""
    fine = measure is Measure.RD or (measure.is_ratio and value < 0.1)
    return f"{value:.3f}" if fine else f"{value:.2f}"


def heterogeneity_words(pooled: Pooled) -> str:
    """How much effects differ between studies, in one sentence with its figures."""
    if pooled.q is None or pooled.i2 is None or pooled.tau2 is None:
        return "One study cannot show how much effects differ between places."
    figures = f"I² {pooled.i2:.0f}%, Q {pooled.q:.1f} on {pooled.q_df}, p {p_words(pooled.q_p or 0.0)}"
    if not pooled.model.is_random:
        return f"This model takes all studies to share one effect ({figures})."
    return (
        f"About {pooled.i2:.0f} per cent of the differences between the studies' results is more than chance"
        f" (tau² {pooled.tau2:.3f}, {figures})."
    )


def p_words(p: float) -> str:
    """A p value to two digits, or that it is below 0.001."""
    return "< 0.001" if p < 0.001 else f"{p:.2g}"


def band_words(chances: BandChances) -> str:
    """The chances in a new place, as whole chances in 100."""
    parts = [f"{name} {_in_hundred(chance)}" for name, chance in chances.chances]
    return f"Chances in 100 for a new place: {', '.join(parts)}."


def _in_hundred(chance: float) -> str:
    if 0 < chance < 0.005:
        return "under 1"
    return "over 99" if 0.995 < chance < 1 else str(half_up(chance * 100))
