"""The moderators' rooms, behind a second factor: reports in order of urgency, what is held, appeals, records."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST, require_safe

from academy.requests import MemberRequest
from academy.rules import number_in
from network.actions import moderating
from network.forms.discussion import ReasonForm
from network.forms.safety import (
    AnswerAppealForm,
    CloseForm,
    DecisionForm,
    NoteForm,
    SafetyRecordForm,
    WatchWordForm,
)
from network.models import Appeal, Decision, GroupMembership, Post, Report, SafetyRecord, WatchWord
from network.permissions import can_judge_appeal, can_moderate, may_moderate, profile_of
from network.safety_export import export_records

A_PAGE = 30
#: What is said where a decision changes nothing.
ALREADY = {
    "hide": _lazy("The post is not shown already, or its writer took it back. Nothing was changed."),
    "warn": _lazy("The member was warned over this report already. Nothing was changed."),
    "suspend": _lazy("The member is suspended over this report already; take that back first to change it."),
    "let": _lazy("The post did not wait. If it is hidden, take that decision back below."),
}
#: The ids of fields, where one page has several forms.
NOTE, DECISION, CLOSE = "id_note_%s", "id_decision_%s", "id_close_%s"


def moderators_only(request: HttpRequest) -> None:
    """Refuse everybody else."""
    if not may_moderate(request.user):
        raise PermissionDenied


def get_report(request: HttpRequest, pk: int) -> Report:
    """A report that this moderator may work on; refused when it is about them or theirs."""
    moderators_only(request)
    rows = Report.objects.select_related("about__person", "reporter", "post__thread__group", "relay")
    report = get_object_or_404(rows, pk=pk)
    if not can_moderate(request.user, report):
        raise PermissionDenied
    return report


@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """What waits, the one whose time runs out first on top; and what was closed."""
    moderators_only(request)
    rows = Report.objects.not_about(profile_of(request.user)).select_related("about", "post__thread")
    closed = rows.exclude(closed_at=None).order_by("-closed_at")
    context = {
        "waiting": rows.waiting().by_urgency()[:100],
        "page_of": Paginator(closed, A_PAGE).get_page(request.GET.get("page")),
        "held": held_posts(request).count(),
        "appeals": Appeal.objects.filter(answered_at=None).count(),
        "me": request.user.pk,
        "wing": "network",
    }
    return render(request, "network/rooms/reports.html", context)


def held_posts(request: HttpRequest) -> Any:
    """Posts that wait for a moderator: in the open, reported, or where no steward but their writer can act.

    What this moderator reported or wrote is left to others.
    """
    rows = Post.objects.awaiting_review().select_related("thread__group", "author__person")
    stewards = GroupMembership.objects.stewards().able().filter(group=OuterRef("thread__group"))
    alone = ~Exists(stewards.exclude(profile=OuterRef("author")))
    rows = rows.filter(Q(thread__group=None) | Q(held_because=Post.Why.REPORT) | alone)
    mine = profile_of(request.user)
    if mine is None:
        return rows
    reported = Report.objects.filter(post=OuterRef("pk"), reporter=mine)
    return rows.exclude(author=mine).filter(~Exists(reported))


@require_safe
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """One report: what it is about, the notes, and what can be done."""
    held = get_report(request, pk)
    return _shown(request, held)


def _shown(request: HttpRequest, held: Report, **forms: Any) -> HttpResponse:
    context = {
        "report": held,
        "me": request.user.pk,
        "notes": held.notes.all(),
        "decisions": Decision.objects.filter(member=held.about) if held.about else [],
        "note_form": NoteForm(auto_id=NOTE),
        "decision_form": DecisionForm(auto_id=DECISION),
        "close_form": CloseForm(auto_id=CLOSE),
        "wing": "network",
    }
    return render(request, "network/rooms/report.html", context | forms)


@require_POST
def work(request: MemberRequest, pk: int) -> HttpResponse:
    """Claim, note, decide or close."""
    held = get_report(request, pk)
    verb = request.POST.get("do", "")
    act = {"claim": _claim, "note": _note, "decide": _decide, "close": _close}.get(verb)
    if act is None:
        raise PermissionDenied
    return act(request, held)


def _done(request: HttpRequest, held: Report, words: str) -> HttpResponse:
    messages.success(request, words)
    return redirect("network_report", held.pk)


def _claim(request: MemberRequest, held: Report) -> HttpResponse:
    mine = moderating.claim(report=held, actor=request.user)
    return _done(request, held, _("You look into it.") if mine else _("Somebody already looks into it."))


def _note(request: MemberRequest, held: Report) -> HttpResponse:
    form = NoteForm(request.POST, auto_id=NOTE)
    if not form.is_valid():
        return _shown(request, held, note_form=form)
    moderating.add_note(report=held, actor=request.user, text=form.cleaned_data["text"])
    return _done(request, held, _("Noted."))


def _decide(request: MemberRequest, held: Report) -> HttpResponse:
    form = DecisionForm(request.POST, auto_id=DECISION)
    if not form.is_valid():
        return _shown(request, held, decision_form=form)
    data = form.cleaned_data
    shared = {"actor": request.user, "reason": data["reason"], "report": held}
    needed = held.post if data["verb"] in ("hide", "let") else held.about
    if needed is None:
        form.add_error("verb", _("There is nobody or nothing left to decide this about."))
        return _shown(request, held, decision_form=form)
    acts: dict[str, Callable[[], Any]] = {
        "hide": lambda: moderating.hide_post(post=held.post, **shared),  # type: ignore[arg-type]
        "warn": lambda: moderating.warn(member=held.about, **shared),  # type: ignore[arg-type]
        "suspend": lambda: moderating.suspend(member=held.about, days=data["days"], **shared),  # type: ignore[arg-type]
        "let": lambda: moderating.let_stand(post=held.post, actor=request.user),  # type: ignore[arg-type]
    }
    if acts[data["verb"]]():
        return _done(request, held, _("Decided, and the member is told."))
    messages.info(request, ALREADY[data["verb"]])
    return redirect("network_report", held.pk)


def _close(request: MemberRequest, held: Report) -> HttpResponse:
    form = CloseForm(request.POST, auto_id=CLOSE)
    if not form.is_valid():
        return _shown(request, held, close_form=form)
    moderating.close_report(report=held, actor=request.user, **form.cleaned_data)
    messages.success(request, _("Closed, and who reported it is told."))
    return redirect("network_reports")


@require_safe
def held(request: HttpRequest) -> HttpResponse:
    """Posts in the open, or reported, that wait to be read."""
    moderators_only(request)
    page = Paginator(held_posts(request).order_by("written_at", "pk"), A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {"page_of": page, "wing": "network"}
    return render(request, "network/rooms/held.html", context)


@require_POST
def held_post(request: MemberRequest, pk: int) -> HttpResponse:
    """Let a post stand, or show it to no reader, with a reason."""
    moderators_only(request)
    post = get_object_or_404(held_posts(request), pk=pk)
    if "release" in request.POST:
        moderating.let_stand(post=post, actor=request.user)
        messages.success(request, _("Shown."))
        return redirect("network_held")
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return render(
            request, "network/rooms/keep_back.html", {"form": form, "post": post, "wing": "network"}
        )
    moderating.hide_post(post=post, actor=request.user, reason=form.cleaned_data["why"])
    messages.success(request, _("Not shown, and the writer is told why."))
    return redirect("network_held")


@require_safe
def appeals(request: HttpRequest) -> HttpResponse:
    """Appeals that wait, the oldest first."""
    moderators_only(request)
    found = Appeal.objects.filter(answered_at=None).select_related("decision__member__person")
    rows = [(row, can_judge_appeal(request.user, row)) for row in found]
    return render(request, "network/rooms/appeals.html", {"rows": rows, "wing": "network"})


def appeal(request: MemberRequest, pk: int) -> HttpResponse:
    """One appeal, for another moderator than who decided."""
    moderators_only(request)
    rows = Appeal.objects.select_related("decision__member__person", "decision__post")
    asked = get_object_or_404(rows, pk=pk)
    if not can_judge_appeal(request.user, asked):
        raise PermissionDenied
    form = AnswerAppealForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        upheld = form.cleaned_data["upheld"] == "yes"
        moderating.answer_appeal(
            appeal=asked, actor=request.user, upheld=upheld, answer=form.cleaned_data["answer"]
        )
        messages.success(request, _("Answered, and the member is told."))
        return redirect("network_appeals")
    return render(request, "network/rooms/appeal.html", {"form": form, "appeal": asked, "wing": "network"})


@require_POST
def undo(request: MemberRequest, pk: int) -> HttpResponse:
    """Take a decision back."""
    moderators_only(request)
    decision = get_object_or_404(Decision.objects.select_related("member__person", "post__thread"), pk=pk)
    moderating.undo(decision=decision, actor=request.user)
    messages.success(request, _("Taken back."))
    return redirect("network_reports")


def words(request: MemberRequest) -> HttpResponse:
    """The watch list: look, add, delete."""
    moderators_only(request)
    form = WatchWordForm(None)
    if request.method == "POST" and "delete" in request.POST:
        moderating.forget_word(actor=request.user, pk=number_in(request.POST["delete"]))
        return redirect("network_words")
    if request.method == "POST":
        form = WatchWordForm(request.POST)
        if form.is_valid():
            data = form.cleaned_data
            moderating.watch_word(actor=request.user, word=data["word"], why=data["why"])
            return redirect("network_words")
    context = {"form": form, "rows": WatchWord.objects.all(), "wing": "network"}
    return render(request, "network/rooms/words.html", context)


def records(request: MemberRequest) -> HttpResponse:
    """What the law asks to keep: assessments, who answers for it, measures; and everything as one file."""
    moderators_only(request)
    form = SafetyRecordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        form.instance.written_by = request.user.pk
        form.save()
        messages.success(request, _("Kept."))
        return redirect("network_records")
    context = {"form": form, "rows": SafetyRecord.objects.all(), "wing": "network"}
    return render(request, "network/rooms/records.html", context)


@require_safe
def records_file(request: HttpRequest) -> HttpResponse:
    """Records, reports, decisions, appeals, complaints and times to answer, as a ZIP without names or texts."""
    moderators_only(request)
    response = HttpResponse(export_records(), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="online-safety-records.zip"'
    return response
