"""Keys that read the feed of completions, and addresses that are told of it."""

from secrets import token_urlsafe
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from academy.limits import within
from academy.models import Organisation
from academy.outgoing import NoAnswer, Refused
from academy.requests import MemberRequest
from courses.actions.feeds import add_webhook, end_webhook, make_key, revoke_key
from courses.models import Delivery, FeedKey, Webhook
from courses.team_forms import KeyForm, WebhookForm
from courses.views.teams.gate import managers_only

ADDRESSES_AN_HOUR = 20


@managers_only
def connections(request: MemberRequest, organisation: Organisation) -> HttpResponse:
    """Keys and addresses at present; what is new shows its secret here, this one time."""
    shown: dict[str, Any] = {}
    keys, hooks = KeyForm(initial={"once": token_urlsafe(18)}), WebhookForm(auto_id="hook_%s")
    if request.method == "POST" and request.POST.get("what") == "webhook":
        hooks = WebhookForm(request.POST, auto_id="hook_%s")
        shown = _hook(request, organisation, hooks)
    elif request.method == "POST":
        keys = KeyForm(request.POST)
        shown = _key(request, organisation, keys)
    context = {
        "organisation": organisation,
        "keys": FeedKey.objects.usable().filter(organisation=organisation).order_by("pk"),
        "webhooks": Webhook.objects.filter(organisation=organisation, ended_at=None).order_by("pk"),
        "deliveries": Delivery.objects.filter(webhook__organisation=organisation).order_by("-pk")[:20],
        "feed": f"{settings.SITE_URL}/api/v1/organisations/{organisation.slug}/completions",
        "key_form": keys,
        "webhook_form": hooks,
        "wing": "learn",
    }
    return render(request, "courses/teams/connections.html", context | shown)


def _key(request: MemberRequest, organisation: Organisation, form: KeyForm) -> dict[str, Any]:
    if not form.is_valid():
        return {}
    name, once = form.cleaned_data["name"], form.cleaned_data["once"]
    secret = make_key(organisation=organisation, name=name, once=once, actor=request.user)
    if not secret:
        form.add_error("name", _("No key was made: this form made one already, or there are twenty."))
        return {}
    return {"secret": secret, "secret_of": name, "key_form": KeyForm(initial={"once": token_urlsafe(18)})}


def _hook(request: MemberRequest, organisation: Organisation, form: WebhookForm) -> dict[str, Any]:
    if not form.is_valid():
        return {}
    if not within(f"webhook:{organisation.pk}", most=ADDRESSES_AN_HOUR, seconds=3600):
        form.add_error("url", _("Too many addresses in this hour. Please try again later."))
        return {}
    url = form.cleaned_data["url"]
    try:
        secret = add_webhook(organisation=organisation, url=url, actor=request.user)
    except Refused as error:
        form.add_error("url", str(error))
        return {}
    except NoAnswer:
        form.add_error("url", _("Nobody knows this name. Check it for typing errors."))
        return {}
    if not secret:
        form.add_error("url", _("This address is told already."))
        return {}
    return {"secret": secret, "secret_of": url, "webhook_form": WebhookForm(auto_id="hook_%s")}


@managers_only
@require_POST
def revoke(request: MemberRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """End a key."""
    revoke_key(key=get_object_or_404(FeedKey, pk=pk, organisation=organisation), actor=request.user)
    messages.success(request, _("The key no longer works."))
    return redirect("courses:team_connections", organisation.slug)


@managers_only
@require_POST
def end(request: MemberRequest, organisation: Organisation, pk: int) -> HttpResponse:
    """Tell an address nothing more."""
    held = get_object_or_404(Webhook, pk=pk, organisation=organisation)
    end_webhook(webhook=held, actor=request.user)
    messages.success(request, _("This address is told nothing more."))
    return redirect("courses:team_connections", organisation.slug)
