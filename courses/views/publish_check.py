"""The publish check as a page of its own: every rule, who checked, and exceptions."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.models import Page

from academy.requests import MemberRequest
from courses.actions.publishing import end_exception, make_exception, record_check
from courses.check_forms import ExceptionForm, HumanCheckForm
from courses.exceptions import exceptions_of
from courses.models import CoursePage, LessonPage, PublishException
from courses.panels import check_of, rows_of
from courses.permissions import can_edit_page, can_publish_page
from courses.publishing import course_of, findings_of


def _draft(request: HttpRequest, pk: int) -> Any:
    page = get_object_or_404(Page, pk=pk).specific
    if not can_edit_page(request.user, page):
        raise PermissionDenied
    return page.get_latest_revision_as_object()


def _show(request: HttpRequest, page: Any, **forms: Any) -> HttpResponse:
    course = course_of(page)
    found = findings_of(page)
    excepted = exceptions_of(course)
    open_rules = sorted({finding.rule for finding in found if finding.holds_back})
    context = {
        "page": page,
        "course": course,
        "rows": rows_of(found, {row.rule for row in excepted}),
        "exceptions": excepted,
        "may_decide": course is not None and can_publish_page(request.user, course),
        "lessons": _lessons(page),
        "check_form": HumanCheckForm(),
        "exception_form": ExceptionForm(rules=open_rules),
        "wing": "learn",
    }
    return render(request, "courses/editors/check.html", context | forms)


def _lessons(page: Any) -> list[dict[str, Any]]:
    """For a course, each lesson with how many rules hold it back."""
    if not isinstance(page, CoursePage):
        return []
    rows = [row.get_latest_revision_as_object() for row in LessonPage.objects.descendant_of(page)]
    return [{"page": row, "open": sum(f.holds_back for f in findings_of(row))} for row in rows]


@require_safe
def publish_check(request: HttpRequest, pk: int) -> HttpResponse:
    """The check of a course or a lesson, as last saved."""
    return _show(request, _draft(request, pk))


@require_POST
def check_draft(request: MemberRequest, pk: int) -> HttpResponse:
    """The check of what stands in the form now, for the panel beside it; nothing is saved."""
    page = _draft(request, pk)
    if not isinstance(page, CoursePage | LessonPage):
        raise Http404
    parent = page.get_parent().specific
    form_class = page.get_edit_handler().get_form_class()
    form = form_class(request.POST, instance=page, parent_page=parent, for_user=request.user)
    form.defer_required_fields()
    try:
        is_fit = form.is_valid()
    except (KeyError, ValueError):  # a part of the form was not sent at all
        return HttpResponseBadRequest()
    found = form.save(commit=False) if is_fit else _draft(request, pk)
    return render(request, "courses/editors/side_rows.html", check_of(found) | {"unfit": not is_fit})


def _deciding(request: MemberRequest, pk: int) -> CoursePage:
    course = course_of(_draft(request, pk))
    if course is None or not can_publish_page(request.user, course):
        raise PermissionDenied
    return course


@require_POST
def human_check(request: MemberRequest, pk: int) -> HttpResponse:
    """Record who checked the course, and when."""
    course = _deciding(request, pk)
    form = HumanCheckForm(request.POST)
    if not form.is_valid():
        return _show(request, _draft(request, pk), check_form=form)
    record_check(course=course, actor=request.user, **form.cleaned_data)
    messages.success(request, _("Recorded. Readers see who checked the course."))
    return redirect("publish_check", pk)


@require_POST
def exception(request: MemberRequest, pk: int) -> HttpResponse:
    """Let the course be published without one rule."""
    course = _deciding(request, pk)
    page = _draft(request, pk)
    rules = sorted({finding.rule for finding in findings_of(page) if finding.holds_back})
    form = ExceptionForm(request.POST, rules=rules)
    if not form.is_valid():
        return _show(request, page, exception_form=form)
    make_exception(course=course, actor=request.user, **form.cleaned_data)
    messages.success(request, _("The exception is recorded, and readers are told."))
    return redirect("publish_check", pk)


@require_POST
def end(request: MemberRequest, pk: int, exception_pk: int) -> HttpResponse:
    """Take an exception back."""
    course = _deciding(request, pk)
    held = get_object_or_404(PublishException, pk=exception_pk, course=course)
    end_exception(exception=held, actor=request.user)
    messages.success(request, _("The exception is taken back. The rule holds at the next publishing."))
    return redirect("publish_check", pk)
