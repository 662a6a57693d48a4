"""What keeps floods and strangers' links out: pure rules, no Django, no database."""

import re
from dataclasses import dataclass
from unicodedata import normalize

from network.screening.folding import read

NEW_DAYS = 7
POSTS_A_DAY = 60
POSTS_A_DAY_NEW = 8
LINKS_A_POST = 10
LINKS_A_POST_NEW = 1
#: So many characters, a word of thanks, may be said again elsewhere.
SHORT = 80
#: Marks of Markdown, which part no word on the page.
EMPHASIS = re.compile(r"[*_~`\\]")


@dataclass(frozen=True)
class Limits:
    """What a member may do."""

    posts_a_day: int
    links_a_post: int


def limits(*, days: int, checked: bool) -> Limits:
    """The limits of somebody who joined so many days ago; who was checked is new to nobody."""
    if days < NEW_DAYS and not checked:
        return Limits(POSTS_A_DAY_NEW, LINKS_A_POST_NEW)
    return Limits(POSTS_A_DAY, LINKS_A_POST)


def same_words(one: str, other: str) -> bool:
    """Whether two texts say the same, whatever their case and spaces."""
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())


def repeats(text: str, earlier: str, *, same_place: bool) -> bool:
    """Whether a text repeats an earlier one: the same words in the same place, or more than a few of them anywhere."""
    return same_words(text, earlier) and (same_place or len(text.strip()) > SHORT)


def watched(text: str, words: list[str]) -> list[str]:
    """The words of the watch list that stand in a text as whole words, as a reader sees them, whatever their case.

    What nobody sees within a word, and letters of another width or style, are folded away first.
    """
    plain = f" {_bare(text)} {_bare(EMPHASIS.sub('', text))} "
    return [word for word in words if (bare := _bare(word)) and f" {bare} " in plain]


def _bare(text: str) -> str:
    """Folded letters and digits in small, one space between words."""
    plain = read(normalize("NFC", text)).plain.casefold()
    return " ".join("".join(c if c.isalnum() else " " for c in plain).split())
