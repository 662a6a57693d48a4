"""What screening speaks in: kinds of finding, how much one weighs, what a person may answer, what was found."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum


class Category(StrEnum):
    """What a passage looks like."""

    NHS_NUMBER = "nhs_number"
    NATIONAL_INSURANCE = "national_insurance"
    EMAIL = "email"
    DATE_OF_BIRTH = "date_of_birth"
    PHONE = "phone"
    REFERENCE = "reference"
    POSTCODE = "postcode"
    VEHICLE_REGISTRATION = "vehicle_registration"
    JIGSAW = "jigsaw"


class Severity(StrEnum):
    """A nudge asks the writer to look again; a hold keeps the post back until a moderator has looked."""

    NUDGE = "nudge"
    HOLD = "hold"


class Outcome(StrEnum):
    """What becomes of a text as it stands."""

    CLEAR = "clear"
    NUDGE = "nudge"
    HOLD = "hold"


class Answer(StrEnum):
    """What a writer can say to a finding; to edit never lets a passage through as it is."""

    EDIT = "edit"
    SERVICE_CONTACT = "service_contact"
    FICTIONAL = "fictional"


_MADE_UP = frozenset({Answer.EDIT, Answer.FICTIONAL})
_MAY_BE_A_SERVICE = _MADE_UP | {Answer.SERVICE_CONTACT}

#: Which answers are open to a nudge. A hold has one answer, whatever its category: edit.
ANSWERS: Mapping[Category, frozenset[Answer]] = {
    Category.NHS_NUMBER: _MADE_UP,
    Category.NATIONAL_INSURANCE: _MADE_UP,
    Category.EMAIL: _MAY_BE_A_SERVICE,
    Category.DATE_OF_BIRTH: _MADE_UP,
    Category.PHONE: _MAY_BE_A_SERVICE,
    Category.REFERENCE: _MADE_UP,
    Category.POSTCODE: _MAY_BE_A_SERVICE,
    Category.VEHICLE_REGISTRATION: _MADE_UP,
    Category.JIGSAW: _MADE_UP,
}


@dataclass(frozen=True, slots=True)
class Finding:
    """One passage: where it stands in the original text, its words, and the rule that saw it."""

    category: Category
    start: int
    end: int
    words: str
    severity: Severity
    because: str
    field: str = ""

    @property
    def answers(self) -> frozenset[Answer]:
        """The answers open to the writer."""
        return frozenset({Answer.EDIT}) if self.severity is Severity.HOLD else ANSWERS[self.category]

    def settled_by(self, answer: str | None) -> bool:
        """Whether this answer lets the passage stand as it is."""
        return answer != Answer.EDIT and answer in self.answers

    def within(self, field: str) -> "Finding":
        """The same finding in the named text of a post."""
        return replace(self, field=field)


@dataclass(frozen=True, slots=True)
class Screening:
    """Everything found in one post."""

    findings: tuple[Finding, ...] = ()

    @property
    def outcome(self) -> Outcome:
        """Held by one hold, nudged by anything less, clear when nothing was found."""
        if not self.findings:
            return Outcome.CLEAR
        held = any(finding.severity is Severity.HOLD for finding in self.findings)
        return Outcome.HOLD if held else Outcome.NUDGE

    def remaining(self, answers: Mapping[str, str]) -> tuple[Finding, ...]:
        """The findings that no answer, given by category, has settled yet."""
        return tuple(found for found in self.findings if not found.settled_by(answers.get(found.category)))


def counts(screening: Screening) -> dict[str, int]:
    """How many findings of each category: all of a screening that a log may hold."""
    totals: dict[str, int] = {}
    for found in screening.findings:
        totals[found.category.value] = totals.get(found.category.value, 0) + 1
    return totals
