"""Words that stand in one thing alone, so that meeting one anywhere tells that the thing was shown."""

import re
from hashlib import sha1

LETTERS = str.maketrans("0123456789abcdef", "bcdfghjklmnpqrtv")
WORD = re.compile(r"zq[a-z]{12}x")


def mark(thing: str) -> str:
    """The word of a thing: always the same, without vowels or digits, so that no rule takes it for anything."""
    return f"zq{sha1(thing.encode()).hexdigest()[:12].translate(LETTERS)}x"


def words_in(text: str) -> set[str]:
    """Every such word in a text, whatever its case and whatever marks a search put around it."""
    plain = re.sub(r"</?mark>|\r?\n ", "", text.casefold())
    return set(WORD.findall(plain))
