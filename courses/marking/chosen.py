"""Questions answered by choosing among options: one right answer, several, true or false."""

from collections.abc import Iterable, Mapping
from fractions import Fraction
from random import Random
from typing import Any

Asked = Mapping[str, Any]


def clean(question: Asked, answer: Iterable[str]) -> list[str]:
    """The chosen keys that the question has, in its order; one at most unless several may be right."""
    wanted = set(answer)
    kept = [option["key"] for option in question["options"] if option["key"] in wanted]
    return kept if question["kind"] == "multiple" else kept[:1]


def right(question: Asked) -> list[str]:
    """The keys of the right options."""
    return [option["key"] for option in question["options"] if option["right"]]


def mark(question: Asked, answer: list[str]) -> Fraction:
    """All or nothing: exactly the right options, no more and no fewer."""
    wanted = right(question)
    return Fraction(bool(wanted) and set(answer) == set(wanted))


def whole(question: Asked, answer: list[str]) -> bool:
    """Choosing anything is an answer."""
    return bool(answer)


def words(question: Asked, answer: list[str]) -> list[str]:
    """The texts of the chosen options."""
    return [option["text"] for option in question["options"] if option["key"] in answer]


def shuffled(question: Asked, dice: Random) -> dict[str, Any]:
    """Options in a new order; true stays before false."""
    options = list(question["options"])
    if question["kind"] != "truefalse":
        dice.shuffle(options)
    return {**question, "options": options}
