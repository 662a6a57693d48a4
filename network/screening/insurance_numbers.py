"""National Insurance numbers: two letters of those in use, six digits, one letter A to D, in any grouping."""

import re
from collections.abc import Iterator

from network.screening.dates import is_date
from network.screening.folding import Reading
from network.screening.kinds import Category
from network.screening.rule import Rule, Spot, around_digits, digits_of, every, near

_GAP = r"[ \t\r\n\-./]{0,5}"
_DIGITS = rf"[0-9](?:{_GAP}[0-9]){{5}}"
_NEVER = {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"}
_SMALL_WORDS = {"am", "as", "at", "be", "by", "he", "me", "my", "no", "or", "so", "to", "we"}
_WRITTEN = re.compile(
    rf"(?<![A-Z0-9])(?P<prefix>[A-Z]{_GAP}[A-Z]){_GAP}{_DIGITS}{_GAP}[A-D](?![A-Z0-9])", re.I
)
_LOOSER = re.compile(
    rf"(?<![A-Z0-9])(?:[A-Z]{{2}}{_GAP}{_DIGITS}(?:{_GAP}[A-Z])?|[0-9]{{2}}{_GAP}[A-Z]{_GAP}[0-9]{{5}})(?![A-Z0-9])",
    re.I,
)
_MAYBE_NAMED = re.compile(r"ni(?:no)?\b")

NAMED = near(
    r"\bni ?(?:no|num|n\b|#|:)|\bnino\b|national insurance|\binsurance n(?:o|um)|\bni\b", before=40, after=30
)


def is_prefix(letters: str) -> bool:
    """Whether numbers are given out with these two letters."""
    capitals = letters.upper()
    usable = capitals[0] not in "DFIQUV" and capitals[1] not in "DFIOQUV"
    return usable and capitals not in _NEVER


def _letters(words: str) -> str:
    return "".join(char for char in words if char.isalpha())


def has_a_prefix_in_use(words: str) -> bool:
    """Whether a passage begins with letters in use, and not with a small word before a number."""
    prefix = _letters(words)[:2]
    return is_prefix(prefix) and not (prefix in _SMALL_WORDS and words[2:3].isspace())


def is_given_out(words: str) -> bool:
    """Whether a looser shape is that of a temporary reference, or has letters in use and no wrong last one."""
    letters = _letters(words).upper()
    return len(letters) == 1 or (is_prefix(letters[:2]) and letters[2:] in ("", "A", "B", "C", "D"))


def is_the_documented_dummy(words: str) -> bool:
    """QQ, which the tax office prints in its examples."""
    return _letters(words)[:2].upper() == "QQ"


def is_temporary(words: str) -> bool:
    """TN, a date of birth in six digits, and M or F."""
    day, month, year = (int(digits_of(words)[at : at + 2]) for at in (0, 2, 4))
    return is_date(day, month, 1900 + year) or is_date(day, month, 2000 + year)


def find_written(reading: Reading) -> Iterator[Spot]:
    """Anything written as a National Insurance number is."""
    for match in around_digits(_WRITTEN, reading):
        yield Spot(*match.span())


def find_named(reading: Reading) -> Iterator[Spot]:
    """Looser shapes, in texts that speak of such numbers."""
    if "insurance" in reading.lower or _MAYBE_NAMED.search(reading.lower):
        for match in around_digits(_LOOSER, reading):
            yield Spot(*match.span())


RULES = (
    Rule(
        Category.NATIONAL_INSURANCE,
        "letters in use, six digits, A to D",
        find_written,
        check=has_a_prefix_in_use,
    ),
    Rule(
        Category.NATIONAL_INSURANCE,
        "the example that official pages print",
        find_written,
        check=is_the_documented_dummy,
    ),
    Rule(
        Category.NATIONAL_INSURANCE,
        "a temporary number with a date of birth in it",
        every(rf"(?<![A-Z0-9])TN{_GAP}{_DIGITS}{_GAP}[MF](?![A-Z0-9])", flags=re.I),
        check=is_temporary,
    ),
    Rule(
        Category.NATIONAL_INSURANCE,
        "called a National Insurance number",
        find_named,
        check=is_given_out,
        context=NAMED,
        context_required=True,
    ),
    Rule(
        Category.REFERENCE,
        "called a National Insurance number, with letters that are never given out",
        find_named,
        context=NAMED,
        context_required=True,
    ),
)
