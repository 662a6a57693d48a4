"""Marking: a question as `Question.as_data` gives it, and what somebody answered, a list of short texts.

A table says for each kind how an answer is cleaned and marked; no Django, no database. An answer of a kind
with parts (matching, ordering, a scenario) is a list of `part=value`; any other is a list of values.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from random import Random
from typing import Any

from courses.marking import chosen as options
from courses.marking import paired, paths, typed

Asked = Mapping[str, Any]
Sent = Callable[[str], list[str]]


@dataclass(frozen=True)
class Way:
    """How one kind of question is answered: its parts, a clean answer, its mark, the right answer, its words.

    `partial` says whether marks between nothing and one are given.
    """

    clean: Callable[[Asked, Iterable[str]], list[str]]
    mark: Callable[[Asked, list[str]], Fraction]
    whole: Callable[[Asked, list[str]], bool]
    right: Callable[[Asked], list[str]]
    words: Callable[[Asked, list[str]], list[str]]
    shuffled: Callable[[Asked, Random], dict[str, Any]]
    parts: Callable[[Asked], list[str]] | None = None
    partial: bool = False


_OPTIONS = Way(options.clean, options.mark, options.whole, options.right, options.words, options.shuffled)
_NUMERIC = Way(typed.clean, typed.mark_number, typed.whole, typed.right_number, typed.words, typed.shuffled)
_TEXT = Way(typed.clean, typed.mark_text, typed.whole, typed.right_text, typed.words, typed.shuffled)
_MATCHING = Way(
    *(paired.clean_matching, paired.mark_matching, paired.whole, paired.right_matching),
    *(paired.words, paired.shuffled, paired.parts, True),
)
_ORDERING = Way(
    *(paired.clean_ordering, paired.mark_ordering, paired.whole, paired.right_ordering),
    *(paired.words_in_order, paired.shuffled, paired.parts, True),
)
_SCENARIO = Way(
    paths.clean, paths.mark, paths.whole, paths.right, paths.words, paths.shuffled, paths.parts, True
)
WAYS: dict[str, Way] = {
    "single": _OPTIONS,
    "multiple": _OPTIONS,
    "truefalse": _OPTIONS,
    "matching": _MATCHING,
    "ordering": _ORDERING,
    "numeric": _NUMERIC,
    "text": _TEXT,
    "scenario": _SCENARIO,
}


def way(question: Asked) -> Way:
    """The row of the table for a question."""
    return WAYS[question["kind"]]


def clean(question: Asked, answer: Iterable[str]) -> list[str]:
    """What of an answer the question knows, once each; anything else is dropped."""
    return way(question).clean(question, [str(item) for item in answer])


def mark(question: Asked, answer: Iterable[str]) -> Fraction:
    """The mark for an answer, 0 to 1; nothing answered is 0."""
    known = clean(question, answer)
    return way(question).mark(question, known) if known else Fraction(0)


def is_right(question: Asked, answer: Iterable[str]) -> bool:
    """Whether an answer earns the full mark."""
    return mark(question, answer) == 1


def is_whole(question: Asked, answer: Iterable[str]) -> bool:
    """Whether nothing of the question is left open."""
    known = clean(question, answer)
    return bool(known) and way(question).whole(question, known)


def right_answer(question: Asked) -> list[str]:
    """An answer that earns the full mark."""
    return way(question).right(question)


def in_words(question: Asked, answer: Iterable[str]) -> list[str]:
    """An answer as a person would read it."""
    return way(question).words(question, clean(question, answer))


def shuffled(question: Asked, dice: Random) -> dict[str, Any]:
    """The question with what can be chosen in a new order."""
    return way(question).shuffled(question, dice)


def collected(question: Asked, sent: Sent, kept: Iterable[str] = ()) -> list[str]:
    """The clean answer in a form, whose values `sent` gives by field name.

    A part whose field was not sent at all stays as in `kept`; one sent empty is taken back.
    """
    name = f"q{question['id']}"
    parts = way(question).parts
    if parts is None:
        return clean(question, sent(name))
    held = dict(item.split("=", 1) for item in kept if "=" in item)
    for part in parts(question):
        for value in sent(f"{name}-{part}")[:1]:
            held[part] = value
    return clean(question, [f"{part}={value}" for part, value in held.items() if value])


def fields_of(question: Asked) -> list[str]:
    """The names of a question's form fields."""
    parts, name = way(question).parts, f"q{question['id']}"
    return [f"{name}-{part}" for part in parts(question)] if parts else [name]


def gives_parts(question: Asked) -> bool:
    """Whether part of a mark can be earned."""
    return way(question).partial
