"""Screening: one text, or all texts of one post together."""

from collections.abc import Iterator, Mapping
from itertools import chain

from network.screening.folding import Reading, read
from network.screening.jigsaw import Piece, may_be_a_picture, pictures, pieces_of, with_closer_pieces
from network.screening.kinds import Category, Finding, Screening, Severity
from network.screening.table import RULES

#: A title or a file name of at most so many characters stands beside every passage of the other texts.
SHORT = 300


def screen(text: str) -> Screening:
    """What one text holds that could point to a person."""
    return screen_all({"": text})


def screen_all(texts: Mapping[str, str]) -> Screening:
    """What the named texts of one post hold, the jigsaw put together across them."""
    readings = {field: read(text) for field, text in texts.items() if text}
    pieces = _pieces(readings)
    findings: list[Finding] = []
    for field, reading in readings.items():
        short = [
            held for other, held in pieces.items() if other != field and len(readings[other].plain) <= SHORT
        ]
        found = [*_by_rules(reading), *_by_jigsaw(reading, pieces.get(field, []), [*chain(*short)])]
        findings += [finding.within(field) for finding in sorted(found, key=lambda found: found.start)]
    return Screening(tuple(findings))


def _pieces(readings: Mapping[str, Reading]) -> dict[str, list[Piece]]:
    """The details of each text, or none at all when they cannot add up."""
    pieces = {field: pieces_of(reading) for field, reading in readings.items()}
    if not may_be_a_picture(chain(*pieces.values())):
        return {}
    return {field: with_closer_pieces(readings[field], held) for field, held in pieces.items()}


def _by_rules(reading: Reading) -> Iterator[Finding]:
    """The table's findings; a passage belongs to the first rule that sees it."""
    taken = bytearray(len(reading.plain))
    for rule in RULES:
        for spot, severity in rule.matches(reading):
            if taken.find(1, spot.start, spot.end) == -1:
                taken[spot.start : spot.end] = b"\x01" * (spot.end - spot.start)
                start, end = reading.place(spot.start, spot.end)
                yield Finding(rule.category, start, end, reading.original[start:end], severity, rule.because)


def _by_jigsaw(reading: Reading, pieces: list[Piece], beside: list[Piece]) -> Iterator[Finding]:
    """The stretches whose details together may point to one person, shown as those details."""
    for picture in pictures(pieces, beside):
        places = [reading.place(piece.start, piece.end) for piece in picture.pieces]
        words = " · ".join(reading.original[start:end] for start, end in places)
        because = ", ".join(dict.fromkeys(piece.kind for piece in picture.pieces))
        yield Finding(Category.JIGSAW, places[0][0], places[-1][1], words, Severity.NUDGE, because)
