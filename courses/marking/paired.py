"""Questions whose items are each given something: their match, or their place in an order.

`items` are in the right order, each with a key and (for matching) the key of its match among `matches`;
`shown` lists the items' keys in the order in which they are shown.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from random import Random
from typing import Any

Asked = Mapping[str, Any]


def parts(question: Asked) -> list[str]:
    """The keys of the items, as they are shown."""
    return list(question["shown"])


def _known(question: Asked, answer: Iterable[str], values: set[str]) -> Iterator[str]:
    given = dict(item.split("=", 1) for item in answer if "=" in item)
    for part in parts(question):
        if given.get(part) in values:
            yield f"{part}={given[part]}"


def clean_matching(question: Asked, answer: Iterable[str]) -> list[str]:
    """Known items with known matches, one each."""
    return list(_known(question, answer, {match["key"] for match in question["matches"]}))


def clean_ordering(question: Asked, answer: Iterable[str]) -> list[str]:
    """Known items with places from 1 to as many as there are."""
    return list(_known(question, answer, set(places(question))))


def places(question: Asked) -> list[str]:
    """The places that an item can have."""
    return [str(place) for place in range(1, len(question["items"]) + 1)]


def right_matching(question: Asked) -> list[str]:
    """Each item with its match."""
    return [f"{item['key']}={item['match']}" for item in question["items"]]


def right_ordering(question: Asked) -> list[str]:
    """Each item with its place."""
    return [f"{item['key']}={place}" for place, item in enumerate(question["items"], start=1)]


def _share(right: list[str], answer: list[str]) -> Fraction:
    return Fraction(len(set(right) & set(answer)), len(right)) if right else Fraction(0)


def mark_matching(question: Asked, answer: list[str]) -> Fraction:
    """The share of items with their right match."""
    return _share(right_matching(question), answer)


def mark_ordering(question: Asked, answer: list[str]) -> Fraction:
    """The share of items in their right place."""
    return _share(right_ordering(question), answer)


def whole(question: Asked, answer: list[str]) -> bool:
    """Whether every item was given something."""
    return len(answer) == len(question["items"])


def words(question: Asked, answer: list[str]) -> list[str]:
    """`item – match` for each pair."""
    left = {item["key"]: item["text"] for item in question["items"]}
    right = {match["key"]: match["text"] for match in question["matches"]}
    pairs = (item.split("=", 1) for item in answer)
    return [f"{left[part]} – {right[value]}" for part, value in pairs]


def words_in_order(question: Asked, answer: list[str]) -> list[str]:
    """`place. item` for each item, in the order given."""
    texts = {item["key"]: item["text"] for item in question["items"]}
    pairs = sorted((item.split("=", 1) for item in answer), key=lambda pair: int(pair[1]))
    return [f"{place}. {texts[part]}" for part, place in pairs]


def shuffled(question: Asked, dice: Random) -> dict[str, Any]:
    """Items and matches in new orders, which are independent of each other."""
    shown, matches = list(question["shown"]), list(question["matches"])
    dice.shuffle(shown)
    dice.shuffle(matches)
    return {**question, "shown": shown, "matches": matches}
