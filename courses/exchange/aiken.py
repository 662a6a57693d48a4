"""Aiken: a line of text, a line for each option with a letter, and `ANSWER: B`. It holds no feedback."""

import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from courses.exchange.drafts import Choice, Draft, Problem
from courses.exchange.plain import tidy
from courses.exchange.sound import checked

KINDS = frozenset({"single"})
OPTION = re.compile(r"^\s*([A-Z])[.)]\s+(.*)$")
ANSWER = re.compile(r"^\s*ANSWER:\s*([A-Z])\s*$")


def looks_like_it(text: str) -> bool:
    """Whether a text holds an answer line, as only this format does."""
    return any(ANSWER.match(line) for line in text.split("\n"))


def lost(draft: Draft) -> str:
    """What Aiken cannot hold of a draft."""
    if any(option.feedback for option in draft.options):
        return _("Aiken holds no feedback.")
    return ""


def read(text: str) -> list[Draft | Problem]:
    """Every question of a text."""
    rows: list[Draft | Problem] = []
    held: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip():
            held.append((number, line))
        if ANSWER.match(line):
            rows.append(_one(held))
            held = []
    if held:
        rows.append(Problem(held[0][0], held[0][1].strip()[:100], _("There is no line with its answer.")))
    return rows


def _one(held: list[tuple[int, str]]) -> Draft | Problem:
    line, letter = held[0][0], ANSWER.match(held[-1][1])
    words: list[str] = []
    options: list[str] = []
    for _number, text in held[:-1]:
        option = OPTION.match(text)
        if option and option[1] == chr(ord("A") + len(options)):
            options.append(option[2])
        elif options:
            return Problem(line, text.strip()[:100], _("A line among the options has no letter in its turn."))
        else:
            words.append(text.strip())
    right = ord(letter[1]) - ord("A") if letter else -1
    if not 0 <= right < len(options):
        return Problem(line, " ".join(words)[:100], _("Its answer is the letter of no option."))
    choices = tuple(Choice(tidy(text), place == right) for place, text in enumerate(options))
    return checked(Draft("single", tidy(" ".join(words)), options=choices, line=line))


def write(drafts: Sequence[Draft]) -> bytes:
    """All drafts; a text of several lines becomes one line."""
    return "\n".join(_written(draft) for draft in drafts).encode()


def _written(draft: Draft) -> str:
    letters = [chr(ord("A") + place) for place in range(len(draft.options))]
    lines = [_one_line(draft.text)]
    lines += [
        f"{letter}. {_one_line(option.text)}" for letter, option in zip(letters, draft.options, strict=True)
    ]
    right = next(letter for letter, option in zip(letters, draft.options, strict=True) if option.right)
    return "\n".join([*lines, f"ANSWER: {right}", ""])


def _one_line(text: str) -> str:
    return " ".join(text.split())
