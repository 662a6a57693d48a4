"""Keeping what a learner does inside lessons."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from academy.sealing import seal
from courses.models import LessonAnswer, Reflection

LONGEST_REFLECTION = 10_000


@transaction.atomic
def answer_check(*, learner_id: UUID, lesson_id: int, answers: dict[str, list[str]]) -> None:
    """Keep the latest answer to each question, by question id; part of no record."""
    for question, chosen in answers.items():
        LessonAnswer.objects.update_or_create(
            learner_id=learner_id,
            lesson_id=lesson_id,
            question=question,
            defaults={"chosen": chosen, "answered_at": timezone.now()},
        )


@transaction.atomic
def forget_answers(*, learner_id: UUID, lesson_id: int, questions: Iterable[str]) -> None:
    """Clear the answers to these questions so that they can be tried afresh."""
    LessonAnswer.objects.filter(
        learner_id=learner_id, lesson_id=lesson_id, question__in=list(questions)
    ).delete()


@transaction.atomic
def keep_reflection(*, learner_id: UUID, lesson_id: int, key: str, text: str) -> bool:
    """Seal and keep private writing; empty text deletes what was there. True when something is kept."""
    rows = Reflection.objects.filter(learner_id=learner_id, lesson_id=lesson_id, key=key)
    if not text.strip():
        rows.delete()
        return False
    Reflection.objects.update_or_create(
        learner_id=learner_id,
        lesson_id=lesson_id,
        key=key,
        defaults={"sealed": seal(text[:LONGEST_REFLECTION]), "written_at": timezone.now()},
    )
    return True
