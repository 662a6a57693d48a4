"""References that a police force, a hospital or a school files a person under; only words make them one."""

import re
from collections.abc import Iterator

from network.screening.folding import Reading
from network.screening.kinds import Category
from network.screening.rule import Rule, Spot, around_digits, every, near

_NUMBER = r"(?:ref(?:erence)?s?|numbers?|nos?|nums?|id|identifier|code)"
_LINK = rf"(?:[\s.:#=\-]{{1,4}}(?:{_NUMBER}|is|was)\b){{0,3}}[\s.:#=\-(]{{0,5}}"
_MARK = r"(?=[A-Z0-9/.\-]{0,12}[0-9])[A-Z0-9](?:[A-Z0-9]|[/\-](?=[A-Z0-9])|\.(?=[0-9])){2,23}"
_MARKS = rf"{_MARK}(?:[ ](?=[0-9/]{{2}}){_MARK}){{0,2}}"
_NAMED_ALONE = r"(?:CAD|cad|CRIS|URN|MRN|mrn|Mrn|PNC(?:[ ]?ID)?|CRN|UPN|UHPI|MPI)"
_NAMED_WITH_NUMBER = (
    r"(?:crimes?|custody(?:[ ]record)?|incident|police|occurrence|case|log|arrest|exhibit|warrant|prison(?:er)?"
    r"|offender|niche|athena|hospital|patient|nhs|chi|unit|episode|attendance|a ?& ?e|ed|pas|pid|rio|emis"
    r"|systmone|epr|case[ ]?note|medical[ ]record|referral|pupil|ambulance|las|safeguarding|mash|record"
    r"|social[ ](?:care|services)|council|court|school|college|camhs|housing|probation|yot)"
)
_NAMED_AS_RECORD = (
    r"(?:(?:las|ambulance|police|met)[ ](?:incident|job|log|case)"
    r"|custody[ ]record|crime[ ]report|medical[ ]record|incident[ ]log|police[ ]log)"
)
_DAY = r"[0-3]?[0-9](?:/[0-9]{1,2}|(?:st|nd|rd|th)?[ ]?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))"
_CALLED_A_NUMBER = re.compile(rf"(?<=[ \-])(?P<word>{_NUMBER})\b{_LINK}(?P<mark>{_MARKS})", re.I)
#: Years stand after counts: "crime numbers 2023/24".
_YEARS = re.compile(r"(?:19|20)[0-9]{2}(?:[/\-](?:19|20)?[0-9]{2})?")
_WHOSE = re.compile(rf"\b{_NAMED_WITH_NUMBER}[ \-]{{1,2}}\Z", re.I)
FILED = near(
    r"\bref\b|\breference|\bpolice|\bcrime|\bcustody|\bincident|\bhospital|\bsocial care|\bcourt\b|\bambulance",
    before=50,
    after=25,
)
_SHORT_CODES = {"101", "105", "111", "112", "119", "999"}


def is_a_reference(words: str) -> bool:
    """Whether the reference itself has three digits or more, and is no number to ring for help."""
    return words not in _SHORT_CODES and sum(char.isdigit() for char in words) >= 3


def find_called_a_number(reading: Reading) -> Iterator[Spot]:
    """What stands after the word number, or one like it, when the word before says whose number."""
    for match in around_digits(_CALLED_A_NUMBER, reading, with_words=True):
        whose = _WHOSE.search(reading.loose, max(0, match.start() - 25), match.start())
        if whose and not (match["word"][-1] in "sS" and _YEARS.fullmatch(match["mark"])):
            yield Spot(*match.span("mark"))


RULES = (
    Rule(
        Category.REFERENCE,
        "the name of a register with a number after it",
        every(rf"\b{_NAMED_ALONE}(?![A-Za-z])(?i:{_LINK}({_MARKS}))", group=1, with_words=True),
        check=is_a_reference,
    ),
    Rule(Category.REFERENCE, "called a reference or a number", find_called_a_number, check=is_a_reference),
    Rule(
        Category.REFERENCE,
        "called a record",
        every(rf"\b{_NAMED_AS_RECORD}\b{_LINK}({_MARKS})", flags=re.I, group=1, with_words=True),
        check=is_a_reference,
    ),
    Rule(
        Category.REFERENCE,
        "a number of a year, with a reference beside it",
        every(r"(?<![0-9A-Za-z/])[0-9]{5,8}/[0-9]{2}(?![0-9A-Za-z/])"),
        context=FILED,
        context_required=True,
    ),
    Rule(
        Category.REFERENCE,
        "a message of a day",
        every(
            rf"\b(?:CAD|log|incident|message)[ ](?:no\.?[ ])?([0-9]{{2,5}}[ ]of[ ]{_DAY})",
            flags=re.I,
            group=1,
            with_words=True,
        ),
    ),
)
