"""Promising practice: read it, tell of one's own, take it back, and review what others sent."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from academy.requests import MemberRequest
from evidence.actions.practice import answer_practice, share_practice, withdraw_practice
from evidence.forms import PracticeForm, ReviewForm
from evidence.models import PracticeSubmission
from evidence.permissions import can_read_practice, can_review_practice

A_PAGE = 20


def get_practice(request: HttpRequest, pk: int) -> PracticeSubmission:
    """A submission this person may read; 404 otherwise."""
    practice = get_object_or_404(PracticeSubmission.objects.select_related("model"), pk=pk)
    if not can_read_practice(request.user, practice):
        raise Http404
    return practice


@require_safe
def practices(request: HttpRequest) -> HttpResponse:
    """Published practice, newest first, filtered by whether it helped; and one's own."""
    rows = PracticeSubmission.objects.published().select_related("model").order_by("-published_at", "-pk")
    worked = request.GET.get("worked", "")
    if worked in PracticeSubmission.Worked.values:
        rows = rows.filter(worked=worked)
    own = PracticeSubmission.objects.none()
    if request.user.is_authenticated:
        own = PracticeSubmission.objects.filter(sent_by=request.user)
    context = {
        "page_of": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "own": own,
        "worked": worked,
        "answers": PracticeSubmission.Worked.choices,
        "wing": "evidence",
    }
    return render(request, "evidence/practices.html", context)


@require_safe
def practice(request: HttpRequest, pk: int) -> HttpResponse:
    """One piece of practice."""
    shown = get_practice(request, pk)
    mine = request.user.is_authenticated and shown.sent_by_id == request.user.pk
    return render(request, "evidence/practice.html", {"practice": shown, "mine": mine, "wing": "evidence"})


@login_required
def share(request: MemberRequest) -> HttpResponse:
    """The guided form."""
    form = PracticeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {name: value for name, value in form.cleaned_data.items() if name != "token"}
        sent = share_practice(person=request.user, token=form.cleaned_data["token"], values=values)
        messages.success(request, _("Thank you. We will read it and write back to you here."))
        return redirect("evidence:practice", sent.pk)
    return render(request, "evidence/share.html", {"form": form, "wing": "evidence"})


@require_POST
@login_required
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """Take back one's own."""
    shown = get_practice(request, pk)
    withdraw_practice(practice=shown, person=request.user)
    messages.success(request, _("It is taken back. Nobody else can read it now."))
    return redirect("evidence:practices")


@require_safe
def reviews(request: HttpRequest) -> HttpResponse:
    """What waits to be read, for those who review."""
    if not can_review_practice(request.user):
        raise PermissionDenied
    rows = PracticeSubmission.objects.order_by("-sent_at")
    context = {
        "waiting": PracticeSubmission.objects.waiting().order_by("sent_at"),
        "page_of": Paginator(rows, A_PAGE).get_page(request.GET.get("page")),
        "wing": "evidence",
    }
    return render(request, "evidence/reviews.html", context)


def review(request: MemberRequest, pk: int) -> HttpResponse:
    """Read one submission and answer it."""
    if not can_review_practice(request.user):
        raise PermissionDenied
    held = get_object_or_404(PracticeSubmission, pk=pk)
    form = ReviewForm(request.POST or None, instance=held)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        answer_practice(
            practice=held,
            actor=request.user,
            state=data["state"],
            stage=data["stage"],
            answer=data["answer"],
            note=data["review_note"],
            model=data["model"],
        )
        messages.success(request, _("Kept, and the sender is told."))
        return redirect("practice_reviews")
    return render(request, "evidence/review.html", {"form": form, "practice": held, "wing": "evidence"})
