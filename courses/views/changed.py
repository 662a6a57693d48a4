"""What changed behind a lesson: the micro-refresher, and settling it in the editors' rooms."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from academy.requests import MemberRequest
from courses.actions.flags import mark_read, settle_flag
from courses.addresses import lesson_address
from courses.models import EvidenceFlag, LessonBody, MicroRefresher
from courses.permissions import can_edit_page
from courses.reviewing_forms import AnswerForm
from courses.views.reading import enrolled, get_outline


@login_required
def changed(request: HttpRequest, course: str, pk: int) -> HttpResponse:
    """What changed, what the lesson says now, and a button to say it is read."""
    outline = get_outline(request, course)
    enrolment = enrolled(request, outline)
    body = get_object_or_404(
        LessonBody.objects.visible_to(request.user), lesson__flags=pk, outline=outline.pk
    )
    if enrolment is None:
        raise Http404
    flag = get_object_or_404(EvidenceFlag, pk=pk)
    if request.method == "POST":
        mark_read(flag=flag, enrolment=enrolment)
        messages.success(request, _("You are up to date."))
        return redirect(lesson_address(*body.address.split("/")))
    context = {
        "outline": outline,
        "flag": flag,
        "body": body,
        "url": lesson_address(*body.address.split("/")),
        "read": MicroRefresher.objects.filter(flag=flag, enrolment=enrolment.pk).exists(),
        "wing": "learn",
    }
    return render(request, "courses/changed.html", context)


@require_POST
def settle(request: MemberRequest, pk: int) -> HttpResponse:
    """An author says what they did about it."""
    flag = get_object_or_404(EvidenceFlag.objects.select_related("lesson"), pk=pk)
    if not can_edit_page(request.user, flag.lesson):
        raise PermissionDenied
    form = AnswerForm(request.POST)
    if form.is_valid():
        settle_flag(flag=flag, note=form.cleaned_data["answer"], actor=request.user)
        messages.success(request, _("Settled. Readers see what was done."))
    else:
        messages.warning(request, _("Say in a few words what was done. Nothing was changed."))
    return redirect("learning_flags")


def flags(request: MemberRequest) -> HttpResponse:
    """The lessons whose evidence changed, for those who may edit pages."""
    rows = list(EvidenceFlag.objects.waiting().select_related("lesson")[:200])
    shown = [row for row in rows if can_edit_page(request.user, row.lesson)]
    if (rows and not shown) or not request.user.has_perm("courses.add_question"):
        raise PermissionDenied
    context = {"flags": shown, "form": AnswerForm(), "wing": "learn"}
    return render(request, "courses/reviewing/flags.html", context)
