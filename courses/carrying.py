"""Questions of the bank as drafts for other platforms, and drafts as questions of the bank."""

from collections.abc import Iterable
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from courses.exchange import Draft
from courses.exchange.drafts import Choice
from courses.exchange.plain import tidy
from courses.models import Item, Option, Outcome, Question
from courses.wording import as_data, fingerprint, plain


def draft_of(question: Question) -> Draft:
    """A question as a draft, under its course's and outcome's names."""
    outcome = question.outcome
    number = plain(question.number) if question.number is not None else ""
    return Draft(
        kind=question.kind,
        text=tidy(question.text),
        options=tuple(
            Choice(tidy(option.text), option.right, tidy(option.feedback))
            for option in question.options.all()
        ),
        truth=question.truth if question.kind == Question.Kind.TRUE_FALSE else None,
        items=tuple((tidy(item.text), tidy(item.match)) for item in question.items.all()),
        number=number,
        tolerance=plain(question.tolerance),
        accepted=tuple(question.accepted_answers()),
        feedback_right=tidy(question.feedback_right),
        feedback_wrong=tidy(question.feedback_wrong),
        name=question.key,
        category=category_of(outcome),
    )


def category_of(outcome: Outcome) -> str:
    """The category under which an outcome's questions are written."""
    return f"{outcome.course.slug}/{outcome.key}"


def key_of(draft: Draft) -> str:
    """The key under which a draft is kept: from its name, or from what it asks."""
    return slugify(draft.name)[:80].strip("-") or f"q-{draft.digest}"


def told_plainly(draft: Draft) -> Draft:
    """The draft with a plain word wherever it says nothing itself."""
    right, wrong = _("Right."), _("Not this one.")
    said = tuple(
        Choice(option.text, option.right, right if option.right else wrong) for option in draft.options
    )
    return draft.with_feedback_of(
        Draft(draft.kind, "", options=said, feedback_right=right, feedback_wrong=wrong)
    )


def fill(question: Question, draft: Draft) -> Question:
    """Give a question the draft's wording, in memory; options and items hang on it unsaved."""
    draft = told_plainly(draft)
    question.kind, question.text, question.truth = draft.kind, draft.text, draft.truth
    question.number = draft.number or None
    question.tolerance = draft.tolerance
    question.accepted = "\n".join(draft.accepted)
    own = not draft.options
    question.feedback_right = draft.feedback_right if own else ""
    question.feedback_wrong = draft.feedback_wrong if own else ""
    question.options.set(
        [
            Option(sort_order=place, text=option.text, right=option.right, feedback=option.feedback)
            for place, option in enumerate(draft.options)
        ]
    )
    question.items.set(
        [Item(sort_order=place, text=text, match=match) for place, (text, match) in enumerate(draft.items)]
    )
    return question


def keep_all(questions: Iterable[Question]) -> None:
    """Write new questions with what hangs on them, in a handful of statements."""
    made = list(questions)
    for question in made:
        question.fingerprint = fingerprint(as_data(question))
    children: list[Any] = [[*question.options.all()] for question in made]
    items: list[Any] = [[*question.items.all()] for question in made]
    Question.objects.bulk_create(made, batch_size=500)
    for rows in (children, items):
        for question, hanging in zip(made, rows, strict=True):
            for row in hanging:
                row.question_id = question.pk
    Option.objects.bulk_create([row for rows in children for row in rows], batch_size=500)
    Item.objects.bulk_create([row for rows in items for row in rows], batch_size=500)
