"""Public pages that are not in the page tree: topics, places, contact, local mail, style page."""

import secrets
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Prefetch
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe
from wagtail.models import Page

from academy import hooks
from academy.actions.contact import receive_message
from academy.forms import ContactForm
from academy.mailbox import letters
from academy.models import Place, SupportLine, Topic
from academy.permissions import visible_pages


@require_safe
def topics(request: HttpRequest) -> HttpResponse:
    """Every topic."""
    return render(request, "academy/topics.html", {"topics": Topic.objects.all()})


@require_safe
def topic(request: HttpRequest, slug: str) -> HttpResponse:
    """Everything filed under one topic that this person may read."""
    here = get_object_or_404(Topic, slug=slug)
    filed = Page.objects.filter(topic_links__tag=here).order_by("title")
    pages: Any = visible_pages(request.user, filed)
    pages = pages.specific()[:200]
    return render(request, "academy/topic.html", {"topic": here, "pages": pages})


@require_safe
def places(request: HttpRequest) -> HttpResponse:
    """The tile map of London's authorities, and the boards that plan health care."""
    authorities = Place.objects.authorities().order_by("row", "column")
    boards = Place.objects.filter(kind=Place.Kind.ICB).prefetch_related("covers").order_by("name")
    context = {"authorities": authorities, "boards": boards, "today": timezone.localdate()}
    return render(request, "academy/places.html", context)


@require_safe
def place(request: HttpRequest, slug: str) -> HttpResponse:
    """One place: its codes, its years, what covers it, and what each wing knows of it."""
    around = Prefetch("covered_by", queryset=Place.objects.select_related("successor"))
    rows = Place.objects.select_related("successor").prefetch_related("covers", around, "organisations")
    here = get_object_or_404(rows, slug=slug)
    parts = hooks.components(hooks.PLACE, request, here)
    context = {"place": here, "parts": parts, "today": timezone.localdate()}
    return render(request, "academy/place.html", context)


@require_safe
def support(request: HttpRequest) -> HttpResponse:
    """Every support line, with the day it was checked, or that nobody has yet."""
    return render(request, "academy/support.html", {"lines": SupportLine.objects.filter(live=True)})


def contact(request: HttpRequest) -> HttpResponse:
    """Write to the people who run the site; the same form sent twice is kept once."""
    first = {"token": secrets.token_urlsafe(24), "page": request.GET.get("page", "")[:300]}
    form = ContactForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        receive_message(data=form.cleaned_data, person=request.user)
        messages.success(
            request, _("Thank you. Your message has been kept for the people who run this site.")
        )
        return redirect("contact")
    return render(request, "academy/contact.html", {"form": form, "public_email": settings.CONTACT_EMAIL})


@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """Letters sent on this machine; exists only in local mode."""
    if not settings.DEBUG:
        raise Http404
    return render(request, "academy/mailbox.html", {"letters": letters(settings.VAR_DIR / "mailbox")})


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component once; exists only in local mode."""
    if not settings.DEBUG:
        raise Http404
    from academy.styleguide import examples

    return render(request, "academy/styleguide.html", examples())
