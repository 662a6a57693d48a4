"""What becomes of each question of a file: new, the same, changed, or refused and why. Changes nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.carrying import draft_of, key_of
from courses.exchange import Draft, Problem
from courses.models import Outcome, Question

FATES = {
    "new": gettext_lazy("New"),
    "changed": gettext_lazy("Changed"),
    "same": gettext_lazy("Here already"),
    "refused": gettext_lazy("Cannot be carried"),
}


@dataclass(frozen=True)
class Plan:
    """What becomes of one question. `question` is the one that is here already."""

    line: int
    text: str
    fate: str
    reason: str = ""
    draft: Draft | None = None
    outcome: int | None = None
    question: Question | None = None

    def as_report(self) -> dict[str, Any]:
        """What an import keeps of it."""
        return {"line": self.line, "text": self.text, "fate": self.fate, "reason": self.reason}


class Bank:
    """The questions of some outcomes, found by key and by what they ask, in four queries."""

    def __init__(self, outcomes: Sequence[int]) -> None:
        rows = Question.objects.filter(outcome__in=outcomes).select_related("outcome__course")
        self.by_key: dict[tuple[int, str], Question] = {}
        self.by_text: dict[tuple[int, tuple[str, str]], Question] = {}
        self.drafts: dict[int, Draft] = {}
        for question in rows.prefetch_related("options", "items"):
            draft = draft_of(question)
            self.drafts[question.pk] = draft
            self.by_key[question.outcome_id, question.key] = question
            self.by_text[question.outcome_id, draft.identity] = question

    def find(self, outcome: int, draft: Draft) -> Question | None:
        """The question that a draft is another copy of."""
        found = self.by_key.get((outcome, key_of(draft))) if draft.name else None
        return found or self.by_text.get((outcome, draft.identity))


def plans_for(rows: Sequence[Draft | Problem], outcomes: Mapping[str, int]) -> list[Plan]:
    """A plan for each row; `outcomes` maps a category to an outcome's id."""
    bank = Bank(sorted(set(outcomes.values())))
    seen: dict[tuple[int, str], int] = {}
    plans = []
    for row in rows:
        plan = _refused(row) if isinstance(row, Problem) else _planned(row, outcomes, bank, seen)
        plans.append(plan)
    return plans


def _refused(problem: Problem) -> Plan:
    return Plan(problem.line, problem.excerpt, "refused", problem.reason)


def _planned(draft: Draft, outcomes: Mapping[str, int], bank: Bank, seen: dict[tuple[int, str], int]) -> Plan:
    outcome, text = outcomes.get(draft.category), draft.text[:100]
    if outcome is None:
        return Plan(draft.line, text, "refused", _("Choose an outcome for its category."))
    held = bank.find(outcome, draft)
    place = (outcome, held.key if held else key_of(draft))
    if place in seen:
        reason = _("Its name, or what it asks, stands at line %(line)s already.") % {"line": seen[place]}
        return Plan(draft.line, text, "refused", reason)
    seen[place] = draft.line
    notes = list(draft.notes)
    if held is None:
        if draft.lacks_feedback:
            notes.append(
                _("It says nothing about some answers: it is kept, and not in use until you add that.")
            )
        return Plan(draft.line, text, "new", " ".join(notes), draft, outcome)
    stored = bank.drafts[held.pk]
    merged = draft.with_feedback_of(stored)
    fate = "same" if merged == stored else "changed"
    return Plan(draft.line, text, fate, " ".join(notes), merged, outcome, held)


def guessed(categories: Sequence[str], course_outcomes: Sequence[Outcome]) -> dict[str, int]:
    """An outcome for each category that ends in a course's and an outcome's name, as our own exports do."""
    known = {f"{outcome.course.slug}/{outcome.key}": outcome.pk for outcome in course_outcomes}
    found = {}
    for category in categories:
        ending = "/".join(category.split("/")[-2:])
        if ending in known:
            found[category] = known[ending]
    return found
