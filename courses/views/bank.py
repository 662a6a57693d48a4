"""The question bank, for those who keep it: which questions there are and how they do."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from academy.requests import MemberRequest
from courses.models import Question
from courses.permissions import can_keep_questions
from courses.question_forms import FilterForm
from courses.showing import Tell, shown
from courses.usage import LEAST

A_PAGE = 50
View = Callable[..., HttpResponseBase]


def keepers_only(view: View) -> View:
    """Let only those in who may keep questions."""

    @wraps(view)
    def guarded(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not can_keep_questions(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return guarded


def usage_of(question: Question) -> Any:
    """The figures of the wording that is in use, among those that were fetched with the question."""
    return next((row for row in question.usage.all() if row.revision == question.revision), None)


@require_safe
@keepers_only
def questions(request: MemberRequest) -> HttpResponse:
    """The questions that the filters ask for, with their figures."""
    form = FilterForm(request.GET or None)
    rows = Question.objects.select_related("outcome__course").prefetch_related("usage")
    rows = rows.filter(**form.filters()) if form.is_bound else rows
    page = Paginator(rows.order_by("outcome__course", "outcome__sort_order", "key"), A_PAGE).get_page(
        request.GET.get("page")
    )
    listed = [{"question": question, "usage": usage_of(question)} for question in page.object_list]
    context = {"form": form, "page_obj": page, "listed": listed, "least": LEAST, "wing": "learn"}
    return render(request, "courses/rooms/questions.html", context)


@require_safe
@keepers_only
def question(request: MemberRequest, pk: int) -> HttpResponse:
    """One question as a learner sees it, then with the right answer, then how it does."""
    rows = Question.objects.select_related("outcome__course").prefetch_related("usage", "options", "items")
    found = get_object_or_404(rows, pk=pk)
    data = found.as_data()
    context = {
        "question": found,
        "before": shown(data, [], Tell.NOTHING),
        "after": shown(data, [], Tell.ALL),
        "usage": usage_of(found),
        "earlier": [row for row in found.usage.all() if row.revision != found.revision],
        "least": LEAST,
        "wing": "learn",
    }
    return render(request, "courses/rooms/question.html", context)
