"""NHS numbers: ten digits whose last one follows from the nine before it (modulus 11).

Scotland's CHI and Northern Ireland's health and care numbers are built alike and found as well, and so, by
their nature, are a tenth of all other ten-digit numbers: words around it or the layout 3-3-4 make it sure.
"""

import re
from collections.abc import Iterator
from itertools import pairwise

from network.screening.folding import Reading
from network.screening.kinds import Category, Severity
from network.screening.rule import Rule, Spot, around_digits, digits_of, near

#: Whatever is neither a letter nor a digit, and the x that people put between groups.
_BETWEEN = r"[\WxX]"
_RUN = re.compile(rf"[0-9]++(?:{_BETWEEN}{{1,6}}+[0-9]++)*+")
_DIGITS = re.compile(r"[0-9]++")
_IN_DOI = re.compile(r"\b10\.[0-9]{4,9}/\S{0,80}\Z")
_FEW_LETTERS = re.compile(r"(?<![^\W\d_])[^\W\d_]{1,2}\Z")
#: What parts the digits 3-3-4 on letters and in records.
_SIGNS_ON_LETTERS = {" ", "-", "--", ".", "/", "|"}
_TRUNK = {"0", "44", "0044"}

NAMED = near(
    r"n\.?\s?h\.?\s?s\.?[\s\-]{0,3}(?:n(?:umber|um|o)\b|n(?:umber|um|o)[0-9.]|#|id\b|:)|\bnhs[\W]{0,3}\Z|\bnhs(?=[0-9])|\bchi\b"
    r"|\bh ?& ?c (?:no|num)|\bhealth (?:and care )?num",
    before=40,
    after=25,
)
CARE = near(
    r"\bnhs|patient|hospital|\bward\b|clinic|\ba ?(?:&|and) ?e\b|discharge|\badmi(?:tted|ssion)|referr|\bmrn\b"
    r"|medical|\bgp\b|trauma|\bd\.?o\.?b\b|\bborn\b|birth|injur|stab|wound|triage|ambulance|nurse|doctor|surgery"
    r"|treat(?:ed|ment)|\brecords?\b|\bcase\b|\bbed\b|theatre|\bnotes\b",
    before=80,
    after=60,
)
CALLS = near(
    r"\b(?:call|phone|tel|telephone|ring|text|mobile|mob|whatsapp|fax|helpline|dial)\b", before=25, after=0
)
OTHER_NUMBERS = near(r"\bisbn|\bsort code|\baccount n|\bpmid\b|\borcid", before=25, after=0)


def is_nhs_number(digits: str) -> bool:
    """Whether ten digits pass the modulus 11 check; ten times the same digit never does."""
    if len(digits) != 10 or len(set(digits)) == 1 or digits == "0123456789":
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False))
    return (11 - total % 11) % 11 == int(digits[9])


def is_real(words: str) -> bool:
    """A valid number outside the range that the NHS sets aside for tests."""
    digits = digits_of(words)
    return is_nhs_number(digits) and not digits.startswith("999")


def is_for_tests(words: str) -> bool:
    """A valid number from 999 000 0000 on, which no person ever has."""
    digits = digits_of(words)
    return is_nhs_number(digits) and digits.startswith("999")


def find_ten_digits(reading: Reading) -> Iterator[Spot]:
    """Ten digits in one piece, as 3-3-4, as a whole run however parted, or at either end of a longer run."""
    text = reading.loose
    for run in around_digits(_RUN, reading):
        if run.end() - run.start() < 10:
            continue
        parts = [match.span() for match in _DIGITS.finditer(text, *run.span())]
        if sum(end - start for start, end in parts) < 10:
            continue
        abroad = text[max(0, run.start() - 2) : run.start()].rstrip("( ").endswith("+")
        for first, last, typical, doubtful in _groups(text, parts):
            start, end = parts[first][0], parts[last][1]
            weak = doubtful or abroad or _is_identifier(text, start, end) or _is_trunk(text, parts, first)
            yield Spot(start, end, typical=typical and not weak, doubtful=weak)


def _groups(text: str, parts: list[tuple[int, int]]) -> Iterator[tuple[int, int, bool, bool]]:
    """First and last part of every grouping of ten, whether it is typical and whether it is doubtful."""
    sizes = [end - start for start, end in parts]
    for place, size in enumerate(sizes):
        if size == 10:
            yield place, place, False, False
        elif sizes[place : place + 3] == [3, 3, 4]:
            signs = {_sign(text, parts, at) for at in (place + 1, place + 2)}
            yield place, place + 2, len(signs) == 1 and signs <= _SIGNS_ON_LETTERS, ")" in signs
    for first, last in _stretches(text, parts):
        if last > first and sum(sizes[first : last + 1]) == 10:
            yield first, last, False, _reads_otherwise(text, parts[first : last + 1])
        elif last > first:
            yield from ((start, end, False, True) for start, end in _ends(sizes, first, last))


def _sign(text: str, parts: list[tuple[int, int]], place: int) -> str:
    """What stands before a part; blanks of any kind and number are one space."""
    return text[parts[place - 1][1] : parts[place][0]].strip() or " "


def _stretches(text: str, parts: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The whole run, and each stretch of it that is parted by the same sign throughout."""
    yield 0, len(parts) - 1
    first, sign = 0, ""
    for place in range(1, len(parts)):
        here = _sign(text, parts, place)
        if sign and here != sign:
            yield first, place - 1
            first, sign = place, ""
        else:
            sign = here
    if first:
        yield first, len(parts) - 1


def _ends(sizes: list[int], first: int, last: int) -> Iterator[tuple[int, int]]:
    """Ten digits at the beginning and at the end of a longer stretch."""
    for step, start in ((1, first), (-1, last)):
        total, place = 0, start
        while first <= place <= last and total < 10:
            total += sizes[place]
            place += step
        if total == 10 and place != start + step:
            yield min(start, place - step), max(start, place - step)


def _reads_otherwise(text: str, parts: list[tuple[int, int]]) -> bool:
    """Whether the digits are more likely a decimal, a number in thousands, or a date with something after it."""
    signs = {text[left[1] : right[0]] for left, right in pairwise(parts)}
    sizes = [end - start for start, end in parts]
    if signs == {"."} and len(parts) == 2:
        return True
    if signs == {","} and sizes[0] <= 3 and set(sizes[1:]) == {3}:
        return True
    return sizes[:3] in ([4, 2, 2], [2, 2, 4], [1, 2, 4], [2, 1, 4])


def _is_identifier(text: str, start: int, end: int) -> bool:
    """Whether the digits are part of a DOI, or letters touch them as in the identifiers of machines."""
    if text[end : end + 1].isalpha() or _FEW_LETTERS.search(text, max(0, start - 4), start):
        return True
    return _IN_DOI.search(text, max(0, start - 100), start) is not None


def _is_trunk(text: str, parts: list[tuple[int, int]], first: int) -> bool:
    """Whether a dialling code stands before the digits, or they begin as a telephone number does."""
    start, end = parts[first]
    if first and text[slice(*parts[first - 1])] in _TRUNK:
        return True
    return text[start] == "0" and text[start + 1 : start + 2] in "12378" and end - start in (4, 5, 10)


RULES = (
    Rule(
        Category.NHS_NUMBER,
        "a number that the NHS keeps for tests",
        find_ten_digits,
        check=is_for_tests,
        context=NAMED,
        unless=OTHER_NUMBERS,
    ),
    Rule(
        Category.NHS_NUMBER,
        "right check digit, called an NHS number",
        find_ten_digits,
        check=is_real,
        context=NAMED,
        context_required=True,
        severity_in_context=Severity.HOLD,
    ),
    Rule(
        Category.NHS_NUMBER,
        "right check digit, in a layout or words of care",
        find_ten_digits,
        check=is_real,
        context=CARE,
        doubt=CALLS,
        layout_counts=True,
        unless=OTHER_NUMBERS,
        severity_in_context=Severity.HOLD,
    ),
)
