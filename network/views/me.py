"""One's own profile: four short steps, each of which may be passed over."""

from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings as site
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from academy.requests import MemberRequest
from network.actions.feeds import token_of
from network.actions.profiles import (
    HandleTaken,
    change_profile,
    choose_audiences,
    choose_facts,
    join_network,
    leave_network,
)
from network.forms.people import AfterForm, AudiencesForm, FactsForm, WhoForm, audiences_now
from network.models import FeedKey, NetworkGroup, Profile, ProfileFact
from network.permissions import profile_of
from network.rules import handle_from

FACTS = {"where": ("place", "sector", "language"), "what": ("topic", "offer", "seek", "model", "course")}


@dataclass(frozen=True)
class Step:
    """One step of saying who one is."""

    key: str
    title: str | Promise
    lead: str | Promise


STEPS = (
    Step("who", gettext_lazy("Who you are"), gettext_lazy("A name, a handle and what you do.")),
    Step(
        "where",
        gettext_lazy("Where you work"),
        gettext_lazy("So that peers nearby find you. Tick as many as fit, or none."),
    ),
    Step(
        "what",
        gettext_lazy("What you know, offer and look for"),
        gettext_lazy("Tick as many as fit, or none."),
    ),
    Step(
        "seen",
        gettext_lazy("Who sees what"),
        gettext_lazy("Each part has its own circle. You can look at your page as others see it."),
    ),
)
KEYS = [step.key for step in STEPS]


def own_profile(request: HttpRequest) -> Profile:
    """The reader's own profile; 404 without one."""
    mine = profile_of(request.user)
    if mine is None:
        raise Http404
    return mine


@login_required
def join(request: MemberRequest) -> HttpResponse:
    """What joining means; one button makes the profile, then come the four steps."""
    if profile_of(request.user) is not None:
        return redirect("network:edit", "who")
    if request.method == "POST":
        join_network(person=request.user)
        messages.success(request, _("Welcome. You are a member now. The next steps can wait if you like."))
        return redirect("network:edit", "who")
    return render(request, "network/join.html", {"wing": "network"})


@login_required
def edit(request: MemberRequest, step: str) -> HttpResponse:
    """One of the four steps."""
    if profile_of(request.user) is None:
        return redirect("network:join")
    if step not in KEYS:
        raise Http404
    mine = own_profile(request)
    form = form_of(step, request, mine)
    if request.method == "POST" and form.is_valid() and save_step(step, form, mine):
        messages.success(request, _("Saved."))
        return _onward(step, mine)
    place = KEYS.index(step)
    context = {
        "form": form,
        "step": STEPS[place],
        "steps": STEPS,
        "number": place + 1,
        "following": KEYS[place + 1] if place + 1 < len(KEYS) else "",
        "mine": mine,
        "wing": "network",
    }
    return render(request, "network/edit.html", context)


def _onward(step: str, mine: Profile) -> HttpResponse:
    place = KEYS.index(step) + 1
    if place < len(KEYS):
        return redirect("network:edit", KEYS[place])
    return redirect(mine.get_absolute_url())


def form_of(step: str, request: MemberRequest, mine: Profile) -> forms.BaseForm:
    """The form of a step, as it stands or as it was sent."""
    data: Any = request.POST if request.method == "POST" else None
    if step == "who":
        names = ("profession", "role_words", "about")
        held = {name: getattr(mine, name) for name in names} | {"display_name": request.user.display_name}
        wanted = mine.handle
        if wanted.startswith("member") and request.user.display_name:
            wanted = handle_from(request.user.display_name)
        return WhoForm(data, initial=held | {"handle": wanted}, profile=mine)
    if step == "seen":
        return AudiencesForm(data, initial=audiences_now(mine))
    held = {}
    for name, value in ProfileFact.objects.filter(profile=mine).values_list("field", "value"):
        held.setdefault(name, []).append(value)
    return FactsForm(data, initial=held, fields=FACTS[step], profile=mine)


def save_step(step: str, form: Any, mine: Profile) -> bool:
    """Keep what a step says; whether it could be kept."""
    if step == "seen":
        choose_audiences(profile=mine, whole=form.cleaned_data["whole"], chosen=form.chosen)
    elif step in FACTS:
        for name, values in form.cleaned_data.items():
            choose_facts(profile=mine, field=name, values=values)
    else:
        return _save_who(form, mine)
    return True


def _save_who(form: WhoForm, mine: Profile) -> bool:
    fields = dict(form.cleaned_data)
    mine.person.display_name = fields.pop("display_name")
    mine.person.save(update_fields=["display_name"])
    try:
        change_profile(profile=mine, fields=fields)
    except HandleTaken:
        form.add_error("handle", _("Somebody already has this handle. Please choose another."))
        return False
    return True


def address_of_feed(mine: Profile) -> str:
    """The full address of a member's own feed, "" without one."""
    key = FeedKey.objects.filter(profile=mine).first()
    return f"{site.SITE_URL}{reverse('network:own_feed', args=[token_of(key)])}" if key else ""


@login_required
def settings(request: MemberRequest) -> HttpResponse:
    """What happens to one's posts later, and the way out."""
    mine = own_profile(request)
    form = AfterForm(request.POST or None, instance=mine)
    if request.method == "POST" and form.is_valid():
        Profile.objects.filter(pk=mine.pk).update(posts_after=form.cleaned_data["posts_after"])
        messages.success(request, _("Saved."))
        return redirect("network:settings")
    context = {
        "form": form,
        "mine": mine,
        "feed": address_of_feed(mine),
        "alone_in": NetworkGroup.objects.tended_alone_by(mine),
        "wing": "network",
    }
    return render(request, "network/settings.html", context)


@login_required
@require_POST
def leave(request: MemberRequest) -> HttpResponse:
    """Take one's profile out of the network."""
    leave_network(profile=own_profile(request))
    messages.success(request, _("Your profile is gone. Your account and your courses stay."))
    return redirect("network:home")
