"""How questions do: pure figures over everybody's answers, never one person's.

Facility is the mean mark. Discrimination is the correlation of the mark with the marks of the rest of the
paper: near nothing, or below, when those who know more do no better on it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from math import sqrt
from typing import Any

from courses.marking import clean, mark

#: Fewer answers than this are shown to nobody.
LEAST = 10


@dataclass
class Tally:
    """What is counted for one wording of one question."""

    answers: int = 0
    marks: float = 0
    squares: float = 0
    rest: float = 0
    rest_squares: float = 0
    products: float = 0
    chosen: Counter[str] = field(default_factory=Counter)

    def add(self, earned: float, rest: float, chosen: Iterable[str]) -> None:
        """Count one answer, with the mean mark of the rest of its paper."""
        self.answers += 1
        self.marks += earned
        self.squares += earned * earned
        self.rest += rest
        self.rest_squares += rest * rest
        self.products += earned * rest
        self.chosen.update(chosen)

    @property
    def facility(self) -> float:
        """The mean mark."""
        return self.marks / self.answers

    @property
    def discrimination(self) -> float | None:
        """The correlation with the rest; None when everybody did the same."""
        n = self.answers
        spread = (n * self.squares - self.marks**2) * (n * self.rest_squares - self.rest**2)
        if spread <= 1e-9:
            return None
        return max(-1.0, min(1.0, (n * self.products - self.marks * self.rest) / sqrt(spread)))

    @property
    def shares(self) -> dict[str, float]:
        """The share of answers that chose each option, by its text."""
        return {text: count / self.answers for text, count in self.chosen.items()}


Wording = tuple[int, int]


def tally(
    sittings: Iterable[tuple[Sequence[Mapping[str, Any]], Mapping[str, Sequence[str]]]],
) -> dict[Wording, Tally]:
    """Count papers (each with its answers) by question id and revision; what was left open is not counted.

    Wordings from before revisions were kept count as revision nothing. What people typed is not counted by
    its text.
    """
    tallies: dict[Wording, Tally] = {}
    for paper, answers in sittings:
        marks = [float(mark(question, answers.get(str(question["id"]), []))) for question in paper]
        for question, earned in zip(paper, marks, strict=True):
            chosen = clean(question, answers.get(str(question["id"]), []))
            if chosen:
                wording = (int(question["id"]), int(question.get("revision", 0)))
                rest = (sum(marks) - earned) / (len(marks) - 1) if len(marks) > 1 else 0.0
                texts = (option["text"] for option in question["options"] if option["key"] in chosen)
                tallies.setdefault(wording, Tally()).add(earned, rest, texts)
    return tallies


def told(tallies: Mapping[Wording, Tally]) -> dict[Wording, Tally]:
    """Those with enough answers to be shown."""
    return {wording: counted for wording, counted in tallies.items() if counted.answers >= LEAST}
