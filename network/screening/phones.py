"""Telephone numbers that could ring a person; lines that only services have are left alone.

Numbers that begin 03, 05, 08 or 09 belong to organisations by the regulator's rules, and short codes (999, 111,
116 123, 0800 1111) are too short to be anybody's.
"""

import re
from collections.abc import Iterator

from network.screening.folding import Reading
from network.screening.kinds import Category
from network.screening.rule import Rule, Spot, around_digits, digits_of, every, near

_GAP = r"[ \t()./\-]{0,4}"
_HOME = re.compile(
    rf"(?<![0-9A-Za-z])(?:(?:\+|00){_GAP}44{_GAP}(?:0{_GAP})?(?=[1-9])|\(?0(?=[ (]{{0,2}}\)?[ ]?[1-9]))"
    rf"{_GAP}[0-9](?:{_GAP}[0-9]){{7,9}}(?![0-9])"
)
_DECIMAL = re.compile(r"0\.[0-9]+\Z")
_DATED = re.compile(r"[0-9]{2}[./\-][0-9]{2}[./\-][0-9]{4}")
_STEPS = re.compile(r"[0-9](?:[ ][0-9])+\Z")

CALLS = near(
    r"\b(?:call|phone|tel|telephone|ring|text|mobile|mob|whatsapp|signal|cell|contact|number|no)\b",
    before=30,
    after=10,
)


def national(words: str) -> str:
    """The digits after the country's code or the leading nought."""
    digits = digits_of(words).removeprefix("00")
    if words.lstrip("( ").startswith(("+", "00")) or digits.startswith("44"):
        digits = digits.removeprefix("44")
    return digits.removeprefix("0")


def rings_a_person(words: str) -> bool:
    """Whether such a number can be a person's own: of the right length, on a range that people are given."""
    digits = national(words)
    if _DECIMAL.match(words) or _DATED.match(words):
        return False
    if _STEPS.match(words) and digits.startswith("123456789"):
        return False
    return (len(digits) == 10 and digits[0] in "127") or (len(digits) == 9 and digits[0] == "1")


def is_abroad(words: str) -> bool:
    """Whether a number with a country's code is one of another country, of a length that exists."""
    digits = digits_of(words)
    return not digits.startswith("44") and 8 <= len(digits) <= 15


def find_at_home(reading: Reading) -> Iterator[Spot]:
    """Anything written as a number of the United Kingdom is."""
    for match in around_digits(_HOME, reading):
        yield Spot(*match.span())


RULES = (
    Rule(Category.PHONE, "a telephone number", find_at_home, check=rings_a_person),
    Rule(
        Category.PHONE,
        "a telephone number of another country",
        every(rf"(?<![0-9A-Za-z+])\+\(?[1-9](?:{_GAP}[0-9]){{7,14}}(?![0-9])"),
        check=is_abroad,
    ),
    Rule(
        Category.PHONE,
        "a mobile number with the country's code and no sign before it",
        every(rf"(?<![0-9A-Za-z+.])44{_GAP}7(?:{_GAP}[0-9]){{9}}(?![0-9])"),
    ),
    Rule(
        Category.PHONE,
        "a mobile number without its nought",
        every(rf"(?<![0-9A-Za-z+.])7(?:{_GAP}[0-9]){{9}}(?![0-9])"),
        context=CALLS,
        context_required=True,
    ),
)
