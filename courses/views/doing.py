"""What a learner does on a course page or in a lesson; every view here answers POST alone."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from academy.models import User
from courses.actions.enrol import complete_lesson
from courses.actions.enrol import enrol as enrol_person
from courses.actions.joining import ask_to_enrol
from courses.actions.work import answer_check, forget_answers, keep_reflection
from courses.addresses import course_address, lesson_address
from courses.finding import find_standing
from courses.marking import collected
from courses.models import CoursePage, EnrolmentRequest, LessonBody
from courses.outlines import neighbours
from courses.permissions import can_read_lessons, courses_first, why_not_enrol
from courses.views.reading import enrolled, get_body, get_outline, lesson_page


def enrol(request: HttpRequest, course: str) -> HttpResponse:
    """Enrol and go to the first lesson, or say what stands in the way and what to do about it."""
    outline = get_outline(request, course)
    if not isinstance(request.user, User):
        return redirect_to_login(course_address(outline.slug))
    page = outline.course
    reason = "" if enrolled(request, outline) else why_not_enrol(request.user, page)
    if not reason and request.method == "POST":
        enrol_person(person=request.user, course=page)
        return redirect(find_standing(request.user, outline).next_address)
    if not reason:
        return redirect(course_address(outline.slug))
    if reason == "request" and request.method == "POST":
        ask_to_enrol(person=request.user, course=page, text=request.POST.get("text", ""))
        messages.success(request, _("Your request is sent. The answer comes to your notifications."))
        return redirect(course_address(outline.slug, "enrol"))
    context = {"outline": outline, "reason": reason, "wing": "learn"}
    return render(request, "courses/joining.html", context | _joining(request.user, page, reason))


def _joining(person: User, page: CoursePage, reason: str) -> dict[str, Any]:
    """What the page that says what stands in the way shows besides."""
    if reason == "request":
        return {"asked": EnrolmentRequest.objects.filter(learner__user=person, course=page).last()}
    if reason == "first":
        return {"first": courses_first(person, page)}
    return {"organisations": page.organisations.all() if reason == "organisation" else []}


def _open_body(request: HttpRequest, course: str, module: str, lesson: str) -> LessonBody:
    body = get_body(request, course, module, lesson)
    if not can_read_lessons(request.user, body.outline):
        raise Http404
    return body


@require_POST
def done(request: HttpRequest, course: str, module: str, lesson: str) -> HttpResponse:
    """Mark a lesson done and go to the next, or back to the course after the last."""
    body = _open_body(request, course, module, lesson)
    enrolment = enrolled(request, body.outline)
    if enrolment is None:
        return redirect(course_address(course))
    complete_lesson(enrolment=enrolment, lesson_id=body.lesson_id, outline=body.outline)
    after = neighbours(body.outline, body.lesson_id)["after"]
    return redirect(after["url"] if after else find_standing(request.user, body.outline).next_address)


@require_POST
def check(request: HttpRequest, course: str, module: str, lesson: str) -> HttpResponse:
    """Mark the answers to a lesson's check; kept for the enrolled, shown once to anybody else."""
    body = _open_body(request, course, module, lesson)
    name = request.POST.get("slot", "")
    slot = body.slots.get(name)
    if slot is None or slot["kind"] != "check":
        raise Http404
    answers = chosen_answers(request, slot["questions"])
    enrolment = enrolled(request, body.outline)
    if enrolment is None:
        return lesson_page(request, body, tried=answers)
    if request.POST.get("again"):
        questions = [str(question["id"]) for question in slot["questions"]]
        forget_answers(learner_id=enrolment.learner_id, lesson_id=body.lesson_id, questions=questions)
    elif answers:
        answer_check(learner_id=enrolment.learner_id, lesson_id=body.lesson_id, answers=answers)
    else:
        messages.warning(request, _("Choose an answer first. Nothing is lost."))
    return redirect(f"{lesson_address(course, module, lesson)}#{name}")


def chosen_answers(request: HttpRequest, questions: list[dict[str, Any]]) -> dict[str, list[str]]:
    """The answers in a form, by question id; questions without an answer are left out."""
    answers = {str(question["id"]): collected(question, request.POST.getlist) for question in questions}
    return {question: chosen for question, chosen in answers.items() if chosen}


@require_POST
def reflection(request: HttpRequest, course: str, module: str, lesson: str) -> HttpResponse:
    """Keep private writing; sent by script it answers with a word, as a form with the page."""
    body = _open_body(request, course, module, lesson)
    slot = body.slots.get(request.POST.get("slot", ""))
    enrolment = enrolled(request, body.outline)
    if enrolment is None or slot is None or slot["kind"] != "reflection":
        raise Http404
    kept = keep_reflection(
        learner_id=enrolment.learner_id,
        lesson_id=body.lesson_id,
        key=slot["key"],
        text=request.POST.get("text", ""),
    )
    if request.headers.get("X-Requested-With") == "fetch":
        return JsonResponse({"saved": True})
    messages.success(request, _("Saved. Only you can read it.") if kept else _("Your writing is deleted."))
    return redirect(f"{lesson_address(course, module, lesson)}#reflection-{slot['key']}")
