"""Porter's stemmer (1980), as SQLite's `porter` tokenizer applies it; PostgreSQL's is its close successor.

The databases stem by themselves; this one lets the scorer and the marks see which words they matched.
"""

import re
from functools import lru_cache

VOWEL = re.compile(r"[aeiou]|(?<=[^aeiou])y")
RUNS = re.compile(r"(?:[aeiou]|(?<=[^aeiou])y)+(?:[^aeiouy]|(?<![^aeiou])y)+")
STEP_2 = [
    *(("ational", "ate"), ("tional", "tion"), ("enci", "ence"), ("anci", "ance"), ("izer", "ize")),
    *(("logi", "log"), ("bli", "ble"), ("alli", "al"), ("entli", "ent"), ("eli", "e"), ("ousli", "ous")),
    *(("ization", "ize"), ("ation", "ate"), ("ator", "ate"), ("alism", "al"), ("iveness", "ive")),
    *(("fulness", "ful"), ("ousness", "ous"), ("aliti", "al"), ("iviti", "ive"), ("biliti", "ble")),
]
STEP_3 = [
    *(("icate", "ic"), ("ative", ""), ("alize", "al"), ("iciti", "ic")),
    *(("ical", "ic"), ("ful", ""), ("ness", "")),
]
STEP_4 = (
    "al ance ence er ic able ible ant ement ment ent ion ou ism ate iti ous ive ize".split()  # noqa: SIM905
)


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of a lower-case word; anything but plain letters is left as it is."""
    if len(word) < 3 or not word.isascii() or not word.isalpha():
        return word
    return _step_5(_step_4(_replace(_replace(_step_1(word), STEP_2), STEP_3)))


def _measure(part: str) -> int:
    return len(RUNS.findall(part))


def _step_1(word: str) -> str:
    if word.endswith("s") and not word.endswith("ss"):
        word = word[:-2] if word.endswith(("sses", "ies")) else word[:-1]
    if not word.endswith("eed"):
        word = _without_ed_and_ing(word)
    elif _measure(word[:-3]):
        word = word[:-1]
    return word[:-1] + "i" if word.endswith("y") and VOWEL.search(word[:-1]) else word


def _without_ed_and_ing(word: str) -> str:
    for ending in ("ed", "ing"):
        base = word.removesuffix(ending)
        if base != word and VOWEL.search(base):
            break
    else:
        return word
    if base.endswith(("at", "bl", "iz")):
        return base + "e"
    if len(base) > 1 and base[-1] == base[-2] and base[-1] not in "aeioulsz":
        return base[:-1]
    return base + "e" if _measure(base) == 1 and _short(base) else base


def _short(part: str) -> bool:
    return re.search(r"[^aeiou][aeiouy][^aeiouwxy]$", part) is not None


def _replace(word: str, endings: list[tuple[str, str]]) -> str:
    for ending, instead in endings:
        if word.endswith(ending):
            base = word[: -len(ending)]
            return base + instead if _measure(base) else word
    return word


def _step_4(word: str) -> str:
    endings = [ending for ending in STEP_4 if word.endswith(ending)]
    if not endings:
        return word
    ending = max(endings, key=len)
    base = word[: -len(ending)]
    if _measure(base) < 2 or (ending == "ion" and base[-1:] not in ("s", "t")):
        return word
    return base


def _step_5(word: str) -> str:
    if word.endswith("e"):
        base, measure = word[:-1], _measure(word[:-1])
        if measure > 1 or (measure == 1 and not _short(base)):
            word = base
    return word[:-1] if word.endswith("ll") and _measure(word) > 1 else word
