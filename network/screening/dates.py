"""Dates, in digits and in words; a date is a date of birth when words beside it say so."""

import re
from collections.abc import Iterator
from datetime import date

from network.screening.folding import Reading
from network.screening.kinds import Category
from network.screening.rule import Rule, Spot, around_digits, every, near

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_UNITS = r"(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth)"
DAY_IN_WORDS = (
    rf"(?:{_UNITS}|tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth"
    rf"|nineteenth|twentieth|twenty[ \-]{_UNITS}|thirtieth|thirty[ \-]first)"
)
_MONTH_WORD = re.compile(rf"{MONTH}\b")
_DAY_BEFORE = re.compile(rf"\b(?:the )?{DAY_IN_WORDS} (?:day )?(?:of )?\Z")
_DAY_AFTER = re.compile(rf"\.? (?:the )?{DAY_IN_WORDS}\b")
_YEAR = r"(?:[12][0-9]{3}|'?[0-9]{2})"
_TH = r"(?:st|nd|rd|th)?"
_S = r"[ \t]{0,3}"
_DIGITS = re.compile(
    rf"(?<![0-9])(?<![0-9][/.\-])(?:(?P<y>[12][0-9]{{3}}){_S}(?P<s>[/.\-]){_S}(?P<m>[0-9]{{1,2}}){_S}(?P=s)"
    rf"{_S}(?P<d>[0-9]{{1,2}})"
    rf"|(?P<a>[0-9]{{1,2}}){_S}(?P<t>[/.\- ]){_S}(?P<b>[0-9]{{1,2}}){_S}(?P=t){_S}(?P<z>[12][0-9]{{3}}|[0-9]{{2}}))"
    r"(?![0-9]|[/.\-][0-9])"
)
_CLOSED_UP = re.compile(r"(?<![0-9])(?:[0-9]{8}|[0-9]{6})(?![0-9])")
_DAY_FIRST = re.compile(
    rf"\b(?P<d>[0-3]?[0-9]){_TH}[ \-./]{{0,3}}(?:day )?(?:of )?[ \-./]{{0,2}}(?P<m>{MONTH})\b\.?"
    rf"(?:,?[ \-./]{{0,3}}(?P<y>{_YEAR})\b)?",
    re.I,
)
_MONTH_FIRST = re.compile(
    rf"\b(?P<m>{MONTH})\.?[ \-]{{1,3}}(?:the )?(?P<d>[0-3]?[0-9]){_TH}\b(?:,?[ \-]{{1,3}}(?P<y>[12][0-9]{{3}})\b)?",
    re.I,
)

#: Words that make a date somebody's birth.
BIRTH = near(
    r"\bborn\b|\bbirth(?:day|date|-)?(?:s\b|\b)|\bd ?[./]? ?o ?[./]? ?b\b|\bb-?day\b"
    r"|\bb\. ?[0-9]|\bturn(?:s|ed|ing) [0-9]{1,2} on\b",
    before=45,
    after=35,
)


def is_date(day: int, month: int, year: int) -> bool:
    """Whether the calendar has such a day in the years of people now alive."""
    if not 1900 <= year <= 2099:
        return False
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _full_year(year: str) -> int:
    """Four digits as they stand; two as of the century that keeps leap days possible; none as a leap year."""
    year = year.lstrip("'")
    return int(year) + (2000 if len(year) == 2 else 0) if year else 2000


def _either_way(first: str, second: str, year: str) -> bool:
    """Whether it is a date with the day first, or with the month first."""
    one, two, full = int(first), int(second), _full_year(year)
    return is_date(one, two, full) or is_date(two, one, full)


def find_in_digits(reading: Reading) -> Iterator[Spot]:
    """Dates such as 3/4/2009, 03.04.09, 3 4 2009 and 2009-04-03 that the calendar has."""
    for match in around_digits(_DIGITS, reading):
        year, month, day = match["y"], match["m"], match["d"]
        if year and is_date(int(day), int(month), int(year)):
            yield Spot(*match.span())
        elif not year and _either_way(match["a"], match["b"], match["z"]):
            yield Spot(*match.span(), doubtful=match["t"] == " ")


def find_closed_up(reading: Reading) -> Iterator[Spot]:
    """Dates such as 03042009, 20090403 and 030409; only ever with words beside them."""
    for match in around_digits(_CLOSED_UP, reading):
        digits = match.group()
        backwards = len(digits) == 8 and _either_way(digits[6:], digits[4:6], digits[:4])
        if backwards or _either_way(digits[:2], digits[2:4], digits[4:]):
            yield Spot(*match.span(), doubtful=True)


def find_with_month(reading: Reading) -> Iterator[Spot]:
    """Dates whose month is a word: 3 April 2009, 3rd of April, April 3, 2009."""
    for pattern in (_DAY_FIRST, _MONTH_FIRST):
        for match in around_digits(pattern, reading, with_words=True):
            month = _MONTHS.index(match["m"][:3].lower()) + 1
            if is_date(int(match["d"]), month, _full_year(match["y"] or "")):
                yield Spot(*match.span())


def find_in_words(reading: Reading) -> Iterator[Spot]:
    """Dates such as the third of April and April the third: a month with its day in words beside it."""
    lower = reading.lower
    for short in _MONTHS:
        start = lower.find(short)
        while start != -1:
            month = _MONTH_WORD.match(lower, start)
            day = _DAY_BEFORE.search(lower, max(0, start - 35), start) if month else None
            after = _DAY_AFTER.match(lower, month.end()) if month else None
            if month and (day or after):
                yield Spot(day.start() if day else start, after.end() if after else month.end())
            start = lower.find(short, start + 3)


RULES = (
    Rule(
        Category.DATE_OF_BIRTH,
        "a date in digits, called a birth",
        find_in_digits,
        context=BIRTH,
        context_required=True,
    ),
    Rule(
        Category.DATE_OF_BIRTH,
        "a date with its month in words, called a birth",
        find_with_month,
        context=BIRTH,
        context_required=True,
    ),
    Rule(
        Category.DATE_OF_BIRTH,
        "digits of a date, called a birth",
        find_closed_up,
        context=BIRTH,
        context_required=True,
    ),
    Rule(
        Category.DATE_OF_BIRTH,
        "a month and a year, called a birth",
        every(
            rf"\b(?:born|d\.?o\.?b\.?|date of birth):?[ ](?:in[ ]|around[ ]|about[ ])?(?:early[ ]|mid[ \-]|late[ ])?"
            rf"({MONTH}\.?,?[ ](?:of[ ])?[12][0-9]{{3}})\b",
            flags=re.I,
            group=1,
            hints=("born", "ob", "o.b", "birth"),
            with_words=True,
        ),
    ),
    Rule(
        Category.DATE_OF_BIRTH,
        "a date in words, called a birth",
        find_in_words,
        context=BIRTH,
        context_required=True,
    ),
)
