"""Pure rules of the final check: what is drawn, what passes, when one may try again."""

import random
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction
from typing import Any

from courses.marking import mark

#: Marks are kept to three places.
PLACES = Decimal("0.001")


def is_pass(*, right: Fraction | Decimal | int, asked: int, pass_mark: int) -> bool:
    """Whether marks of `asked` reach `pass_mark` per cent; a paper without questions is never passed."""
    return asked > 0 and right * 100 >= pass_mark * asked


def needed(*, asked: int, pass_mark: int, parts: bool = False) -> Decimal:
    """How many marks a paper of `asked` questions needs: whole ones, or with `parts` exactly so many."""
    exact = Decimal(pass_mark * asked) / 100
    return exact if parts else exact.to_integral_value(ROUND_CEILING)


def marks(paper: Iterable[Mapping[str, Any]], answers: Mapping[str, Sequence[str]]) -> Fraction:
    """The sum of the questions' marks: one for a right answer, part of one where parts are given."""
    return sum((mark(question, answers.get(str(question["id"]), [])) for question in paper), Fraction(0))


def stored_marks(total: Fraction) -> Decimal:
    """Marks as they are kept and shown, to three places; what passes is decided before."""
    return (Decimal(total.numerator) / Decimal(total.denominator)).quantize(PLACES)


def shown_marks(marks: Decimal) -> str:
    """Marks to two places at most, rounded down so that nobody reads more than they have."""
    text = f"{marks.quantize(Decimal('0.01'), ROUND_FLOOR):f}"
    return text.rstrip("0").rstrip(".")


def draw_paper(
    bank: Mapping[int, Sequence[Any]],
    *,
    an_outcome: int,
    dice: random.Random,
    avoid: Iterable[int] = (),
    outcomes: Collection[int] | None = None,
    weakest: Sequence[int] = (),
) -> list[Any]:
    """Draw `an_outcome` questions from each outcome's list, outcomes in order.

    `bank` maps an outcome's id to its questions (anything with an `id`; `fixed` when it must be asked, on top
    of which only as many are drawn as are missing). Questions in `avoid` (those of the attempt before) come
    only when an outcome has too few others. Too few in all: as many as there are. With `outcomes`, only from
    those; the outcomes in `weakest` come first, in that order.
    """
    seen = set(avoid)
    paper: list[Any] = []
    for outcome in _in_turn(bank, outcomes, weakest):
        questions = bank[outcome]
        fixed = [question for question in questions if question.get("fixed")]
        loose = [question for question in questions if not question.get("fixed")]
        dice.shuffle(loose)
        loose.sort(key=lambda question: question["id"] in seen)
        paper += fixed + loose[: max(an_outcome - len(fixed), 0)]
    return paper


def drawn_size(counts: Iterable[tuple[int, int]], *, an_outcome: int) -> int:
    """How many questions a paper will have, from each outcome's number of questions and of fixed ones."""
    return sum(max(fixed, min(total, an_outcome)) for total, fixed in counts)


def _in_turn(bank: Mapping[int, Any], outcomes: Collection[int] | None, weakest: Sequence[int]) -> list[int]:
    wanted = [outcome for outcome in bank if outcomes is None or outcome in outcomes]
    place = {outcome: number for number, outcome in enumerate(weakest)}
    return sorted(wanted, key=lambda outcome: place.get(outcome, len(place)))


Sitting = tuple[Sequence[Mapping[str, Any]], Mapping[str, Sequence[str]]]


def weakest_outcomes(attempts: Iterable[Sitting]) -> list[int]:
    """Outcomes by the share of marks earned in attempts (a paper and its answers each), the lowest first."""
    earned: dict[int, list[Fraction]] = defaultdict(list)
    for paper, answers in attempts:
        for question in paper:
            earned[question["outcome"]].append(mark(question, answers.get(str(question["id"]), [])))
    shares = {outcome: sum(held, Fraction(0)) / len(held) for outcome, held in earned.items()}
    return sorted(shares, key=lambda outcome: (shares[outcome], outcome))


@dataclass(frozen=True)
class Limits:
    """How often a check may be tried: `allowed` (None: as often as one likes), and hours to wait.

    `wait` follows a try that was not passed; `long_wait` follows the last one, after which the tries begin
    anew (None: they do not).
    """

    allowed: int | None = None
    wait: int = 0
    long_wait: int | None = None


@dataclass(frozen=True)
class Try:
    """A try that was handed in."""

    at: datetime
    passed: bool


@dataclass(frozen=True)
class MayTry:
    """Whether somebody may try now; `left` tries (None: as often as one likes), or from `since` on if ever."""

    now: bool
    left: int | None = None
    since: datetime | None = None


def may_try(
    tries: Iterable[Try], limits: Limits, *, granted: Iterable[datetime] = (), now: datetime
) -> MayTry:
    """Count the failed tries of this round against what is allowed and what was granted in it besides.

    A round begins anew after a pass, and after the long wait. A try that was granted needs no wait.
    """
    failed = _round(tries, limits)
    if not failed:
        return MayTry(True, limits.allowed)
    soon = failed[-1].at + timedelta(hours=limits.wait)
    if limits.allowed is None:
        return MayTry(soon <= now, None, soon)
    left = limits.allowed - len(failed) + sum(at >= failed[0].at for at in granted)
    if left > 0:
        return MayTry(soon <= now or len(failed) >= limits.allowed, left, soon)
    if limits.long_wait is None:
        return MayTry(False, 0)
    later = failed[-1].at + timedelta(hours=limits.long_wait)
    return MayTry(True, limits.allowed) if later <= now else MayTry(False, 0, later)


def _round(tries: Iterable[Try], limits: Limits) -> list[Try]:
    failed: list[Try] = []
    for each in sorted(tries, key=lambda each: each.at):
        if each.passed or _waited_out(failed, each, limits):
            failed = []
        if not each.passed:
            failed.append(each)
    return failed


def _waited_out(failed: list[Try], each: Try, limits: Limits) -> bool:
    if limits.allowed is None or limits.long_wait is None or len(failed) < limits.allowed:
        return False
    return each.at - failed[-1].at >= timedelta(hours=limits.long_wait)
