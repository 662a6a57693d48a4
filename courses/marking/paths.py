"""Scored scenarios: steps whose choices carry points and lead on, marked for the path that was taken.

A choice leads to a later step or ends the path, so that every path ends.
"""

from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction
from functools import cache
from random import Random
from typing import Any

Asked = Mapping[str, Any]
Step = Mapping[str, Any]


def parts(question: Asked) -> list[str]:
    """The keys of the steps."""
    return [step["key"] for step in question["steps"]]


def path(question: Asked, answer: Iterable[str]) -> Iterator[tuple[Step, Mapping[str, Any] | None]]:
    """The steps somebody met, each with the choice made there; None at a step that is still open."""
    given = dict(item.split("=", 1) for item in answer if "=" in item)
    steps = list(question["steps"])
    while steps:
        step = steps.pop(0)
        choice = next((each for each in step["choices"] if each["key"] == given.get(step["key"])), None)
        yield step, choice
        wanted = choice["next"] if choice else ""
        while steps and steps[0]["key"] != wanted:
            steps.pop(0)


def clean(question: Asked, answer: Iterable[str]) -> list[str]:
    """The choices on the path from the first step; those off it are dropped."""
    return [f"{step['key']}={choice['key']}" for step, choice in path(question, answer) if choice]


def whole(question: Asked, answer: list[str]) -> bool:
    """Whether the path has come to an end."""
    return all(choice is not None for _step, choice in path(question, answer))


def best(question: Asked) -> tuple[int, list[str]]:
    """The most points that any path earns, and such a path."""
    steps = {step["key"]: (place, step) for place, step in enumerate(question["steps"])}

    @cache
    def onward(key: str, after: int) -> tuple[int, tuple[str, ...]]:
        place, step = steps.get(key, (-1, None))
        if step is None or place <= after:
            return 0, ()
        ways = []
        for choice in step["choices"]:
            points, rest = onward(choice["next"], place)
            ways.append((choice["points"] + points, (f"{key}={choice['key']}", *rest)))
        return max(ways, key=lambda way: way[0], default=(0, ()))

    points, way = onward(question["steps"][0]["key"], -1) if question["steps"] else (0, ())
    return points, list(way)


def right(question: Asked) -> list[str]:
    """A path that earns the most points."""
    return best(question)[1]


def mark(question: Asked, answer: list[str]) -> Fraction:
    """The points of the path, as a share of the most that could be earned; nothing while it has no end."""
    most = best(question)[0]
    if most <= 0 or not whole(question, answer):
        return Fraction(0)
    earned = sum(choice["points"] for _step, choice in path(question, answer) if choice)
    return Fraction(earned, most)


def words(question: Asked, answer: list[str]) -> list[str]:
    """The texts of the choices made."""
    return [choice["text"] for _step, choice in path(question, answer) if choice]


def shuffled(question: Asked, dice: Random) -> dict[str, Any]:
    """The choices of each step in a new order."""
    steps = []
    for step in question["steps"]:
        choices = list(step["choices"])
        dice.shuffle(choices)
        steps.append({**step, "choices": choices})
    return {**question, "steps": steps}
