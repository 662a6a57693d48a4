"""What one hears of, and how: the page of notifications, one click out of letters, an address that works again."""

from datetime import time
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_time
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from academy.actions.choosing import choose_for_thing, choose_quiet_hours, choose_ways, forget_thing
from academy.actions.notify import mark_read
from academy.heard import heard_by, thing_of
from academy.hearing import KINDS, kinds_for
from academy.letters.bounces import confirm_link, is_stopped, read_confirm_link, take_up_again
from academy.letters.news import told_now
from academy.letters.unsubscribing import name_of, read_link
from academy.letters.unsubscribing import unsubscribe as stop_letters
from academy.limits import within
from academy.models import QuietHours, Way
from academy.requests import MemberRequest
from academy.tasks import post_letter

A_DAY = 86_400
LETTERS_A_DAY = 3
OF_THINGS = [("", _("As its kind")), *Way.choices]


@login_required
@require_safe
def notifications(request: MemberRequest) -> HttpResponse:
    """The latest hundred notifications, and what the person chose about them."""
    person = request.user
    chosen = dict(person.notification_choices.values_list("kind", "way"))
    context: dict[str, Any] = {
        "rows": told_now(person, person.notifications.all()[:100]),
        "kinds": [(key, KINDS[key], chosen.get(key, Way.NOW)) for key in kinds_for(person)],
        "ways": Way.choices,
        "ways_of_things": OF_THINGS,
        "heard": heard_by(person),
        "quiet": QuietHours.objects.filter(person=person).first(),
        "stopped": is_stopped(person.email),
    }
    return render(request, "academy/my/notifications.html", context)


@login_required
@require_POST
def ways(request: MemberRequest) -> HttpResponse:
    """Keep how the person hears of each kind of news, and their quiet hours."""
    choose_ways(person=request.user, ways=request.POST.dict())
    starts, ends = _hour(request, "starts"), _hour(request, "ends")
    choose_quiet_hours(person=request.user, starts=starts, ends=ends)
    if (starts is None) != (ends is None) or (starts is not None and starts == ends):
        messages.warning(
            request, _("Your choice is saved, without quiet hours: they need a start and an end.")
        )
    else:
        messages.success(request, _("Your choice is saved."))
    return redirect("notifications")


def _hour(request: HttpRequest, name: str) -> time | None:
    try:
        return parse_time(request.POST.get(name, ""))
    except ValueError:
        return None


@login_required
@require_POST
def thing(request: MemberRequest) -> HttpResponse:
    """Keep how the person hears of one thing, or take back what they chose."""
    key = request.POST.get("key", "")
    about = thing_of(key) if any(row.key == key for row in heard_by(request.user)) else None
    if about is None:
        raise Http404
    if request.POST.get("verb") == "forget":
        forget_thing(person=request.user, thing=about)
    else:
        choose_for_thing(person=request.user, thing=about, way=request.POST.get("way", ""))
    messages.success(request, _("Your choice is saved."))
    return redirect("notifications")


@login_required
@require_POST
def read(request: MemberRequest) -> HttpResponse:
    """Mark all as read."""
    mark_read(person=request.user)
    return redirect("notifications")


@login_required
@require_POST
def ask_address(request: MemberRequest) -> HttpResponse:
    """Send a link to an address at which letters did not arrive."""
    address = request.user.email
    if is_stopped(address) and within(f"address:{request.user.pk}", most=LETTERS_A_DAY, seconds=A_DAY):
        text = _("Open this link to get letters at this address again:\n\n%(link)s\n") % {
            "link": confirm_link(address)
        }
        post_letter(to=address, subject=_("Does this address work again?"), text=text, person=request.user)
    messages.success(request, _("A letter is on its way. Open the link in it within three days."))
    return redirect("notifications")


@require_http_methods(["GET", "HEAD", "POST"])
def address_works(request: HttpRequest, token: str) -> HttpResponse:
    """The link from that letter: a button, then letters go to the address again."""
    address = read_confirm_link(token)
    if address is None:
        raise Http404
    if request.method == "POST":
        take_up_again(address)
    return render(request, "academy/letters/address.html", {"done": request.method == "POST"})


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Stop letters: at once where a mail program posts (RFC 8058), by a button where a person opens the link."""
    found = read_link(token)
    if found is None:
        raise Http404
    person, scopes = found
    place = request.POST.get("which", "0")
    which = int(place) if place in {str(number) for number in range(len(scopes))} else 0
    if request.method == "POST":
        stop_letters(person=person, scope=scopes[which])
    context = {
        "choices": [(number, name_of(scope)) for number, scope in enumerate(scopes)],
        "done": name_of(scopes[which]) if request.method == "POST" else "",
    }
    response = render(request, "academy/letters/unsubscribe.html", context)
    response["Cache-Control"] = "private, no-store"
    return response
