"""Facts that evidence tells other wings of, after they are committed, through `academy.hooks.ANNOUNCEMENT`."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RatingFell:
    """Our rating of a model got worse on one aspect; `model` is the page's id, words are of our scale."""

    model: int
    aspect: str
    before: str
    after: str
