"""How an attempt at the final check went, for the learner alone."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from courses.finding import find_standing
from courses.models import AnotherTry, Attempt, CoursePage
from courses.paper_rules import weakest_outcomes
from courses.showing import Tell, shown
from courses.tries import standing_with_tries
from courses.views.paper import find_enrolment
from courses.views.reading import get_outline


@login_required
@require_safe
def result(request: HttpRequest, course: str, number: int) -> HttpResponse:
    """How an attempt went, with as much feedback as the course gives."""
    outline = get_outline(request, course)
    enrolment = find_enrolment(request, outline)
    rows = Attempt.objects.filter(enrolment=enrolment, submitted_at__isnull=False)
    attempt = get_object_or_404(rows, number=number)
    page = CoursePage.objects.get(pk=outline.course_id)
    answers = dict(attempt.answers.values_list("question", "chosen"))
    tell = how_much(page, attempt)
    context = {
        "outline": outline,
        "attempt": attempt,
        "questions": [shown(q, answers.get(str(q["id"]), []), tell) for q in attempt.paper],
        "told": tell is not Tell.NOTHING,
        "look_at": outcomes_to_look_at(page, attempt, answers) if tell is Tell.NOTHING else [],
        "standing": find_standing(request.user, outline),
        "tries": standing_with_tries(enrolment, page.limits),
        "request_open": AnotherTry.objects.waiting().filter(enrolment=enrolment).exists(),
        "wing": "learn",
    }
    return render(request, "courses/result.html", context)


def how_much(course: CoursePage, attempt: Attempt) -> Tell:
    """How much of the questions a learner sees afterwards."""
    if course.review == CoursePage.Review.OWN:
        return Tell.OWN
    shut = course.review == CoursePage.Review.PASSED and not attempt.passed
    return Tell.NOTHING if shut else Tell.ALL


def outcomes_to_look_at(course: CoursePage, attempt: Attempt, answers: dict[str, list[str]]) -> list[str]:
    """What the questions that were not right are about: the two weakest outcomes, in words."""
    texts = {outcome.pk: outcome.text for outcome in course.outcomes.all()}
    order = weakest_outcomes([(attempt.paper, answers)])
    return [texts[outcome] for outcome in order if outcome in texts][:2]
