"""The order of results and the words shown of each: pure rules, the same whichever database found them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from html import escape, unescape
from typing import NamedTuple

from academy.search.stem import stem
from academy.search.words import WORD, Query, folded, words_of

TAG = re.compile(r"<!--.*?-->|<(style|script)\b.*?</\1\s*>|<[^>]*>", re.S | re.I)
SNIPPET_WORDS = 32
LEAD_IN = 6
REACH = 160  # letters
MOST_HITS = 20
MOST_PLACES = 100


def plain_text(html: str) -> str:
    """The words of a piece of HTML, tags and comments taken out."""
    return " ".join(unescape(TAG.sub(" ", html)).split())


class Score(NamedTuple):
    """How well an entry's title, summary and topics answer; higher is better, compared in this order."""

    same_title: bool = False
    whole_title: bool = False
    phrase_in_title: bool = False
    in_title: int = 0
    in_head: int = 0


NO_SCORE = Score()


def score(query: Query, *, title: str, summary: str, topics: str) -> Score:
    """Judge an entry by what stands at its head."""
    rest = folded(f"{summary} {topics}")
    heading = folded(title)
    if not (query.may_be_in(heading) or query.may_be_in(rest)):
        return NO_SCORE
    in_title = {part for _place, part in query.places_in(heading)}
    in_head = {part for _place, part in query.places_in(rest)}
    whole = len(in_title) == len(query.stems)
    words = [stem(word) for word in words_of(title)] if whole else []
    wanted = query.in_order
    return Score(
        same_title=words == wanted,
        whole_title=whole,
        phrase_in_title=len(wanted) > 1 and f" {' '.join(wanted)} " in f" {' '.join(words)} ",
        in_title=len(in_title),
        in_head=len(in_title | in_head),
    )


def hits(query: Query, text: str) -> int:
    """How often the words asked for stand in a text, counted no further than 20 a word."""
    counted = Counter(part for _place, part in query.places_in(folded(text)))
    return sum(min(MOST_HITS, number) for number in counted.values())


def marked(text: str, stems: frozenset[str]) -> str:
    """The text as safe HTML, the words asked for between marks."""
    pieces = []
    place = 0
    for match in WORD.finditer(text):
        if stem(folded(match.group())) in stems:
            pieces += [escape(text[place : match.start()]), f"<mark>{escape(match.group())}</mark>"]
            place = match.end()
    return "".join([*pieces, escape(text[place:])])


def snippet(query: Query, *, body: str, summary: str) -> str:
    """A few words around the place where most of what was asked for stands close together, marked."""
    lowered = folded(body)
    places = [place for place, _part in query.places_in(lowered)][:MOST_PLACES]
    words = body.split(" ")
    if not places:
        return marked(summary or " ".join(words[:SNIPPET_WORDS]), query.stems)
    start = max(0, lowered.count(" ", 0, _densest(places)) - LEAD_IN)
    end = start + SNIPPET_WORDS
    text = marked(" ".join(words[start:end]), query.stems)
    return f"{'… ' if start else ''}{text}{' …' if end < len(words) else ''}"


def _densest(places: list[int]) -> int:
    """The place after which most others follow within a snippet; the first of equals."""
    return max(places, key=lambda place: (sum(place <= other < place + REACH for other in places), -place))


def distance(one: str, other: str, most: int = 2) -> int:
    """Letters to change, add, drop or swap with a neighbour; more than `most` is `most` + 1."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, start=1):
        older, before = before, row
        row = [at]
        for to, wanted in enumerate(other, start=1):
            cost = min(before[to] + 1, row[-1] + 1, before[to - 1] + (letter != wanted))
            if at > 1 and to > 1 and letter == other[to - 2] and one[at - 2] == wanted:
                cost = min(cost, older[to - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)


def allowed_slips(word: str) -> int:
    """How many slips a word of this length may hold: none in 3 letters, one in 7, two in longer ones."""
    return 0 if len(word) < 4 else 1 if len(word) < 8 else 2


def nearest(word: str, known: Iterable[str]) -> Iterator[str]:
    """The known words that `word` may have been meant to be, the nearest first."""
    most = allowed_slips(word)
    near = ((distance(word, other, most), other) for other in known if shares_letters(word, other, most))
    yield from (other for far, other in sorted(near) if 0 < far <= most)


def shares_letters(one: str, other: str, most: int) -> bool:
    """A quick look before the slow one: words that differ in too many letters cannot be near."""
    return len(set(one) ^ set(other)) <= 2 * most
