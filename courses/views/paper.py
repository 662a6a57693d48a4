"""The final check: start, save as one goes, hand in, read the result."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from courses.actions.paper import NoQuestions, save_answers, start_attempt, submit_attempt
from courses.addresses import course_address
from courses.finding import find_standing
from courses.models import Attempt, CourseOutline, Enrolment
from courses.rules import known_options, needed
from courses.slots import marked
from courses.views.reading import enrolled, get_outline


def _enrolment(request: HttpRequest, outline: CourseOutline) -> Enrolment:
    enrolment = enrolled(request, outline)
    if enrolment is None:
        raise Http404
    return enrolment


@login_required
@require_safe
def paper(request: HttpRequest, course: str) -> HttpResponse:
    """The open attempt, or what the check is and a button to begin."""
    outline = get_outline(request, course)
    enrolment = enrolled(request, outline)
    if enrolment is None:
        return redirect(course_address(course))
    attempt = enrolment.attempts.order_by("-number").first()
    context = {"outline": outline, "course": outline.data, "wing": "learn", "last": attempt}
    if attempt is None or attempt.submitted_at is not None:
        asked = len(outline.data["outcomes"]) * outline.data["questions_an_outcome"]
        numbers = {"asked": asked, "needed": needed(asked=asked, pass_mark=outline.data["pass_mark"])}
        return render(request, "courses/paper_start.html", context | numbers)
    return _open_paper(request, context | {"attempt": attempt}, attempt)


def _open_paper(
    request: HttpRequest, context: dict[str, Any], attempt: Attempt, missing: list[int] | None = None
) -> HttpResponse:
    answers = dict(attempt.answers.values_list("question", "chosen"))
    questions = [{**question, "chosen": answers.get(str(question["id"]), [])} for question in attempt.paper]
    context |= {"questions": questions, "missing": missing or []}
    context["needed"] = needed(asked=attempt.asked, pass_mark=attempt.pass_mark)
    return render(request, "courses/paper.html", context)


@login_required
@require_POST
def start(request: HttpRequest, course: str) -> HttpResponse:
    """Begin, or go on with the attempt that is open."""
    outline = get_outline(request, course)
    try:
        start_attempt(enrolment=_enrolment(request, outline))
    except NoQuestions:
        return render(request, "courses/paper_empty.html", {"outline": outline, "wing": "learn"})
    return redirect(course_address(course, "paper"))


def _attempt(request: HttpRequest, course: str) -> tuple[CourseOutline, Attempt]:
    outline = get_outline(request, course)
    number = request.POST.get("attempt", "")
    if not (number.isascii() and number.isdigit() and len(number) < 7):
        raise Http404
    enrolment = _enrolment(request, outline)
    return outline, get_object_or_404(Attempt, enrolment=enrolment, number=int(number))


def _sent(request: HttpRequest, attempt: Attempt) -> dict[str, list[str]]:
    """The answers in the form, by question id; a question that was not sent is left as it was saved."""
    return {
        str(question["id"]): known_options(question, request.POST.getlist(f"q{question['id']}"))
        for question in attempt.paper
        if f"q{question['id']}" in request.POST or f"asked{question['id']}" in request.POST
    }


@login_required
@require_POST
def save(request: HttpRequest, course: str) -> HttpResponse:
    """Keep what is chosen so far."""
    _outline, attempt = _attempt(request, course)
    saved = save_answers(attempt=attempt, answers=_sent(request, attempt))
    if request.headers.get("X-Requested-With") == "fetch":
        return JsonResponse({"saved": saved}, status=200 if saved else 409)
    return redirect(course_address(course, "paper"))


@login_required
@require_POST
def submit(request: HttpRequest, course: str) -> HttpResponse:
    """Hand in; with questions left open the learner is asked once whether that is meant."""
    outline, attempt = _attempt(request, course)
    save_answers(attempt=attempt, answers=_sent(request, attempt))
    attempt.refresh_from_db()
    if attempt.submitted_at is None and not request.POST.get("as_it_is"):
        answered = set(attempt.answers.exclude(chosen=[]).values_list("question", flat=True))
        missing = [i for i, q in enumerate(attempt.paper, start=1) if str(q["id"]) not in answered]
        if missing:
            context = {"outline": outline, "course": outline.data, "wing": "learn", "attempt": attempt}
            return _open_paper(request, context, attempt, missing)
    submit_attempt(attempt=attempt)
    return redirect("courses:result", course=course, number=attempt.number)


@login_required
@require_safe
def result(request: HttpRequest, course: str, number: int) -> HttpResponse:
    """How an attempt went, with feedback on right and wrong answers."""
    outline = get_outline(request, course)
    rows = Attempt.objects.filter(enrolment=_enrolment(request, outline), submitted_at__isnull=False)
    attempt = get_object_or_404(rows, number=number)
    answers = dict(attempt.answers.values_list("question", "chosen"))
    context = {
        "outline": outline,
        "attempt": attempt,
        "needed": needed(asked=attempt.asked, pass_mark=attempt.pass_mark),
        "questions": [marked(q, {str(q["id"]): answers.get(str(q["id"]), [])}) for q in attempt.paper],
        "standing": find_standing(request.user, outline),
        "wing": "learn",
    }
    return render(request, "courses/result.html", context)
