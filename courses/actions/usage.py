"""Working out once a day how questions do."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from courses.models import Attempt, Question, QuestionImport, QuestionUsage
from courses.usage import tally, told

FORGOTTEN = timedelta(days=14)


def sittings() -> Iterator[tuple[list[Any], dict[str, list[str]]]]:
    """Every paper handed in by somebody whose answers are still held."""
    rows = Attempt.objects.filter(submitted_at__isnull=False, enrolment__learner__user__isnull=False)
    for attempt in rows.prefetch_related("answers").order_by("pk").iterator(chunk_size=200):
        yield attempt.paper, {row.question: row.chosen for row in attempt.answers.all()}


def count_usage(day: date) -> None:
    """Replace every question's figures with those of today."""
    counted = told(tally(sittings()))
    known = set(Question.objects.values_list("pk", flat=True))
    rows = [
        QuestionUsage(
            question_id=question,
            revision=revision,
            answers=found.answers,
            facility=found.facility,
            discrimination=found.discrimination,
            shares=found.shares,
        )
        for (question, revision), found in counted.items()
        if question in known
    ]
    with transaction.atomic():
        QuestionUsage.objects.all().delete()
        QuestionUsage.objects.bulk_create(rows, batch_size=500)


def tidy_question_imports(day: date) -> None:
    """Forget files of questions that were sent and never imported."""
    before = timezone.now() - FORGOTTEN
    waiting = QuestionImport.objects.filter(state=QuestionImport.State.WAITING, started_at__lt=before)
    waiting.delete()
