"""What an answer says of a link: pure rules."""

from enum import Enum

#: A link is called broken when it failed on so many days.
DAYS_TO_BE_BROKEN = 2
GONE = frozenset({404, 410})


class Verdict(Enum):
    """What one look at a link showed."""

    WORKS = "works"
    FAILS = "fails"
    #: Many sites refuse machines; people may well get through.
    UNCLEAR = "unclear"


def verdict_of(status: int) -> Verdict:
    """What a status says; being sent on counts as an answer."""
    if 200 <= status < 400:
        return Verdict.WORKS
    return Verdict.FAILS if status in GONE or status >= 500 else Verdict.UNCLEAR


def failures_after(failures: int, verdict: Verdict) -> int:
    """Days in a row on which a link failed, after one more look on another day."""
    return failures + 1 if verdict is Verdict.FAILS else 0
