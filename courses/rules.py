"""Pure rules of learning: no Django, no database."""

import math
import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any


def is_pass(*, right: int, asked: int, pass_mark: int) -> bool:
    """Whether `right` of `asked` reaches `pass_mark` per cent; a paper without questions is never passed."""
    return asked > 0 and right * 100 >= pass_mark * asked


def needed(*, asked: int, pass_mark: int) -> int:
    """How many right answers a paper of `asked` questions needs."""
    return math.ceil(pass_mark * asked / 100)


def is_right(question: Mapping[str, Any], chosen: Iterable[str]) -> bool:
    """Whether exactly the right options were chosen, no more and no fewer."""
    right = {option["key"] for option in question["options"] if option["right"]}
    return bool(right) and set(chosen) == right


def known_options(question: Mapping[str, Any], chosen: Iterable[str]) -> list[str]:
    """The chosen keys that the question has, once each, in its order; one at most for a single choice."""
    wanted = set(chosen)
    kept = [option["key"] for option in question["options"] if option["key"] in wanted]
    return kept[:1] if question["kind"] == "single" else kept


def draw_paper(
    bank: Mapping[int, Sequence[Any]], *, an_outcome: int, dice: random.Random, avoid: Iterable[int] = ()
) -> list[Any]:
    """Draw `an_outcome` questions from each outcome's list, outcomes in order.

    `bank` maps an outcome's id to its questions (anything with an `id` key). Questions in `avoid` (those of
    the attempt before) come only when an outcome has too few others. Too few in all: as many as there are.
    """
    seen = set(avoid)
    paper: list[Any] = []
    for questions in bank.values():
        fresh = [question for question in questions if question["id"] not in seen]
        worn = [question for question in questions if question["id"] in seen]
        dice.shuffle(fresh)
        dice.shuffle(worn)
        paper += (fresh + worn)[:an_outcome]
    return paper


def shuffled_options(question: Mapping[str, Any], dice: random.Random) -> dict[str, Any]:
    """The question with its options in a new order."""
    options = list(question["options"])
    dice.shuffle(options)
    return {**question, "options": options}


def expiry(awarded: date, months: int | None) -> date | None:
    """The last day a certificate of so many months is valid; None when it does not expire."""
    if not months:
        return None
    year, month = divmod(awarded.year * 12 + awarded.month - 1 + months, 12)
    for day in (awarded.day, 30, 29, 28):
        try:
            return date(year, month + 1, day)
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")
