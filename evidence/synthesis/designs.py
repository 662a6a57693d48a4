"""The columns of a regression on one moderator: a number centred and scaled, or words as categories."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean, pstdev

from evidence.synthesis.least_squares import Matrix, Vector

Value = float | str
INTERCEPT = "intercept"
HARDLY_VARIES = 1e-9


@dataclass(frozen=True)
class Design:
    """Columns to fit with, and the matrix that takes their coefficients to those reported."""

    columns: tuple[Vector, ...]
    turn: Matrix
    categories: tuple[str, ...] = ()

    def names(self, moderator: str) -> list[str]:
        """Names of the reported coefficients."""
        return [INTERCEPT, *(self.categories[1:] or [moderator])]


def design_for(values: Sequence[Value]) -> Design | str:
    """The design for a moderator's values, or in words why there is none.

    Raises ValueError for values of mixed kinds and numbers that are not finite.
    """
    words = [value for value in values if isinstance(value, str)]
    if words and len(words) < len(values):
        raise ValueError("A moderator's values are either all numbers or all words.")
    numbers = [float(value) for value in values] if not words else []
    if not all(map(math.isfinite, numbers)):
        raise ValueError("A moderator's values must be finite numbers.")
    columns = len(set(words)) if words else 2
    if len(set(values)) < 2 or (numbers and not _varies(numbers)):
        return "The moderator is the same in all studies, so it cannot explain differences between them."
    if len(values) <= columns:
        return f"{len(values)} studies are too few to estimate {columns} coefficients and what is left over."
    return _categorical(words) if words else _line(numbers)


def row_at(value: Value, categories: tuple[str, ...]) -> list[float]:
    """What multiplies the reported coefficients at a value; ValueError for an unknown category."""
    if not categories:
        return [1.0, float(value)]
    if value not in categories:
        raise ValueError(f"{value} is not one of {', '.join(categories)}.")
    return [1.0, *(float(value == name) for name in categories[1:])]


def _varies(numbers: Sequence[float]) -> bool:
    return pstdev(numbers) > HARDLY_VARIES * max(map(abs, numbers))


def _line(numbers: Sequence[float]) -> Design:
    """Centring keeps the digits of values such as years, which lie far from 0."""
    middle, spread = fmean(numbers), pstdev(numbers)
    column = [(number - middle) / spread for number in numbers]
    return Design(([1.0] * len(numbers), column), [[1.0, -middle / spread], [0.0, 1 / spread]])


def _categorical(words: Sequence[str]) -> Design:
    """The first category by name is the one that others are compared with."""
    categories = tuple(sorted(set(words)))
    marks = tuple([float(word == name) for word in words] for name in categories[1:])
    size = range(len(categories))
    return Design(([1.0] * len(words), *marks), [[float(i == j) for j in size] for i in size], categories)
