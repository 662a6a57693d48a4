"""Questions answered by typing: a number within a tolerance, or a short text."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction
from random import Random
from typing import Any

Asked = Mapping[str, Any]
LONGEST = 200
NUMBER = re.compile(r"[+-]?(\d{1,15}(\.\d{0,10})?|\.\d{1,10})")
GROUPED = re.compile(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?")


def clean(question: Asked, answer: Iterable[str]) -> list[str]:
    """The first thing typed, without control characters and outer white space."""
    for typed in answer:
        kept = "".join(letter for letter in typed[:LONGEST] if unicodedata.category(letter)[0] != "C")
        return [kept.strip()] if kept.strip() else []
    return []


def as_number(typed: str) -> Decimal | None:
    """A number as people type it: 1,250 or 12.5 or 12,5, with a pound or per cent sign; None for anything else."""
    text = unicodedata.normalize("NFKC", typed).replace("−", "-").strip().strip("£%").replace(" ", "")
    text = text.replace(",", "") if GROUPED.fullmatch(text) else text.replace(",", ".", 1)
    return Decimal(text) if text.isascii() and NUMBER.fullmatch(text) else None


def folded(text: str) -> str:
    """A text without differences of case, accent and white space."""
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return " ".join("".join(letter for letter in plain if not unicodedata.combining(letter)).split())


def mark_number(question: Asked, answer: list[str]) -> Fraction:
    """Right when within the tolerance, its ends included."""
    given = as_number(answer[0])
    if given is None:
        return Fraction(0)
    away = abs(Fraction(given) - Fraction(question["number"]))
    return Fraction(away <= Fraction(question["tolerance"]))


def mark_text(question: Asked, answer: list[str]) -> Fraction:
    """Right when it is one of the accepted answers, whatever its case, accents and spaces."""
    return Fraction(folded(answer[0]) in {folded(text) for text in question["accepted"]})


def whole(question: Asked, answer: list[str]) -> bool:
    """Anything typed is an answer."""
    return bool(answer)


def right_number(question: Asked) -> list[str]:
    """The number in the middle."""
    return [question["number"]]


def right_text(question: Asked) -> list[str]:
    """The first of the accepted answers."""
    return list(question["accepted"][:1])


def words(question: Asked, answer: list[str]) -> list[str]:
    """As it was typed."""
    return answer


def shuffled(question: Asked, dice: Random) -> dict[str, Any]:
    """There is nothing to shuffle."""
    return dict(question)
