"""The jigsaw: details that name nobody alone and somebody together.

Five pieces are weighed: who (an age 6, a word for one person 2, he or she 1), place (a named street, school or
outward code 7, a named district or hospital 4), when 4, injury 4 (as a subject, such as "injury", 2), and school,
group or gang 4. What stands within 500 characters is added up, each piece once with its heaviest weight. From 16
on, and with somebody to speak of, the text is nudged: an age and any three of the others do it, or an age, a named
street and one other piece; an age and a named borough with one more piece do not. Who says "I am 34" writes of
themselves and of no young person.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from network.screening.dates import find_in_digits, find_with_month
from network.screening.folding import Reading
from network.screening.jigsaw_words import FIRST_WORDS, NUMBERS, VOCABULARY
from network.screening.rule import around_digits

REACH = 500
THRESHOLD = 16
WEIGHTS = {
    "age": 6,
    "person": 2,
    "pronoun": 1,
    "exact place": 7,
    "place": 4,
    "when": 4,
    "injury": 4,
    "subject": 2,
    "group": 4,
}
#: Grades of one piece count once.
PIECES = {"age": "who", "person": "who", "pronoun": "who", "exact place": "place", "subject": "injury"}

_WORD = re.compile(r"[a-z0-9']++")
_DIGITS, _SPELT = "[1-9][0-9]?", "|".join(sorted(NUMBERS))


_ONE = (
    "boy|girl|lad|kid|child|male|female|man|woman|teen|teenager|youth|youngster|son|daughter|brother|sister|nephew"
    "|niece|patient|pupil|student|client|victim"
)
_HAPPENED = (
    "was|is|who|from|has|had|got|came|told|said|in|stabbed|shot|slashed|knifed|attacked|assaulted|beaten|injured"
    "|wounded|found|killed|died"
)


def _age(number: str) -> re.Pattern[str]:
    """The age of one person; neither a range, nor a limit, nor that of a group."""
    alone = r"(?![0-9%]|[\-.][0-9]| ?(?:-|to|and|or) ?(?:[0-9]|over|under|above)|\+)\b"
    return re.compile(
        rf"(?<![0-9]-)(?<!to )(?<!and )(?<!or )(?<![0-9] - )\b(?:{number})"
        r"[ \-]{0,2}(?:(?:years?|yrs?)[ \-]{0,2}(?:old|of age)|y\.?/?o\.?|yr)\b"
        rf"|\b(?:aged?|turn(?:s|ed)|(?:he|she)(?:'s| is| was))[ :]{{1,2}}(?:(?:only|just) )?(?:{number}){alone}"
        rf"|\bi(?:'m| am| was)[ ](?:(?:only|just) )?(?!2[6-9]|[3-9][0-9])(?:{number}){alone}"
        rf"|\b(?:{_ONE})(?:,| of| aged) (?:{number}){alone}(?! (?:years|months|weeks|days|hours|minutes)\b)"
        r"|\b[1-9][0-9][MF]\b|(?<!the )(?<!on )\b[MF]1[0-9]\b"
        rf"|(?<=[a-z], )[1-9][0-9](?=, (?:{_HAPPENED})\b)"
        rf"|(?<=[a-z] \()[1-9][0-9](?=\),? (?:{_HAPPENED})\b)",
        re.I,
    )


_AGE, _AGE_IN_WORDS = _age(_DIGITS), _age(_SPELT)
_STREET = (
    "Street|St|Road|Rd|Lane|Avenue|Estate|Close|Court|Gardens|Square|Terrace|Crescent|Grove|House|Tower|Towers"
    "|School|Academy|College|High|Park|Station|Market|Common"
)
_EXACT_PLACE = re.compile(
    r"\b(?!(?:The|A|This|Our|Your|My|High|King's College)\b)"
    rf"[A-Z][a-z']{{2,20}}[ ](?:[A-Z][a-z']{{2,20}}[ ])?(?:{_STREET})\b"
    r"|\b(?:E|EC|N|NW|SE|SW|W|WC|BR|CR|DA|EN|HA|IG|KT|RM|SM|TW|UB)[1-9][0-9]?\b"
)
_SINCE = re.compile(
    r"\b(?:(?:one|two|three|four|five|six|(?:a )?few|a couple of|[1-9][0-9]?) (?:nights?|days?|weeks?|hours?) ago"
    r"|on (?:the )?[0-3]?[0-9](?:/(?:0?[1-9]|1[0-2])(?![0-9/]|\.[0-9])|(?:st|nd|rd|th)))\b"
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One detail: what kind, and where it stands."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Picture:
    """Details that together may point to one person."""

    score: int
    pieces: tuple[Piece, ...]


def pieces_of(reading: Reading) -> list[Piece]:
    """The details that stand in plain words: ages, people, districts, days, injuries, groups."""
    words = set(_WORD.findall(reading.lower))
    found = sorted(_from_words(reading.lower, words & FIRST_WORDS), key=lambda piece: piece.start)
    return [*_ages(reading, words), *_without_inner(found)]


def _without_inner(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Those that do not stand within another, as the college of a hospital's name does."""
    end = 0
    for piece in pieces:
        if piece.end > end:
            yield piece
            end = piece.end


def with_closer_pieces(reading: Reading, pieces: Iterable[Piece]) -> list[Piece]:
    """These details and those that take longer to find: dates, and exact places, whose words count only once."""
    exact = [Piece("exact place", *match.span()) for match in _EXACT_PLACE.finditer(reading.loose)]
    named = bytearray(len(reading.loose))
    for piece in exact:
        named[piece.start : piece.end] = b"\x01" * (piece.end - piece.start)
    others = [piece for piece in pieces if not named[piece.start]]
    return [*others, *exact, *_dates(reading)]


def may_be_a_picture(pieces: Iterable[Piece]) -> bool:
    """Whether an exact place and a date beside these pieces would reach the threshold."""
    return score([*pieces, Piece("exact place", 0, 0), Piece("when", 0, 0)]) >= THRESHOLD


def _ages(reading: Reading, words: set[str]) -> Iterator[Piece]:
    for match in around_digits(_AGE, reading, with_words=True):
        yield Piece("age", *match.span())
    if words & NUMBERS:
        for match in _AGE_IN_WORDS.finditer(reading.loose):
            yield Piece("age", *match.span())


def _dates(reading: Reading) -> Iterator[Piece]:
    for spot in (*reading.once(find_in_digits), *reading.once(find_with_month)):
        if not spot.doubtful:
            yield Piece("when", spot.start, spot.end)
    for match in _SINCE.finditer(reading.lower):
        yield Piece("when", *match.span())


def _from_words(text: str, firsts: set[str]) -> Iterator[Piece]:
    """The phrases of the vocabulary that begin with one of the words."""
    for first in firsts:
        for start in _whole(first, text):
            for kind, phrase in VOCABULARY[first]:
                words = " ".join(phrase)
                if (
                    text.startswith(words, start)
                    and not text[(end := start + len(words)) : end + 1].isalnum()
                ):
                    yield Piece(kind, start, end)
                    break


def _whole(word: str, text: str) -> Iterator[int]:
    """Where a word stands as a word of its own."""
    start = text.find(word)
    while start != -1:
        end = start + len(word)
        if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
            yield start
        start = text.find(word, end)


def score(pieces: Iterable[Piece]) -> int:
    """The weights of the pieces, each counted once; nothing without somebody to speak of."""
    heaviest: dict[str, int] = {}
    for piece in pieces:
        name = PIECES.get(piece.kind, piece.kind)
        heaviest[name] = max(heaviest.get(name, 0), WEIGHTS[piece.kind])
    return sum(heaviest.values()) if "who" in heaviest else 0


def pictures(pieces: Sequence[Piece], beside: Sequence[Piece] = ()) -> Iterator[Picture]:
    """Stretches within reach whose pieces, with those of the short texts beside them, reach the threshold."""
    pieces = sorted(pieces, key=lambda piece: piece.start)
    first = 0
    while first < len(pieces):
        last = _last_within_reach(pieces, first)
        found = _most_telling(pieces[first : last + 1])
        total = score([*found, *beside])
        if total >= THRESHOLD:
            yield Picture(total, tuple(found))
            first = last + 1
        else:
            first += 1


def _last_within_reach(pieces: Sequence[Piece], first: int) -> int:
    last = first
    while last + 1 < len(pieces) and pieces[last + 1].end - pieces[first].start <= REACH:
        last += 1
    return last


def _most_telling(pieces: Sequence[Piece]) -> list[Piece]:
    """The first of each kind, the heavier of two grades."""
    firsts: dict[str, Piece] = {}
    for piece in pieces:
        name = PIECES.get(piece.kind, piece.kind)
        known = firsts.get(name)
        if known is None or WEIGHTS[piece.kind] > WEIGHTS[known.kind]:
            firsts[name] = piece
    return sorted(firsts.values(), key=lambda piece: piece.start)
