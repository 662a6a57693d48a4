"""Registration marks of vehicles; the shorter or older a mark is, the more the words around it must say."""

import re

from network.screening.kinds import Category
from network.screening.rule import Rule, every, near

_ANY = "A-HJ-PR-Z"
_EDGE, _END = r"(?<![A-Za-z0-9#])", r"(?![A-Za-z0-9])"
_CURRENT = r"[A-HJ-PR-Y]{2}(?:0[1-9]|[127][0-9]|5[1-9]|6[0-9])"
_CURRENT_LATER = r"[A-HJ-PR-Y]{2}(?:0[1-9]|[1-46-9][0-9]|5[1-9])"
_YEARLY = "A-HJ-NPR-TV-Y"
_GAP = r"[ \-]{0,2}"
_CURRENT_IN_THREE = r"[A-HJ-PR-Y]{2}[ \-](?:0[1-9]|[127][0-9]|5[1-9]|6[0-9])[ \-][A-HJ-PR-Z]{3}"

VEHICLE = near(
    r"\breg\b|\bregist|\bplates?\b|\bvehicle|\bcar\b|\bvan\b|\bmoped|\bscooter|\bmotor|\bvrm\b|\bvrn\b|\bindex\b|\bdriv"
    r"|\bfiesta|\bgolf\b|\bbmw\b|\baudi\b|\bmercedes|\bford\b|\bvauxhall",
    before=45,
    after=30,
)
PLATE = near(r"\breg\b|\bregist|\bplates?\b|\bvrm\b|\bvrn\b|\bindex (?:no|mark)", before=30, after=20)
_SHORT_WORDS = """
act add ago all and any are art ask bad bag bar bed bet big bit box boy bus but buy can car cut dad day den did
due end etc eye far few for fun gap get gor got gym had has her hey him his hot how its job kay key kid law led
let lot man map may men met mum new non nor not now nut off old one our out own pay per put ran red run sad
sat saw say see set she shy son sum tax ten the too top try two use van war was way who why yes yet you
"""
_INITIALS = """
bma bmj cad csp dna doi gad gcs gps hiv icb icu iso jel mri mrn mtc nhs nmc phq pru rct urn usa vru yef
"""
_NO_LETTERS_OF_ONE = frozenset(_INITIALS.split())
_SMALL_WORDS = """
am an as at be by do ed ex go gp he hr me my no of on or so to up us vs we
"""
_COUNTED_WORDS = """
hrs min mins ppl pts yrs jan feb mar apr may jun jul aug sep oct nov dec
"""
_SMALL, _COUNTED = frozenset(_SMALL_WORDS.split()), frozenset(_COUNTED_WORDS.split())
_NO_MARK = _NO_LETTERS_OF_ONE | frozenset(_SHORT_WORDS.split())


def is_a_mark(words: str) -> bool:
    """Whether it is no postal district before a word, as in "se15 was", and no initials, as in "NHS 111A"."""
    return not {words[:3].lower(), words[-3:].lower()} & _NO_MARK


def is_a_mark_in_three(words: str) -> bool:
    """Whether it is none of the small words that stand in capitals before a number, as in "AT 12 PPL"."""
    first, last = words[:2].lower(), words[-3:].lower()
    return is_a_mark(words) and first not in _SMALL and last not in _COUNTED


def has_no_initials(words: str) -> bool:
    """Whether its letters are no initials that stand before numbers, as in "GCS 15"."""
    return not {words[:3].lower(), words[-3:].lower()} & _NO_LETTERS_OF_ONE


RULES = (
    Rule(
        Category.VEHICLE_REGISTRATION,
        "a mark as given from 2001 to 2029",
        every(rf"{_EDGE}{_CURRENT}{_GAP}[A-HJ-PR-Z]{{3}}{_END}", flags=re.I),
        check=is_a_mark,
    ),
    Rule(
        Category.VEHICLE_REGISTRATION,
        "a mark as given from 2001 on, in three groups",
        every(rf"{_EDGE}{_CURRENT_IN_THREE}{_END}"),
        check=is_a_mark_in_three,
    ),
    Rule(
        Category.VEHICLE_REGISTRATION,
        "a mark as given from 1983, or on a Q plate",
        every(rf"{_EDGE}[Q{_YEARLY}][1-9][0-9]{{0,2}}{_GAP}[{_ANY}]{{3}}{_END}"),
        check=is_a_mark,
    ),
    Rule(
        Category.VEHICLE_REGISTRATION,
        "a mark as given from 1963",
        every(rf"{_EDGE}[{_ANY}]{{3}}{_GAP}[1-9][0-9]{{0,2}}[{_YEARLY}]{_END}"),
        check=is_a_mark,
    ),
    Rule(
        Category.VEHICLE_REGISTRATION,
        "fits a mark, with a vehicle beside it",
        every(
            rf"{_EDGE}(?:{_CURRENT_LATER}{_GAP}[{_ANY}]{{3}}|[Q{_YEARLY}][1-9][0-9]{{0,2}}{_GAP}[{_ANY}]{{3}}"
            rf"|[{_ANY}]{{3}}{_GAP}[1-9][0-9]{{0,2}}[{_YEARLY}]){_END}",
            flags=re.I,
        ),
        context=VEHICLE,
        context_required=True,
        check=is_a_mark,
    ),
    Rule(
        Category.VEHICLE_REGISTRATION,
        "fits a mark without a year, called a registration",
        every(
            rf"{_EDGE}(?:[A-Z]{{1,3}}{_GAP}[1-9][0-9]{{0,3}}|[1-9][0-9]{{0,3}}{_GAP}[A-Z]{{1,3}}){_END}",
            hints=("reg", "plate", "vrm", "vrn", "index"),
        ),
        context=PLATE,
        context_required=True,
        check=has_no_initials,
    ),
)
