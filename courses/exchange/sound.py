"""What every format's reader does at the end: drafts that the bank could not hold become problems."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from courses.exchange.drafts import Draft, Problem
from courses.question_rules import Shape, problem_of

MOST_QUESTIONS = 2_000
LONGEST_OPTION, LONGEST_TEXT, MOST_OPTIONS, MOST_ITEMS = 300, 5_000, 8, 10


def checked(draft: Draft) -> Draft | Problem:
    """The draft, or why the bank cannot hold it."""
    reason = _too_much(draft) or _unsound(draft)
    return Problem(draft.line, draft.text[:100], reason) if reason else draft


def _too_much(draft: Draft) -> str:
    texts: Iterable[str] = [
        *(option.text for option in draft.options),
        *(t for pair in draft.items for t in pair),
    ]
    if not draft.text:
        return _("It has no text.")
    if len(draft.text) > LONGEST_TEXT or any(len(text) > LONGEST_OPTION for text in texts):
        return _("It is too long: 5,000 characters for a question and 300 for an option are the most.")
    if len(draft.options) > MOST_OPTIONS or len(draft.items) > MOST_ITEMS:
        return _("It has too many parts: eight options or ten items are the most.")
    if draft.options and len({option.text for option in draft.options}) != len(draft.options):
        return _("Two of its options are the same.")
    if any(not option.text for option in draft.options):
        return _("One of its options is empty.")
    return ""


def _unsound(draft: Draft) -> str:
    shape = Shape(
        kind=draft.kind,
        right=[option.right for option in draft.options],
        items=draft.items,
        accepted=draft.accepted,
    )
    problem = problem_of(shape)
    if problem is not None:
        return str(problem.message)
    if draft.kind == "numeric" and not draft.number:
        return _("It gives no number that can be read.")
    if draft.kind == "numeric" and draft.tolerance.startswith("-"):
        return _("Its tolerance is below zero.")
    if draft.kind == "truefalse" and draft.truth is None:
        return _("It does not say whether the statement is true or false.")
    return ""
