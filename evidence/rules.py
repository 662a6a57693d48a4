"""What is true of evidence whatever stores it: domains of bias, certainty, impact bands, PRISMA sums."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

#: RoB 2 (Sterne 2019) and ROBINS-I (Sterne 2016): the domains each tool asks about.
ROB2 = {
    "randomisation": "Randomisation",
    "deviations": "Departures from what was intended",
    "missing": "Missing outcome data",
    "measurement": "Measuring the outcome",
    "selection-report": "Choosing what to report",
}
ROBINS_I = {
    "confounding": "Confounding",
    "selection": "Selecting who takes part",
    "classification": "Telling the groups apart",
    "deviations": "Departures from what was intended",
    "missing": "Missing outcome data",
    "measurement": "Measuring the outcome",
    "selection-report": "Choosing what to report",
}
DOMAINS = ROBINS_I | ROB2
JUDGEMENTS = {
    "low": "Low risk",
    "some": "Some concerns or moderate risk",
    "high": "High or serious risk",
    "critical": "Critical risk",
    "unclear": "No information",
}
WORST_FIRST = ("critical", "high", "unclear", "some", "low")


def overall_bias(judgements: Iterable[str]) -> str:
    """A study is judged no better than its worst domain; nothing judged is "unclear"."""
    held = set(judgements)
    return next((word for word in WORST_FIRST if word in held), "unclear")


#: GRADE (Guyatt 2011): five reasons to be less sure, three to be surer, and how far each may go.
DOWNGRADES = {
    "bias": "Risk of bias",
    "inconsistency": "Results differ between studies",
    "indirectness": "Not quite the question asked",
    "imprecision": "Too few people or events",
    "publication": "Studies may be missing",
}
UPGRADES = {
    "large": "Large effect",
    "dose": "More of it, more effect",
    "confounding": "Bias would hide the effect, not make it",
}
GRADE_REASONS = DOWNGRADES | UPGRADES
CERTAINTY = ("very low", "low", "moderate", "high")
CERTAINTY_WORDS = {
    "high": "We are very sure that the true effect is close to this.",
    "moderate": "The true effect is probably close to this, but could be quite different.",
    "low": "The true effect may be quite different from this.",
    "very low": "We cannot say with any confidence what the true effect is.",
}


def is_step_allowed(reason: str, step: int) -> bool:
    """Downgrades go one or two steps down, upgrades one or two up (dose and confounding one); 0 moves nothing."""
    if reason in DOWNGRADES:
        return step in (0, -1, -2)
    return step in ((0, 1, 2) if reason == "large" else (0, 1))


def certainty(*, start: str, steps: Iterable[int]) -> str:
    """GRADE's certainty: where the designs start ("high" or "low"), moved by each step, kept on the scale."""
    place = CERTAINTY.index(start) + sum(steps)
    return CERTAINTY[max(0, min(len(CERTAINTY) - 1, place))]


@dataclass(frozen=True)
class Band:
    """A band of impact: relative change of `least` per cent or more."""

    key: str
    name: str
    least: float


#: The bands the Youth Endowment Fund prints for its own ratings: 30%+, 10 to 30, 2 to 9, none, harm.
BANDS = (
    Band("high", "High impact", 30.0),
    Band("moderate", "Moderate impact", 10.0),
    Band("low", "Low impact", 2.0),
    Band("none", "No impact", -2.0),
)
HARM = Band("harm", "Harm", float("-inf"))


def band_of(change: float) -> Band:
    """The band of a relative change for the better, in per cent; worse by 2 or more is harm."""
    return next((band for band in BANDS if change >= band.least), HARM)


#: Our own scale, from the best to the worst. The last two are never ranked among the others.
SCALE = {
    "strong": "Strong",
    "promising": "Promising",
    "mixed": "Mixed",
    "early": "Too early",
    "none": "No added benefit",
    "harmful": "Harmful",
}
SCALE_WORDS = {
    "strong": "Good studies agree that it helps.",
    "promising": "Studies point to benefit, with gaps that matter.",
    "mixed": "Studies disagree, or help on some things and not on others.",
    "early": "Too little is known to say.",
    "none": "Good studies found no benefit over what people got anyway.",
    "harmful": "Studies found that it makes things worse.",
}
UNRANKED = frozenset({"none", "harmful"})


def computed_word(*, band: str, sure: str, studies: int) -> str:
    """Our word for a pooled outcome: by its band of impact, how sure we are, and how many studies."""
    if studies < 2 or sure == "very low":
        return "early"
    if band == "harm":
        return "harmful" if sure in ("moderate", "high") else "mixed"
    if band == "none":
        return "none" if sure in ("moderate", "high") else "mixed"
    if band == "low":
        return "promising" if sure == "high" else "mixed"
    return "strong" if sure in ("moderate", "high") else "promising"


def fell(before: str | None, after: str) -> bool:
    """Whether a rating on our scale got worse."""
    order = list(SCALE)
    return before is not None and order.index(after) > order.index(before)


#: PRISMA 2020 (Page 2021), the flow of databases and registers: what must add up to what.
PRISMA = {
    "databases": "Records from databases",
    "registers": "Records from registers",
    "duplicates": "Duplicates removed before screening",
    "other_removed": "Removed before screening for other reasons",
    "screened": "Records screened",
    "excluded": "Records excluded",
    "sought": "Reports sought",
    "not_retrieved": "Reports not retrieved",
    "assessed": "Reports assessed",
    "reports_excluded": "Reports excluded, with reasons",
    "reports_included": "Reports included",
    "studies_included": "Studies included",
}


def prisma_faults(counts: Mapping[str, int | None]) -> dict[str, str]:
    """What does not add up, by the count to look at; unknown counts are not checked."""
    sums = (
        ("screened", ("databases", "registers"), ("duplicates", "other_removed")),
        ("sought", ("screened",), ("excluded",)),
        ("assessed", ("sought",), ("not_retrieved",)),
        ("reports_included", ("assessed",), ("reports_excluded",)),
    )
    faults = {}
    for name, plus, minus in sums:
        values = [counts.get(key) for key in (name, *plus, *minus)]
        if any(value is None for value in values):
            continue
        wanted = sum(counts[key] or 0 for key in plus) - sum(counts[key] or 0 for key in minus)
        if counts[name] != wanted:
            faults[name] = f"{PRISMA[name]}: the counts before it leave {wanted}, not {counts[name]}."
    included, studies = counts.get("reports_included"), counts.get("studies_included")
    if included is not None and studies is not None and studies > included:
        faults["studies_included"] = "There cannot be more studies than reports that tell of them."
    return faults
