"""Words and queries: what anybody may type, made safe and plain. No Django."""

import re
import unicodedata
from dataclasses import dataclass, field
from functools import cached_property

from academy.search.stem import stem

MOST_WORDS = 12
LONGEST_QUERY = 200
LONGEST_WORD = 40
WORD = re.compile(r"[^\W_]+")
PHRASE = re.compile(r'"([^"]*)"')
QUOTES = str.maketrans(dict.fromkeys("“”„«»", '"'))
UNREADABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]+")
#: Words that PostgreSQL's English dictionary leaves out; SQLite's keeps them, so no query asks for them.
STOP = frozenset(
    """
    i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she her
    hers herself it its itself they them their theirs themselves what which who whom this that these those
    am is are was were be been being have has had having do does did doing a an the and but if or because
    as until while of at by for with about against between into through during before after above below to
    from up down in out on off over under again further then once here there when where why how all any
    both each few more most other some such no nor not only own same so than too very s t can will just
    don should now
    """.split()  # noqa: SIM905 - a block of words reads better than a hundred lines
)


def clean(text: str) -> str:
    """A text that both databases can store: no control character, no lone surrogate."""
    return text if text.isascii() and text.isprintable() else UNREADABLE.sub(" ", text)


def folded(text: str) -> str:
    """Lower case without accents, as the index holds words."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text)
    return "".join(part for part in parts if not unicodedata.combining(part)).lower()


def words_of(text: str) -> list[str]:
    """The folded words of a text."""
    return WORD.findall(folded(text))


@dataclass(frozen=True)
class Query:
    """What a person asked for, in safe words; `shown` is how they typed it."""

    shown: str = ""
    words: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    every: tuple[str, ...] = field(default=(), repr=False)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not (self.words or self.phrases)

    @property
    def terms(self) -> tuple[str, ...]:
        """Every word that counts, phrases taken apart, each once."""
        in_phrases = (word for phrase in self.phrases for word in phrase if word not in STOP)
        return tuple(dict.fromkeys((*self.words, *in_phrases)))

    @cached_property
    def stems(self) -> frozenset[str]:
        """The stems of `terms`."""
        return frozenset(map(stem, self.terms))

    @cached_property
    def in_order(self) -> list[str]:
        """The stem of every word typed, as they were typed."""
        return [stem(word) for word in self.every]

    @cached_property
    def beginnings(self) -> tuple[str, ...]:
        """How words of these stems begin, whatever their endings."""
        return tuple(part[: max(2, len(part) - 1)] for part in self.stems)

    @cached_property
    def likely(self) -> re.Pattern[str]:
        """Letters that begin like one of the stems, to a word's end; starting with letters is what is quick."""
        return re.compile("|".join(rf"{beginning}[^\W_]*" for beginning in self.beginnings))

    def may_be_in(self, text: str) -> bool:
        """Whether a folded text can hold a word asked for; most cannot, and need no closer look."""
        return any(beginning in text for beginning in self.beginnings)

    def places_in(self, text: str) -> list[tuple[int, str]]:
        """Where the words asked for stand in a folded text, and the stem of each."""
        if not self.may_be_in(text):
            return []
        found = [(match.start(), match.group()) for match in self.likely.finditer(text)]
        words = [(start, stem(word)) for start, word in found if not text[start - 1 : start].isalnum()]
        return [(start, part) for start, part in words if part in self.stems]


def parse(text: str) -> Query:
    """A query from anything at all; never raises, never longer than 12 words and 200 characters."""
    shown = " ".join(clean(text[: LONGEST_QUERY * 5]).split())[:LONGEST_QUERY]
    plain = folded(shown.translate(QUOTES))[: LONGEST_QUERY * 2]
    left = MOST_WORDS
    phrases = []
    for part in PHRASE.findall(plain):
        phrase = tuple(short_words(part)[:left])
        if len(phrase) > 1 and not STOP.issuperset(phrase):
            phrases.append(phrase)
            left -= len(phrase)
    taken = {word for phrase in phrases for word in phrase}
    loose = dict.fromkeys(word for word in short_words(plain) if word not in STOP | taken)
    every = tuple(short_words(plain)[:MOST_WORDS])
    return Query(shown, tuple(loose)[: max(0, left)], tuple(phrases), every)


def short_words(text: str) -> list[str]:
    """Words of a folded text that are short enough to be words."""
    return [word for word in WORD.findall(text) if len(word) <= LONGEST_WORD]
