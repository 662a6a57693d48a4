"""One person counts once: effects that share people are combined first, and only where an editor declared it.

Equal control counts may be chance (two small trials can both have 6 of 14), so sharing is suggested, never
inferred.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from evidence.synthesis.effect_sizes import EffectSize, TwoByTwo
from evidence.synthesis.measures import Measure, Refused
from evidence.synthesis.raw_data import odds_ratio, risk_difference, risk_ratio

SMALL = 50
ASSUMED_CORRELATION = 0.5


@dataclass(frozen=True)
class Suggestion:
    """Effects whose control groups have the same counts; `may_be_chance` when the groups are small."""

    labels: tuple[str, ...]
    positions: tuple[int, ...]
    control_events: float
    control_total: float
    may_be_chance: bool

    @property
    def in_words(self) -> str:
        """The suggestion as a question to an editor."""
        names = " and ".join(self.labels)
        chance = " Groups this small are often equal by chance." if self.may_be_chance else ""
        return (
            f"{names} have the same control counts ({self.control_events:g} of {self.control_total:g})."
            f" Do they share one control group?{chance} Nothing changes unless you declare it."
        )


@dataclass(frozen=True)
class Combined:
    """Effects after combining, what was done in words, and which of the old ones each new effect holds."""

    effects: tuple[EffectSize, ...]
    explanations: tuple[str, ...]
    members: tuple[tuple[int, ...], ...]


def suggest_shared(effects: Sequence[EffectSize]) -> tuple[Suggestion, ...]:
    """Effects that may share a control group, largest groups first; those already declared are left out."""
    alike: dict[tuple[float, float], list[int]] = defaultdict(list)
    for position, effect in enumerate(effects):
        if isinstance(effect.counts, TwoByTwo):
            alike[effect.counts.control].append(position)
    found = [
        Suggestion(
            labels=tuple(effects[position].label for position in positions),
            positions=tuple(positions),
            control_events=events,
            control_total=total,
            may_be_chance=total < SMALL,
        )
        for (events, total), positions in alike.items()
        if len(positions) > 1 and len(_groups([effects[position] for position in positions])) > 1
    ]
    return tuple(sorted(found, key=lambda suggestion: -suggestion.control_total))


def still_shared(effects: Sequence[EffectSize]) -> str:
    """A sentence naming effects that are declared to share people and are not combined; empty when none are."""
    groups = [group for group in _groups(effects) if len(group) > 1]
    if not groups:
        return ""
    names = "; ".join(_names(effects[position] for position in group) for group in groups)
    return (
        f"These effects are declared to share people and would count them twice: {names}. Combine them first."
    )


def combine_clusters(
    effects: Sequence[EffectSize], *, correlation: float = ASSUMED_CORRELATION
) -> Combined | Refused:
    """Combine effects that share a declared control group or sample, and say in words what was done.

    A shared control with equal 2x2 counts: the treated arms are added and the control counted once.
    Without counts, or with the same people measured again: the average by inverse variance, its variance
    allowing for `correlation` between the estimates (0.5 unless stated, which is exact for two equal arms
    with one control). Order follows each group's first effect; the year is the latest, since only then is the
    combined evidence known. Refused with the reason when measures or directions differ or when a shared
    control has two sets of counts. Raises ValueError for a correlation outside 0 to 1.
    """
    if not 0 <= correlation <= 1:
        raise ValueError(f"A correlation to assume lies between 0 and 1, not at {correlation}.")
    groups = _groups(effects)
    made: list[EffectSize] = []
    words: list[str] = []
    for group in groups:
        members = [effects[position] for position in group]
        if len(members) == 1:
            made.append(members[0])
            continue
        problem = _why_not(members)
        if problem:
            return Refused(problem)
        one, said = _combine(members, correlation)
        made.append(one)
        words.append(said)
    return Combined(tuple(made), tuple(words), tuple(map(tuple, groups)))


def _groups(effects: Sequence[EffectSize]) -> list[list[int]]:
    """Positions of effects, those tied by a label (or by a chain of labels) together."""
    leader = list(range(len(effects)))

    def led_by(position: int) -> int:
        while leader[position] != position:
            leader[position] = position = leader[leader[position]]
        return position

    first: dict[tuple[str, str], int] = {}
    for position, effect in enumerate(effects):
        for key in _labels(effect):
            one, other = sorted((led_by(position), led_by(first.setdefault(key, position))))
            leader[other] = one
    groups: dict[int, list[int]] = defaultdict(list)
    for position in range(len(effects)):
        groups[led_by(position)].append(position)
    return list(groups.values())


def _labels(effect: EffectSize) -> list[tuple[str, str]]:
    labels = (("sample", effect.sample_cluster.strip()), ("control", effect.shared_control.strip()))
    return [(kind, label) for kind, label in labels if label]


def _names(effects: Iterable[EffectSize]) -> str:
    return " and ".join(effect.label for effect in effects)


def _why_not(members: Sequence[EffectSize]) -> str:
    """Why declared effects cannot be combined; empty when they can."""
    names = _names(members)
    if len({effect.measure for effect in members}) > 1:
        return f"{names} are declared to share people but use different measures; convert them to one first."
    if len({effect.direction for effect in members}) > 1:
        return (
            f"{names} are declared to share people but one counts a harm and another a good; turn one round."
        )
    tables = [effect.counts for effect in members if isinstance(effect.counts, TwoByTwo)]
    if _only_share_control(members) and len({table.control for table in tables}) > 1:
        return (
            f"{names} are declared to share one control group, but its counts differ. Correct the counts or the"
            " declaration; if the same people were counted at different times, declare a shared sample instead."
        )
    return ""


def _only_share_control(members: Sequence[EffectSize]) -> bool:
    """Whether one control group is all they share: the treated people are different ones."""
    samples = [effect.sample_cluster.strip() for effect in members if effect.sample_cluster.strip()]
    same = len({effect.shared_control.strip() for effect in members}) == 1
    return same and len(set(samples)) == len(samples)


def _combine(members: Sequence[EffectSize], correlation: float) -> tuple[EffectSize, str]:
    tables = [effect.counts for effect in members if isinstance(effect.counts, TwoByTwo)]
    countable = members[0].measure in FROM_COUNTS and len(tables) == len(members)
    if countable and _only_share_control(members):
        return _arms_together(members, tables)
    return _averaged(members, correlation)


FROM_COUNTS: dict[Measure, Callable[[str, TwoByTwo], EffectSize]] = {
    Measure.OR: odds_ratio,
    Measure.RR: risk_ratio,
    Measure.RD: risk_difference,
}


def _arms_together(members: Sequence[EffectSize], tables: Sequence[TwoByTwo]) -> tuple[EffectSize, str]:
    together = TwoByTwo(
        math.fsum(table.treated_events for table in tables),
        math.fsum(table.treated_total for table in tables),
        *tables[0].control,
    )
    said = (
        f"{_names(members)} share one control group, so their treated groups were added together"
        f" ({together.treated_events:g} of {together.treated_total:g} with the event) and the control group"
        f" was counted once ({together.control_events:g} of {together.control_total:g})."
    )
    made = FROM_COUNTS[members[0].measure](_names(members), together)
    return _dressed(made, members, (*made.notes, said)), said


def _averaged(members: Sequence[EffectSize], correlation: float) -> tuple[EffectSize, str]:
    """The inverse-variance average; its variance sums all covariances under one correlation."""
    weights = [1 / effect.variance for effect in members]
    total = math.fsum(weights)
    mean = math.fsum(w * e.estimate for w, e in zip(weights, members, strict=True)) / total
    pulls = [w * e.se for w, e in zip(weights, members, strict=True)]
    own = math.fsum(pull * pull for pull in pulls)
    variance = ((1 - correlation) * own + correlation * math.fsum(pulls) ** 2) / total**2
    said = (
        f"{_names(members)} share people, so they were averaged into one effect by inverse variance, assuming"
        f" a correlation of {correlation:g} between their estimates."
    )
    made = EffectSize(_names(members), mean, variance, members[0].measure)
    notes = dict.fromkeys(note for effect in members for note in effect.notes)
    return _dressed(made, members, (*notes, said)), said


def _dressed(made: EffectSize, members: Sequence[EffectSize], notes: tuple[str, ...]) -> EffectSize:
    """The combined effect with what its members have in common."""
    years = [effect.year for effect in members if effect.year is not None]
    subgroups = {effect.subgroup for effect in members}
    return replace(
        made,
        year=max(years, default=None),
        subgroup=subgroups.pop() if len(subgroups) == 1 else "",
        direction=members[0].direction,
        notes=notes,
    )
