"""How hard a text is to read: the Flesch-Kincaid grade level.

Grade = 0.39 words a sentence + 11.8 syllables a word - 15.59 (Kincaid, Fishburne, Rogers and Chissom, 1975,
Naval Technical Training Command Research Branch Report 8-75). Syllables are counted by hyphenation, which
misses some, so that the grade is a guide and no measurement. A reading age is the grade plus five.
"""

import re
from dataclasses import dataclass
from functools import cache

import pyphen

SENTENCE = re.compile(r"[.!?:;]+(?=\s|$)|\n+")
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
#: Fewer words than these give no grade worth showing.
FEWEST = 50
AGE_OF_GRADE_NOUGHT = 5


@dataclass(frozen=True)
class Reading:
    """A text's words, its grade, and the age at which pupils of that grade read it."""

    words: int
    grade: float | None

    @property
    def age(self) -> int | None:
        """The reading age in whole years, or None for a text too short."""
        return None if self.grade is None else max(5, round(self.grade + AGE_OF_GRADE_NOUGHT))


@cache
def _hyphens() -> pyphen.Pyphen:
    return pyphen.Pyphen(lang="en_GB", left=1, right=1)


@cache
def syllables(word: str) -> int:
    """Syllables of a word, at least one."""
    return len(_hyphens().positions(word.lower())) + 1


def reading_of(text: str) -> Reading:
    """The reading grade of a plain text; None when it has too few words to tell."""
    words = WORD.findall(text)
    if len(words) < FEWEST:
        return Reading(len(words), None)
    sentences = max(1, sum(bool(WORD.search(part)) for part in SENTENCE.split(text)))
    each = sum(map(syllables, words)) / len(words)
    return Reading(len(words), round(0.39 * len(words) / sentences + 11.8 * each - 15.59, 1))
