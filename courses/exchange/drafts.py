"""A question between two platforms: plain values, without a database."""

import hashlib
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Any, Self

from courses.marking.typed import folded


class UnreadableFile(ValueError):
    """Nothing of a file can be read; `reason` says why and what to do."""

    def __init__(self, reason: Any) -> None:
        super().__init__(str(reason))
        self.reason = str(reason)


@dataclass(frozen=True)
class Problem:
    """What stands at a line and cannot be carried, and why."""

    line: int
    excerpt: str
    reason: str


@dataclass(frozen=True)
class Choice:
    """One option."""

    text: str
    right: bool
    feedback: str = ""


@dataclass(frozen=True)
class Draft:
    """A question as a file has it. `notes` say what of it was left behind."""

    kind: str
    text: str
    options: tuple[Choice, ...] = ()
    truth: bool | None = None
    items: tuple[tuple[str, str], ...] = ()
    number: str = ""
    tolerance: str = "0"
    accepted: tuple[str, ...] = ()
    feedback_right: str = ""
    feedback_wrong: str = ""
    name: str = field(default="", compare=False)
    category: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)
    notes: tuple[str, ...] = field(default=(), compare=False)

    @property
    def identity(self) -> tuple[str, str]:
        """What makes an unnamed question the same as another: its kind and its text."""
        return self.kind, folded(self.text)

    @property
    def digest(self) -> str:
        """A key for an unnamed question."""
        return hashlib.sha256("\n".join(self.identity).encode()).hexdigest()[:16]

    @property
    def lacks_feedback(self) -> bool:
        """Whether some answer has nothing said about it."""
        if self.options:
            return any(not option.feedback for option in self.options)
        return not (self.feedback_right and self.feedback_wrong)

    def with_feedback_of(self, other: Self) -> Self:
        """This question with the other's feedback wherever it says nothing itself."""
        said = {option.text: option.feedback for option in other.options}
        options = tuple(
            replace(option, feedback=option.feedback or said.get(option.text, "")) for option in self.options
        )
        return replace(
            self,
            options=options,
            feedback_right=self.feedback_right or other.feedback_right,
            feedback_wrong=self.feedback_wrong or other.feedback_wrong,
        )


def as_decimal(text: str) -> str | None:
    """A number as a file writes it, without noughts at its end; None for anything else, or one too long."""
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number) >= 10**12 or abs(number.adjusted()) > 12:
        return None
    plain = f"{number.quantize(Decimal('0.000001')):f}".rstrip("0").rstrip(".")
    return "0" if plain in ("-0", "") else plain
