"""Pure rules of a sound question: somebody can get it right, and not everybody must."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from courses.marking.paths import best


@dataclass(frozen=True)
class Shape:
    """What of a question decides whether it is sound."""

    kind: str
    right: Sequence[bool] = ()
    items: Sequence[tuple[str, str]] = ()
    accepted: Sequence[str] = ()
    steps: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True)
class Problem:
    """What is wrong, beside the field where it can be mended."""

    field: str
    message: Any


def problem_of(shape: Shape) -> Problem | None:
    """The first thing that is wrong with a question, or None."""
    rule = RULES.get(shape.kind)
    return rule(shape) if rule else None


def _single(shape: Shape) -> Problem | None:
    if sum(shape.right) != 1 or len(shape.right) < 2:
        return Problem("kind", _("Give two options or more, and mark exactly one option as right."))
    return None


def _multiple(shape: Shape) -> Problem | None:
    if not sum(shape.right) or len(shape.right) < 2:
        return Problem("kind", _("Give two options or more, and mark at least one option as right."))
    return None


def _matching(shape: Shape) -> Problem | None:
    asked = [text for text, _match in shape.items if text]
    if len(asked) < 2 or any(not match for _text, match in shape.items):
        return Problem("kind", _("Give two items or more, each with what it goes with."))
    if len({match for _text, match in shape.items}) < 2:
        return Problem("kind", _("Give at least two different things that items can go with."))
    return _distinct(asked)


def _ordering(shape: Shape) -> Problem | None:
    texts = [text for text, _match in shape.items]
    if len(texts) < 2 or not all(texts):
        return Problem("kind", _("Give two items or more, in the right order."))
    return _distinct(texts)


def _distinct(texts: list[str]) -> Problem | None:
    return Problem("kind", _("Two items are the same.")) if len(set(texts)) != len(texts) else None


def _text(shape: Shape) -> Problem | None:
    return None if shape.accepted else Problem("accepted", _("Give at least one accepted answer."))


def _scenario(shape: Shape) -> Problem | None:
    if not shape.steps or best({"steps": shape.steps})[0] <= 0:
        return Problem("steps", _("Give at least one step, and points to the better choices."))
    return None


RULES: dict[str, Callable[[Shape], Problem | None]] = {
    "single": _single,
    "multiple": _multiple,
    "matching": _matching,
    "ordering": _ordering,
    "text": _text,
    "scenario": _scenario,
}
