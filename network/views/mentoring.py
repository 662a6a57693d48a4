"""Mentoring: asking, the list of both sides, answering, taking back, ending."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from academy.requests import MemberRequest
from network.actions import mentoring as verbs
from network.actions.contact import TooMany
from network.directory import name_for
from network.forms.people import AnswerForm, HopeForm
from network.models import Block, Mentoring, Profile
from network.permissions import can_ask_mentoring, profile_of, standings
from network.views.meeting import TOO_MANY, acting_profile, other_profile
from network.writers import address_in, name_in

State = Mentoring.State
A_LOOK = 50


@login_required
def ask(request: MemberRequest, handle: str) -> HttpResponse:
    """Ask a member for mentoring."""
    mine, other = acting_profile(request), other_profile(request, handle)
    if not can_ask_mentoring(request.user, other):
        raise Http404
    form = HopeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            verbs.ask_mentoring(mentee=mine, mentor=other, hope=form.cleaned_data["hope"])
        except TooMany:
            form.add_error("hope", TOO_MANY)
        except verbs.AskedLately as lately:
            day = date_format(lately.until)
            form.add_error("hope", _("They said “not now”. You can ask again from %(day)s.") % {"day": day})
        else:
            messages.success(request, _("Asked. They can take their time, and so can you."))
            return redirect("network:mentoring")
    context = {"form": form, "other": other, "name": name_for(request.user, other), "wing": "network"}
    return render(request, "network/ask_mentoring.html", context)


@login_required
@require_safe
def mentoring_list(request: MemberRequest) -> HttpResponse:
    """Mentoring that the reader asked for or was asked for."""
    return _shown(request, profile_of(request.user))


def _shown(request: MemberRequest, mine: Profile | None, sent: tuple[int, AnswerForm] | None = None) -> Any:
    """The list; `sent` is an answer that could not be given, by the row that it is about."""
    rows = _of(mine).select_related("mentee__person", "mentor__person")[:A_LOOK] if mine else []
    near = standings(request.user, [one for row in rows for one in (row.mentee, row.mentor)])
    blocks = Block.objects.filter(Q(blocker=mine) | Q(blocked=mine)) if mine else Block.objects.none()
    apart = {one for pair in blocks.values_list("blocker", "blocked") for one in pair}
    found = []
    for row in rows:
        given = row.mentor_id == (mine and mine.pk)
        other = row.mentee if given else row.mentor
        item = {"row": row, "given": given, "other": other, "name": name_in(other, near)}
        item["address"] = address_in(other, near)
        reached = not other.is_suspended and other.pk not in apart
        item["can_write"] = row.state == State.ACTIVE and reached and not (mine and mine.is_suspended)
        item["form"] = AnswerForm(auto_id=_ids(row.pk))
        if sent and sent[0] == row.pk:
            item["form"] = sent[1]
        found.append(item)
    context = {"rows": found, "problem": sent is not None, "wing": "network"}
    return render(request, "network/mentoring.html", context)


def _of(mine: Profile) -> Any:
    return Mentoring.objects.filter(Q(mentee=mine) | Q(mentor=mine))


def _ids(pk: int) -> str:
    return f"id_answer_{pk}_%s"


@login_required
@require_POST
def answer(request: MemberRequest, pk: int) -> HttpResponse:
    """The mentor says yes or not now; the mentee takes it back; either ends it."""
    mine = acting_profile(request)
    row = get_object_or_404(_of(mine).select_related("mentee__person", "mentor__person"), pk=pk)
    verb = request.POST.get("verb", "")
    if verb in ("accept", "decline"):
        return _answer(request, mine, row, accept=verb == "accept")
    if verb == "withdraw" and row.mentee_id == mine.pk:
        done = verbs.withdraw_mentoring(mentoring=row)
        said = _("Taken back. They get no word of it; their list says that you took it back.")
    elif verb == "end":
        done = verbs.end_mentoring(mentoring=row, by=mine)
        said = _("Ended, and the other is told kindly.")
    else:
        raise PermissionDenied
    return _said(request, said if done else "")


def _answer(request: MemberRequest, mine: Profile, row: Mentoring, *, accept: bool) -> HttpResponse:
    if row.mentor_id != mine.pk:
        raise PermissionDenied
    form = AnswerForm(request.POST, auto_id=_ids(row.pk))
    if not form.is_valid():
        return _shown(request, mine, (row.pk, form))
    try:
        done = verbs.answer_mentoring(mentoring=row, accept=accept, answer=form.cleaned_data["answer"])
    except verbs.OutOfReach:
        form.add_error(
            "answer", _("They cannot be reached just now. You can answer another day, or say “Not now”.")
        )
        return _shown(request, mine, (row.pk, form))
    return _said(request, _("Answered, and the other is told kindly.") if done else "")


def _said(request: MemberRequest, words: str) -> HttpResponse:
    """Say what was done; without words it had been answered, taken back or ended before."""
    if words:
        messages.success(request, words)
    else:
        messages.info(request, _("Nothing changed: this was answered or ended before."))
    return redirect("network:mentoring")
