"""What a format's reader hands on: one place in the file and how to make a draft of it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from evidence.citations.drafts import Draft, Unusable


@dataclass(frozen=True)
class Item:
    """One record as it stands in the file: the line it begins on, its beginning, and `draft`, which may raise."""

    line: int | None
    excerpt: str
    draft: Callable[[], Draft]


def broken(line: int | None, excerpt: str, reason: str) -> Item:
    """A place in the file that holds no usable record; `reason` ends the sentence "Record 12 ..."."""

    def draft() -> NoReturn:
        raise Unusable(reason)

    return Item(line, excerpt, draft)
