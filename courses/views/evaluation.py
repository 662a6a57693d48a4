"""Does a course help? Asking those who took it, and telling everybody what came of it."""

import csv

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from academy.requests import MemberRequest
from courses.actions.evaluation import NotAsked, keep_response, review_comment, wave_of
from courses.addresses import course_address
from courses.evaluating import anonymous_rows, evaluate
from courses.evaluation.change import FEWEST
from courses.evaluation_forms import ResponseForm
from courses.models import WaveResponse
from courses.views.reading import enrolled, get_outline
from courses.views.reviewing import reviewers_only


@require_safe
def results(request: HttpRequest, course: str) -> HttpResponse:
    """What is known of whether the course helps, and how strong that evidence is."""
    outline = get_outline(request, course)
    context = {"outline": outline, "told": evaluate(outline.course), "fewest": FEWEST, "wing": "learn"}
    return render(request, "courses/evaluation/results.html", context)


@login_required
def ask(request: HttpRequest, course: str) -> HttpResponse:
    """The questions of the wave that is open for this learner, or that there are none now."""
    outline = get_outline(request, course)
    enrolment = enrolled(request, outline)
    if enrolment is None:
        return redirect(course_address(course))
    wave = wave_of(enrolment, timezone.localdate())
    measures = list(outline.course.measures.prefetch_related("items"))
    form: forms.Form | None = None
    if wave is not None and measures:
        form = ResponseForm(request.POST or None, measures=measures, wave=wave)
        if request.method == "POST" and form.is_valid():
            try:
                keep_response(enrolment=enrolment, wave=wave, **form.answers())
                messages.success(request, _("Thank you. Your answers are counted with others’, never alone."))
            except NotAsked:
                messages.warning(request, _("You have answered this already. Nothing was changed."))
            return redirect(course_address(course, "evaluation"))
    label = dict(WaveResponse.Wave.choices).get(wave or "", "")
    context = {"outline": outline, "form": form, "when": label, "measures": measures, "wing": "learn"}
    return render(request, "courses/evaluation/ask.html", context)


@reviewers_only
@require_safe
def comments(request: HttpRequest) -> HttpResponse:
    """Comments nobody has looked at, without a name."""
    rows = WaveResponse.objects.awaiting_review().select_related("enrolment__course")[:100]
    return render(request, "courses/evaluation/comments.html", {"rows": rows, "wing": "learn"})


@reviewers_only
@require_POST
def review(request: MemberRequest, pk: int) -> HttpResponse:
    """Show a comment, or do not."""
    held = get_object_or_404(WaveResponse, pk=pk)
    review_comment(response=held, show=request.POST.get("show") == "yes", actor=request.user)
    return redirect("learning_comments")


@reviewers_only
@require_safe
def export(request: HttpRequest, course: str) -> HttpResponse:
    """Scores without anybody's name, id, day or words."""
    outline = get_outline(request, course)
    rows = anonymous_rows(outline.course)
    columns = sorted({name for row in rows for name in row})
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="evaluation-{outline.slug}.csv"'
    writer = csv.DictWriter(response, columns)
    writer.writeheader()
    writer.writerows(rows)
    return response
