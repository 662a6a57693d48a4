"""What a rule is: a category, a finder, a check, the words around it, and how much it weighs."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from network.screening.folding import Reading
from network.screening.kinds import Category, Severity


@dataclass(frozen=True, slots=True)
class Spot:
    """A passage of the folded text.

    A `typical` layout may serve as context; a `doubtful` one counts only where a rule requires context.
    """

    start: int
    end: int
    typical: bool = False
    doubtful: bool = False


Finder = Callable[[Reading], Iterable[Spot]]
Check = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Near:
    """Words that stand so many characters before or after a passage."""

    pattern: re.Pattern[str]
    before: int = 60
    after: int = 40

    def found(self, text: str, spot: Spot) -> bool:
        """Whether they do."""
        window = max(0, spot.start - self.before), min(len(text), spot.end + self.after)
        return self.pattern.search(text, *window) is not None


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of the table: what is looked for, what makes it sure, and what follows."""

    category: Category
    because: str
    find: Finder
    check: Check | None = None
    context: Near | None = None
    context_required: bool = False
    layout_counts: bool = False
    doubt: Near | None = None
    unless: Near | None = None
    severity: Severity = Severity.NUDGE
    severity_in_context: Severity = Severity.NUDGE

    def matches(self, reading: Reading) -> Iterator[tuple[Spot, Severity]]:
        """The passages this rule sees, with their weight."""
        text = reading.loose
        for spot in reading.once(self.find):
            if self.check and not self.check(text[spot.start : spot.end]):
                continue
            if self.unless and self.unless.found(text, spot):
                continue
            if spot.doubtful and not self.context_required:
                continue
            sure = self._is_sure(text, spot)
            if sure or not self.context_required:
                yield spot, self.severity_in_context if sure else self.severity

    def _is_sure(self, text: str, spot: Spot) -> bool:
        """Whether its layout or the words around it bear it out, and none speak against it."""
        if self.doubt and self.doubt.found(text, spot):
            return False
        if self.layout_counts and spot.typical:
            return True
        return self.context is not None and self.context.found(text, spot)


def around_digits(
    pattern: re.Pattern[str], reading: Reading, *, with_words: bool = False
) -> Iterator[re.Match[str]]:
    """The matches of a pattern that holds digits, and words or a few letters; text without any costs nothing."""
    for start, end in reading.around_digits if with_words else reading.close_to_digits:
        yield from pattern.finditer(reading.loose, start, end)


def every(
    pattern: str, *, flags: int = 0, group: int = 0, hints: tuple[str, ...] = (), with_words: bool = False
) -> Finder:
    """A finder of every match of a pattern that holds digits; with hints, only where one of them stands."""
    compiled = re.compile(pattern, flags)

    def find(reading: Reading) -> Iterator[Spot]:
        if hints and not any(hint in reading.lower for hint in hints):
            return
        for match in around_digits(compiled, reading, with_words=with_words):
            yield Spot(*match.span(group))

    return find


def near(pattern: str, *, before: int = 60, after: int = 40) -> Near:
    """Words of any case near a passage."""
    return Near(re.compile(pattern, re.I), before, after)


def digits_of(words: str) -> str:
    """The digits of a passage, without what stands between them."""
    return "".join(char for char in words if "0" <= char <= "9")
