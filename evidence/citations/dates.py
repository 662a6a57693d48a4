"""When a work appeared: a year, and a month and a day when they are known."""

import re
from calendar import monthrange
from typing import NamedTuple

FIRST_YEAR, LAST_YEAR = 1400, 2100
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
#: German, French, Spanish, Italian, Dutch and Portuguese month names that do not begin like English ones.
_FOREIGN = {
    "mär": 3, "mrz": 3, "mai": 5, "okt": 10, "dez": 12, "fév": 2, "fev": 2, "avr": 4, "jui": 6, "aoû": 8,
    "aou": 8, "déc": 12, "ene": 1, "abr": 4, "ago": 8, "dic": 12, "gen": 1, "mag": 5, "giu": 6, "lug": 7,
    "set": 9, "ott": 10, "maa": 3, "mei": 5, "out": 10, "mag.": 5,
}  # fmt: skip
_YEAR = re.compile(r"(?<!\d)(1[4-9]\d\d|20\d\d|2100)(?!\d)")
_NUMERIC = re.compile(r"(?<!\d)(\d{4})[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?!\d)")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})$")
_WORD = re.compile(r"[^\W\d_]{3,}")
_DAY = re.compile(r"(?<!\d)(\d{1,2})(?:st|nd|rd|th)?(?!\d)")


class Issued(NamedTuple):
    """A date as far as it is known: the year always, the day only with its month."""

    year: int
    month: int | None = None
    day: int | None = None


def issued(year: int | None, month: int | None = None, day: int | None = None) -> Issued | None:
    """A date of what is possible among the given numbers; None without a year from 1400 to 2100."""
    if year is None or not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if month is None or not 1 <= month <= 12:
        return Issued(year)
    if day is None or not 1 <= day <= monthrange(year, month)[1]:
        return Issued(year, month)
    return Issued(year, month, day)


def year_in(text: str) -> int | None:
    """The first number in the text that can be a year of publication, or None."""
    found = _YEAR.search(text[:500])
    return int(found.group()) if found else None


def month_in(text: str) -> int | None:
    """The first month named in words or as a number alone (`Jun`, `juin`, `06`), or None."""
    word = text.strip()
    if word.isascii() and word.isdigit() and len(word) <= 2:
        return int(word) if 1 <= int(word) <= 12 else None
    for found in _WORD.findall(text[:200]):
        start = found[:3].casefold()
        if start in MONTHS:
            return MONTHS.index(start) + 1
        if start in _FOREIGN:
            return 7 if found.casefold().startswith("juil") else _FOREIGN[start]
    return None


def parse_date(text: str, *, year: int | None = None) -> Issued | None:
    """A date from how databases write it, or None.

    Reads `2011/06/16/`, `2011-06`, `20110616`, `2011 Jun 16`, `16 June 2011`, `June 16, 2011`; of a span
    (`2011 Jul-Aug`) or a season the beginning or the year alone. `year` serves when the text names none.
    """
    text = text[:200].strip()
    numeric = _NUMERIC.search(text) or _COMPACT.match(text)
    if numeric:
        whole, month, day = numeric.groups()
        return issued(int(whole), int(month), int(day) if day else None)
    known = year_in(text) or year
    month = month_in(_YEAR.sub(" ", text))
    day = _DAY.search(_YEAR.sub(" ", text)) if month and _WORD.search(text) else None
    return issued(known, month, int(day.group(1)) if day else None)


def date_text(date: Issued) -> str:
    """The date with hyphens as far as it is known: `2011-06-16`, `2011-06` or `2011`."""
    parts = [f"{date.year:04}", *(f"{part:02}" for part in date[1:] if part)]
    return "-".join(parts)
