"""Copying a course whole: Wagtail copies the pages, this brings the questions along."""

from typing import Any

from django.db import transaction

from courses.models import CoursePage, LessonPage, Outcome, Question


@transaction.atomic
def complete_copy(*, course: CoursePage, copy: CoursePage) -> int:
    """Give a copied course its own questions, and let its lessons ask those; returns how many.

    People, answers, versions, checks and exceptions stay with the first course.
    """
    made: dict[int, Question] = {}
    own = {outcome.key: outcome for outcome in CoursePage.objects.get(pk=copy.pk).outcomes.all()}
    for question in Question.objects.filter(outcome__course=course).select_related("outcome"):
        made[question.pk] = _copied(question, own[question.outcome.key])
    for lesson in LessonPage.objects.descendant_of(copy):
        draft = lesson.get_latest_revision_as_object()
        if _ask(draft.body, made):
            draft.save_revision()
    return len(made)


def _copied(question: Question, outcome: Outcome) -> Question:
    """The same question for another outcome, with copies of all it holds."""
    twin, _children = question.copy_cluster()
    twin.pk, twin.outcome = None, outcome
    twin.save()
    copied: Question = twin
    return copied


def _ask(body: Any, made: dict[int, Question]) -> bool:
    """Put the copies in place of the questions that checks ask; whether any was."""
    changed = False
    for child in body:
        if child.block_type == "check":
            questions = child.value["questions"]
            for place, question in enumerate(questions):
                if question is not None and question.pk in made:
                    questions[place] = made[question.pk]
                    changed = True
    return changed
