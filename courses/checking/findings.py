"""What a check finds: each rule met or not, how much it weighs, and where to look."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from courses.said import Said


class Weight(Enum):
    """What a rule that is not met does to publishing."""

    BLOCKER = "blocker"
    HUMAN = "human"
    ADVICE = "advice"


@dataclass(frozen=True)
class Finding:
    """One rule, met or not; `block` is the id of the block to look at, or empty."""

    rule: str
    is_met: bool
    weight: Weight
    text: Said
    block: str = ""

    @property
    def holds_back(self) -> bool:
        """Whether it keeps a page from being published, unless an exception is made."""
        return not self.is_met and self.weight is not Weight.ADVICE


def held_back_by(findings: Iterable[Finding], excepted: Iterable[str] = ()) -> list[Finding]:
    """The findings that hold a page back; rules in `excepted` do not, but stay on record."""
    allowed = set(excepted)
    return [finding for finding in findings if finding.holds_back and finding.rule not in allowed]
