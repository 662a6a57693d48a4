"""The feeds of discussions, and the address of one's own."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_POST, require_safe

from academy.requests import MemberRequest
from network.actions.feeds import find_reader, renew_feed, stop_feed
from network.feeds import drawn, newest
from network.views.meeting import acting_profile

ATOM = "application/atom+xml; charset=utf-8"


@require_safe
@conditional_page
def feed(request: HttpRequest) -> HttpResponse:
    """What everybody may read, the same for whoever asks; 304 for who has it."""
    lines = newest(AnonymousUser())
    title = _("%(site)s: discussions") % {"site": settings.WAGTAIL_SITE_NAME}
    content = drawn(lines, feed_url=reverse("network:feed"), title=title)
    response = HttpResponse(content, content_type=ATOM)
    response["Cache-Control"] = "public, no-cache"
    if lines:
        response["Last-Modified"] = http_date(lines[0].thread.last_at.timestamp())
    return response


@require_safe
def own_feed(request: HttpRequest, token: str) -> HttpResponse:
    """What one member may read, for whoever holds its address; kept by no cache."""
    reader = find_reader(token)
    if reader is None:
        raise Http404
    title = _("%(site)s: your discussions") % {"site": settings.WAGTAIL_SITE_NAME}
    url = reverse("network:own_feed", args=[token])
    response = HttpResponse(drawn(newest(reader.person), feed_url=url, title=title), content_type=ATOM)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response


@login_required
@require_POST
def change(request: MemberRequest) -> HttpResponse:
    """Make, renew or stop the address of one's own feed."""
    mine = acting_profile(request)
    if request.POST.get("verb") == "stop":
        stop_feed(profile=mine)
        messages.success(request, _("Your feed is stopped. Its address leads nowhere now."))
    else:
        renew_feed(profile=mine)
        messages.success(request, _("Your feed has a new address. One from before leads nowhere now."))
    return redirect("network:settings")
