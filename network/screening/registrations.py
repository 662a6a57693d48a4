"""Registration marks of vehicles; the shorter or older a mark is, the more the words around it must say."""

import re

from network.screening.kinds import Category
from network.screening.rule import Rule, every, near

_ANY = "A-HJ-PR-Z"
_EDGE, _END = r"(?<![A-Za-z0-9#])", r"(?![A-Za-z0-9])"
_CURRENT = r"[A-HJ-PR-Y]{2}(?:0[1-9]|[1-9][0-9])"
_YEARLY = "A-HJ-NPR-TV-Y"
_GAP = r"[ \-]{0,2}"

VEHICLE = near(
    r"\breg\b|\bregist|\bplates?\b|\bvehicle|\bcar\b|\bvan\b|\bmoped|\bscooter|\bmotor|\bvrm\b|\bvrn\b|\bindex\b|\bdriv"
    r"|\bfiesta|\bgolf\b|\bbmw\b|\baudi\b|\bmercedes|\bford\b|\bvauxhall",
    before=45,
    after=30,
)
PLATE = near(r"\breg\b|\bregist|\bplates?\b|\bvrm\b|\bvrn\b|\bindex (?:no|mark)", before=30, after=20)
OTHER = near(r"\bNHS\b|\bGCS\b|\bCAD\b|\bURN\b|\bMRN\b|\bPHQ\b|\bGAD\b|\bDOI\b", before=0, after=0)

RULES = (
    Rule(
        Category.VEHICLE_REGISTRATION,
        "a mark as given since 2001",
        every(rf"{_EDGE}{_CURRENT}{_GAP}[A-HJ-PR-Z]{{3}}{_END}"),
    ),
    Rule(
        Category.VEHICLE_REGISTRATION,
        "a mark as given from 1983, or on a Q plate",
        every(rf"{_EDGE}[Q{_YEARLY}](?:[1-9][0-9]{{2}}{_GAP}|[1-9][0-9]?)[{_ANY}]{{3}}{_END}"),
    ),
    Rule(
        Category.VEHICLE_REGISTRATION,
        "a mark as given from 1963",
        every(rf"{_EDGE}[{_ANY}]{{3}}(?:{_GAP}[1-9][0-9]{{2}}|[1-9][0-9]?)[{_YEARLY}]{_END}"),
        unless=OTHER,
    ),
    Rule(
        Category.VEHICLE_REGISTRATION,
        "fits a mark, with a vehicle beside it",
        every(
            rf"{_EDGE}(?:{_CURRENT}{_GAP}[{_ANY}]{{3}}|[Q{_YEARLY}][1-9][0-9]{{0,2}}{_GAP}[{_ANY}]{{3}}"
            rf"|[{_ANY}]{{3}}{_GAP}[1-9][0-9]{{0,2}}[{_YEARLY}]){_END}",
            flags=re.I,
        ),
        context=VEHICLE,
        context_required=True,
        unless=OTHER,
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
        unless=OTHER,
    ),
)
