"""Sitting the final check: drawing, saving as one goes, marking on the server."""

import random

from django.db import transaction
from django.utils import timezone

from courses.actions.ledger import Kind, add_event, settle
from courses.models import Attempt, AttemptAnswer, CoursePage, Enrolment, Question
from courses.rules import draw_paper, is_pass, is_right, known_options, shuffled_options


class NoQuestions(LookupError):
    """The course has no questions for its final check yet."""


def bank_of(course: CoursePage) -> dict[int, list[dict[str, object]]]:
    """The course's final questions by outcome, outcomes in the course's order."""
    bank: dict[int, list[dict[str, object]]] = {outcome.pk: [] for outcome in course.outcomes.all()}
    rows = Question.objects.for_final().filter(outcome__in=bank).prefetch_related("options")
    for question in rows.order_by("pk"):
        bank[question.outcome_id].append(question.as_data())
    return bank


@transaction.atomic
def start_attempt(*, enrolment: Enrolment) -> Attempt:
    """The open attempt, or a new one with a fresh draw; asking twice gives the same attempt.

    Raises NoQuestions when the bank is empty.
    """
    enrolment = Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk)
    last = enrolment.attempts.order_by("-number").first()
    if last is not None and last.submitted_at is None:
        return last
    course = enrolment.course
    dice = random.SystemRandom()
    seen = [question["id"] for question in last.paper] if last else []
    paper = draw_paper(bank_of(course), an_outcome=course.questions_an_outcome, dice=dice, avoid=seen)
    if not paper:
        raise NoQuestions("There are no questions yet.")
    return Attempt.objects.create(
        enrolment=enrolment,
        number=last.number + 1 if last else 1,
        paper=[shuffled_options(question, dice) for question in paper],
        pass_mark=course.pass_mark,
    )


@transaction.atomic
def save_answers(*, attempt: Attempt, answers: dict[str, list[str]]) -> bool:
    """Keep what is chosen so far; False, and nothing kept, once the attempt was handed in."""
    attempt = Attempt.objects.select_for_update(of=("self",)).get(pk=attempt.pk)
    if attempt.submitted_at is not None:
        return False
    for question_id, chosen in answers.items():
        question = attempt.question(question_id)
        if question is not None:
            AttemptAnswer.objects.update_or_create(
                attempt=attempt,
                question=question_id,
                defaults={"chosen": known_options(question, chosen)},
            )
    return True


@transaction.atomic
def submit_attempt(*, attempt: Attempt) -> Attempt:
    """Mark an attempt from its saved answers, once; a second call returns the marks of the first."""
    attempt = Attempt.objects.select_for_update(of=("self",)).select_related("enrolment").get(pk=attempt.pk)
    if attempt.submitted_at is not None:
        return attempt
    answers = dict(attempt.answers.values_list("question", "chosen"))
    attempt.right = sum(
        is_right(question, answers.get(str(question["id"]), [])) for question in attempt.paper
    )
    attempt.passed = is_pass(right=attempt.right, asked=attempt.asked, pass_mark=attempt.pass_mark)
    attempt.submitted_at = timezone.now()
    attempt.save(update_fields=["right", "passed", "submitted_at"])
    add_event(
        enrolment=attempt.enrolment,
        kind=Kind.PAPER_PASSED if attempt.passed else Kind.PAPER_FAILED,
        key=str(attempt.number),
        once=f"paper:{attempt.number}",
    )
    settle(enrolment=attempt.enrolment)
    return attempt
