"""Bare Django views to compare with: same middleware, as few parts of our own as can be."""

import uuid

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from courses.models import CompletionEvent, LessonBody

WORDS = "Some calm words of a lesson that somebody reads on a phone during a break. " * 3


@login_required
def page(request: HttpRequest) -> HttpResponse:
    """A signed-in page of three queries (session, user, one row) and twenty blocks in a template."""
    row = LessonBody.objects.first()
    blocks = [{"title": f"Block {number}", "text": WORDS, "number": number} for number in range(20)]
    return render(request, "bench/page.html", {"row": row, "blocks": blocks})


@login_required
def one_insert(request: HttpRequest) -> HttpResponse:
    """A POST that inserts one row."""
    enrolment = request.GET["enrolment"]
    CompletionEvent.objects.create(enrolment_id=enrolment, kind="enrolled", idempotency_key=uuid.uuid4().hex)
    return redirect("/")


@login_required
def like_done(request: HttpRequest) -> HttpResponse:
    """A POST with the transaction and the statements of ours that marks a lesson done: two reads, one insert."""
    pk = request.GET["enrolment"]
    LessonBody.objects.select_related("outline").first()
    list(CompletionEvent.objects.filter(enrolment=pk)[:30])
    with transaction.atomic():
        CompletionEvent.objects.create(enrolment_id=pk, kind="enrolled", idempotency_key=uuid.uuid4().hex)
    return redirect("/")
