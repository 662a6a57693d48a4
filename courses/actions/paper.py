"""Sitting the final check: drawing, saving as one goes, marking on the server."""

import random
from collections.abc import Collection, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from courses.actions.results import write_result
from courses.marking import clean, collected, fields_of, shuffled
from courses.models import Attempt, AttemptAnswer, CoursePage, Enrolment, Question
from courses.paper_rules import MayTry, draw_paper, is_pass, marks, stored_marks, weakest_outcomes
from courses.tries import standing_with_tries

Purpose = Attempt.Purpose


class NoQuestions(LookupError):
    """The course has no questions for its final check yet."""


class NoTries(Exception):
    """Every try that is allowed was used, or it is too soon; `standing` says from when there are more."""

    def __init__(self, standing: MayTry) -> None:
        super().__init__("There is no try now.")
        self.standing = standing


class AnotherOpen(Exception):
    """A check begun for another purpose is open and has answers in it: that one is handed in first."""


def bank_of(course: CoursePage) -> dict[int, list[dict[str, object]]]:
    """The course's final questions by outcome, outcomes in the course's order."""
    bank: dict[int, list[dict[str, object]]] = {outcome.pk: [] for outcome in course.outcomes.all()}
    for question in Question.objects.of_final(course.pk):
        bank[question.outcome_id].append(question.as_data() | {"fixed": question.always})
    return bank


@transaction.atomic
def start_attempt(
    *,
    enrolment: Enrolment,
    purpose: str = Purpose.FINAL,
    outcomes: Collection[int] | None = None,
    an_outcome: int | None = None,
) -> Attempt:
    """The open attempt for this purpose, or a new one with a fresh draw; asking twice gives the same attempt.

    `outcomes` (ids; None for all) and `an_outcome` (how many questions of each; None as the course says)
    narrow the draw; a refresher begins with what was weakest. Raises AnotherOpen, NoTries, and NoQuestions
    when there is nothing to draw.
    """
    enrolment = Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk)
    last = _last_attempt(enrolment, purpose)
    if last is not None and last.submitted_at is None:
        return last
    course = enrolment.course
    standing = standing_with_tries(enrolment, course.limits, purpose)
    if not standing.now:
        raise NoTries(standing)
    dice = random.SystemRandom()
    paper = draw_paper(
        bank_of(course),
        an_outcome=an_outcome or course.questions_an_outcome,
        dice=dice,
        avoid=[question["id"] for question in last.paper] if last else [],
        outcomes=outcomes,
        weakest=weakest_of(enrolment) if purpose == Purpose.REFRESHER else (),
    )
    if not paper:
        raise NoQuestions("There are no questions yet.")
    return Attempt.objects.create(
        enrolment=enrolment,
        number=last.number + 1 if last else 1,
        purpose=purpose,
        paper=[shuffled(question, dice) for question in paper],
        pass_mark=course.pass_mark,
    )


def _last_attempt(enrolment: Enrolment, purpose: str) -> Attempt | None:
    """The last attempt; one that is open for another purpose and untouched makes room. Raises AnotherOpen."""
    last = enrolment.attempts.order_by("-number").first()
    if last is None or last.submitted_at is not None or last.purpose == purpose:
        return last
    if last.answers.exclude(chosen=[]).exists():
        raise AnotherOpen("Another check is open.")
    last.delete()
    return enrolment.attempts.order_by("-number").first()


def weakest_of(enrolment: Enrolment) -> list[int]:
    """Outcomes in the order of this learner's marks so far, the weakest first; for their own papers alone."""
    rows = enrolment.attempts.filter(submitted_at__isnull=False).prefetch_related("answers")
    sittings = (
        (attempt.paper, {row.question: row.chosen for row in attempt.answers.all()}) for attempt in rows
    )
    return weakest_outcomes(sittings)


@transaction.atomic
def save_answers(*, attempt: Attempt, answers: dict[str, list[str]]) -> bool:
    """Keep what is chosen so far; False, and nothing kept, once the attempt was handed in.

    A question whose feedback was given stays as it was answered.
    """
    attempt = Attempt.objects.select_for_update(of=("self",)).get(pk=attempt.pk)
    if attempt.submitted_at is not None:
        return False
    settled = set(attempt.answers.filter(settled=True).values_list("question", flat=True))
    for question_id, chosen in answers.items():
        question = attempt.question(question_id)
        if question is not None and question_id not in settled:
            AttemptAnswer.objects.update_or_create(
                attempt=attempt,
                question=question_id,
                defaults={"chosen": clean(question, chosen)},
            )
    return True


@transaction.atomic
def save_sent(*, attempt: Attempt, sent: Mapping[str, list[str]]) -> bool:
    """Keep the answers in a form, given by field name; a question or part that was not sent stays as it was.

    What is kept already is read under the same lock, so that two tabs do not undo each other's parts.
    """
    attempt = Attempt.objects.select_for_update(of=("self",)).get(pk=attempt.pk)
    kept = dict(attempt.answers.values_list("question", "chosen"))

    def values(name: str) -> list[str]:
        return sent.get(name, [])

    answers = {
        str(question["id"]): collected(question, values, kept.get(str(question["id"]), []))
        for question in attempt.paper
        if f"asked{question['id']}" in sent or any(name in sent for name in fields_of(question))
    }
    return save_answers(attempt=attempt, answers=answers)


@transaction.atomic
def settle_answer(*, attempt: Attempt, question: dict[str, Any]) -> bool:
    """Fix the answer to one question so that its feedback can be shown; False while it is not answered."""
    attempt = Attempt.objects.select_for_update(of=("self",)).get(pk=attempt.pk)
    rows = attempt.answers.filter(question=str(question["id"])).exclude(chosen=[])
    return attempt.submitted_at is None and bool(rows.update(settled=True))


@transaction.atomic
def submit_attempt(*, attempt: Attempt) -> Attempt:
    """Mark an attempt from its saved answers, once; a second call returns the marks of the first."""
    attempt = Attempt.objects.select_for_update(of=("self",)).select_related("enrolment").get(pk=attempt.pk)
    if attempt.submitted_at is not None:
        return attempt
    total = marks(attempt.paper, dict(attempt.answers.values_list("question", "chosen")))
    attempt.right = stored_marks(total)
    attempt.passed = is_pass(right=total, asked=attempt.asked, pass_mark=attempt.pass_mark)
    attempt.submitted_at = timezone.now()
    attempt.save(update_fields=["right", "passed", "submitted_at"])
    write_result(attempt=attempt)
    return attempt
