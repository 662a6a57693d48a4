"""What was checked of a member: asking, the work link, managers, vouching, and the room where staff look up."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from academy.models import Organisation
from academy.requests import MemberRequest
from network.actions import checks as verbs
from network.actions.contact import TooMany, may_write
from network.directory import name_for
from network.forms.people import CheckForm, ConfirmForm, VouchForm, WorkAddressForm
from network.models import Profile, Verification, VerificationRequest
from network.permissions import can_check_members, can_vouch, member_of
from network.views.meeting import acting_profile

WAITING = VerificationRequest.objects.filter(answered_at=None)


@login_required
def checks(request: MemberRequest) -> HttpResponse:
    """What is checked of the reader, what waits, and how to ask."""
    mine = acting_profile(request)
    form = CheckForm(request.POST or None, initial=_asked_again(request))
    if request.method == "POST" and form.is_valid():
        verbs.ask_for_check(profile=mine, **form.cleaned_data)
        messages.success(request, _("Asked. You will hear when it is checked."))
        return redirect("network:checks")
    today = timezone.localdate()
    managed = Organisation.objects.managed_by(request.user)
    context = {
        "mine": mine,
        "form": form,
        "link_form": WorkAddressForm(auto_id="id_work_%s"),
        "has_domains": Organisation.objects.exclude(email_domains=[]).exists(),
        "held": mine.verifications.holding_on(today),
        "over": mine.verifications.filter(ended_at=None, until__lt=today),
        "waiting": [
            {"row": row, "vouch": verbs.vouch_link(row), "count": verbs.counting(row)}
            for row in mine.verification_requests.filter(answered_at=None)
        ],
        "to_confirm": WAITING.filter(method="manager", organisation__in=managed).exclude(profile=mine),
        "wing": "network",
    }
    return render(request, "network/checks.html", context)


def _asked_again(request: HttpRequest) -> dict[str, str]:
    """What the form begins with, where a check that is over is asked for again."""
    return {"method": request.GET.get("method", "")[:8], "what": request.GET.get("what", "")[:160]}


@login_required
@require_POST
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask for a check no longer."""
    asked = get_object_or_404(VerificationRequest, pk=pk, profile=acting_profile(request))
    if verbs.withdraw_request(asked=asked):
        messages.success(request, _("Taken back. Nobody looks it up."))
    else:
        messages.info(request, _("Nothing changed: it was answered before."))
    return redirect("network:checks")


@login_required
@require_POST
def send_link(request: MemberRequest) -> HttpResponse:
    """Send a link to a work address."""
    mine = acting_profile(request)
    form = WorkAddressForm(request.POST, auto_id="id_work_%s")
    if form.is_valid():
        try:
            verbs.send_work_link(profile=mine, **form.cleaned_data)
        except verbs.NotOurAddress:
            form.add_error("address", _("This organisation does not use addresses like that."))
        except TooMany:
            form.add_error("address", _("We have sent three letters today. Please try again tomorrow."))
        else:
            messages.success(request, _("Sent. Open the link within three days, in this browser."))
            return redirect("network:checks")
    return render(request, "network/work_link.html", {"link_form": form, "wing": "network"})


@login_required
def work_address(request: MemberRequest, token: str) -> HttpResponse:
    """What the link leads to: one button, so that a mail scanner confirms nothing."""
    mine, named = acting_profile(request), verbs.read_work_link(token)
    if named is None or named[0] != mine.pk:
        raise Http404
    organisation = get_object_or_404(Organisation, pk=named[1])
    if request.method == "POST":
        verbs.confirm_work_address(profile=mine, organisation=organisation)
        messages.success(request, _("Thank you. It is checked."))
        return redirect("network:checks")
    return render(request, "network/work_address.html", {"organisation": organisation, "wing": "network"})


@login_required
@require_POST
def end(request: MemberRequest, pk: int) -> HttpResponse:
    """Take back what was checked of oneself."""
    held = get_object_or_404(Verification, pk=pk, profile=acting_profile(request))
    verbs.end_check(verification=held, actor=request.user)
    messages.success(request, _("It is no longer shown."))
    return redirect("network:checks")


@login_required
def vouch(request: MemberRequest, token: str) -> HttpResponse:
    """Vouch for somebody who asked; the address is handed on by who asks."""
    pk = verbs.read_vouch_link(token)
    asked = get_object_or_404(VerificationRequest.objects.select_related("profile__person"), pk=pk)
    mine = member_of(request.user)
    given = mine is not None and asked.vouches.filter(voucher=mine).exists()
    if mine is None or given or not (can_vouch(request.user, asked) and _finds(request, asked.profile)):
        own = mine is not None and mine.pk == asked.profile_id
        context = {"given": given, "own": own, "over": asked.answered_at, "mine": mine, "wing": "network"}
        return render(request, "network/vouch_not.html", context)
    form = VouchForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        verbs.vouch(asked=asked, voucher=mine, how_known=form.cleaned_data["how_known"])
        messages.success(request, _("Thank you. Your word counts."))
        return redirect("network:member", asked.profile.handle)
    name = name_for(request.user, asked.profile)
    return render(
        request, "network/vouch.html", {"form": form, "asked": asked, "name": name, "wing": "network"}
    )


def _finds(request: HttpRequest, profile: Profile) -> bool:
    return Profile.objects.visible_to(request.user).filter(pk=profile.pk).exists()


@login_required
def confirm(request: MemberRequest, pk: int) -> HttpResponse:
    """A manager confirms, or not, that somebody works for the organisation."""
    asked = get_object_or_404(WAITING.select_related("profile__person", "organisation"), pk=pk)
    if not verbs.manages(request.user, asked) or asked.profile.person_id == request.user.pk:
        raise Http404
    return _answering(request, asked, back="network:checks")


@require_safe
def room(request: HttpRequest) -> HttpResponse:
    """Staff: what waits to be looked up in a register."""
    if not can_check_members(request.user):
        raise PermissionDenied
    rows = WAITING.filter(Q(method="register") | Q(method="manager")).select_related(
        "profile__person", "organisation"
    )
    return render(request, "network/rooms/checks.html", {"rows": rows[:200], "wing": "network"})


def look_up(request: MemberRequest, pk: int) -> HttpResponse:
    """Staff: one request, and what was found."""
    if not can_check_members(request.user):
        raise PermissionDenied
    asked = get_object_or_404(WAITING.select_related("profile__person", "organisation"), pk=pk)
    return _answering(request, asked, back="network_checks")


def _answering(request: MemberRequest, asked: VerificationRequest, *, back: str) -> HttpResponse:
    form = ConfirmForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        if data["found"] == "yes":
            verbs.confirm_check(asked=asked, actor=request.user, where=data["where"], until=data["until"])
        else:
            verbs.decline_check(asked=asked, actor=request.user, answer=data["where"])
        messages.success(request, _("Kept, and the member is told."))
        return redirect(back)
    mine = member_of(request.user)
    context = {
        "form": form,
        "asked": asked,
        "can_write": mine is not None and may_write(mine, asked.profile, None),
        "in_room": back == "network_checks",
        "wing": "network",
    }
    return render(request, "network/confirm.html", context)
