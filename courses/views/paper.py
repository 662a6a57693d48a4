"""The final check: start, save as one goes, hand in."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from courses.actions.paper import (
    AnotherOpen,
    NoQuestions,
    NoTries,
    save_sent,
    settle_answer,
    submit_attempt,
)
from courses.actions.renewal import NotOffered, asked_outcomes, start_check
from courses.actions.tries import ask_for_another_try
from courses.addresses import course_address
from courses.marking import is_whole
from courses.models import AnotherTry, Attempt, CourseOutline, CoursePage, Enrolment, Question
from courses.paper_rules import drawn_size, needed
from courses.showing import Tell, shown
from courses.tries import standing_with_tries
from courses.views.reading import enrolled, get_outline

ANOTHER_OPEN = gettext_lazy(
    "A check that you began for another reason is open and has answers in it. Hand it in first; then you can "
    "begin the other one."
)


def find_enrolment(request: HttpRequest, outline: CourseOutline) -> Enrolment:
    """This person's enrolment on the course; 404 when there is none."""
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
        page = CoursePage.objects.get(pk=outline.course_id)
        asked = asked_outcomes(enrolment, outline)
        return render(request, "courses/paper_start.html", context | before(page, enrolment, asked))
    return _open_paper(request, context | {"attempt": attempt}, attempt)


def before(course: CoursePage, enrolment: Enrolment, outcomes: list[int] | None) -> dict[str, Any]:
    """What somebody should know before a try: how much is asked, what passes, what tries are left."""
    counts = Question.objects.counts_of_final(course.pk, outcomes)
    asked = drawn_size(counts, an_outcome=course.questions_an_outcome)
    return {
        "asked": asked,
        "needed": needed(asked=asked, pass_mark=course.pass_mark),
        "settings": course,
        "recognised": outcomes is not None,
        "tries": standing_with_tries(enrolment, course.limits),
        "request_open": AnotherTry.objects.waiting().filter(enrolment=enrolment).exists(),
    }


def _open_paper(
    request: HttpRequest, context: dict[str, Any], attempt: Attempt, missing: list[int] | None = None
) -> HttpResponse:
    rows = {row.question: row for row in attempt.answers.all()}
    page = CoursePage.objects.get(pk=context["outline"].course_id)
    told = Tell.ALL if page.review == CoursePage.Review.FULL else Tell.OWN
    questions = []
    for question in attempt.paper:
        row = rows.get(str(question["id"]))
        settled = row is not None and row.settled
        view = shown(question, row.chosen if row else [], told if settled else Tell.NOTHING)
        questions.append(view | {"settled": settled})
    now = page.feedback_when == CoursePage.Feedback.NOW
    context |= {"questions": questions, "missing": missing or [], "now": now}
    return render(request, "courses/paper.html", context)


@login_required
@require_POST
def start(request: HttpRequest, course: str) -> HttpResponse:
    """Begin, or go on with the attempt that is open."""
    outline = get_outline(request, course)
    try:
        start_check(enrolment=find_enrolment(request, outline), test_out="test_out" in request.POST)
    except NotOffered:
        messages.warning(request, _("This course is not passed by its check alone."))
    except AnotherOpen:
        messages.warning(request, ANOTHER_OPEN)
    except NoQuestions:
        return render(request, "courses/paper_empty.html", {"outline": outline, "wing": "learn"})
    except NoTries:
        messages.warning(request, _("There is no try just now. This page says when there will be."))
    return redirect(course_address(course, "paper"))


@login_required
@require_POST
def another(request: HttpRequest, course: str) -> HttpResponse:
    """Ask for one more try."""
    outline = get_outline(request, course)
    ask_for_another_try(enrolment=find_enrolment(request, outline))
    return redirect(course_address(course, "paper"))


def _attempt(request: HttpRequest, course: str) -> tuple[CourseOutline, Attempt]:
    outline = get_outline(request, course)
    number = request.POST.get("attempt", "")
    if not (number.isascii() and number.isdigit() and len(number) < 7):
        raise Http404
    enrolment = find_enrolment(request, outline)
    return outline, get_object_or_404(Attempt, enrolment=enrolment, number=int(number))


@login_required
@require_POST
def save(request: HttpRequest, course: str) -> HttpResponse:
    """Keep what is chosen so far."""
    _outline, attempt = _attempt(request, course)
    saved = save_sent(attempt=attempt, sent=dict(request.POST.lists()))
    if request.headers.get("X-Requested-With") == "fetch":
        return JsonResponse({"saved": saved}, status=200 if saved else 409)
    return redirect(course_address(course, "paper"))


@login_required
@require_POST
def submit(request: HttpRequest, course: str) -> HttpResponse:
    """Hand in; with questions left open the learner is asked once whether that is meant.

    `go_on` and `settle` are buttons within the paper: the next step of a scenario, the feedback on a question.
    """
    outline, attempt = _attempt(request, course)
    save_sent(attempt=attempt, sent=dict(request.POST.lists()))
    attempt.refresh_from_db()
    if attempt.submitted_at is None:
        if "go_on" in request.POST or "settle" in request.POST:
            return _stay(request, outline, attempt)
        missing = [] if request.POST.get("as_it_is") else open_questions(attempt)
        if missing:
            context = {"outline": outline, "course": outline.data, "wing": "learn", "attempt": attempt}
            return _open_paper(request, context, attempt, missing)
    submit_attempt(attempt=attempt)
    return redirect("courses:result", course=course, number=attempt.number)


def _stay(request: HttpRequest, outline: CourseOutline, attempt: Attempt) -> HttpResponse:
    settle = request.POST.get("settle", "")
    wanted = settle or request.POST.get("go_on", "")
    address = course_address(outline.slug, "paper")
    place = next((i for i, q in enumerate(attempt.paper, start=1) if str(q["id"]) == wanted), None)
    if place is None:
        return redirect(address)
    if settle and outline.course.feedback_when == CoursePage.Feedback.NOW:
        settled = settle_answer(attempt=attempt, question=attempt.paper[place - 1])
        if not settled:
            messages.warning(request, _("Choose an answer first. Nothing is lost."))
    return redirect(f"{address}#question-{place}")


def open_questions(attempt: Attempt) -> list[int]:
    """The numbers of the questions that are not, or not wholly, answered."""
    answers = dict(attempt.answers.values_list("question", "chosen"))
    return [
        number
        for number, question in enumerate(attempt.paper, start=1)
        if not is_whole(question, answers.get(str(question["id"]), []))
    ]
