"""Scoring a short scale: each item from 1 to the number of points, some turned round."""

from collections.abc import Mapping, Sequence


def score(answers: Mapping[str, int], items: Sequence[tuple[str, bool]], points: int) -> float | None:
    """The mean of a scale's items on 1 to `points`, reversed items turned round.

    `items` are (id, reversed). None when an item has no answer or one out of range: a scale that is not
    whole is not scored, since its mean would stand for other questions.
    """
    values = []
    for key, is_reversed in items:
        value = answers.get(key)
        if value is None or not 1 <= value <= points:
            return None
        values.append(points + 1 - value if is_reversed else value)
    return sum(values) / len(values) if values else None
