"""A model and a living summary, from what was stored at publish. GET writes nothing."""

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from academy import hooks
from academy.actions.notify import follow as start_following
from academy.actions.notify import unfollow
from academy.hearing import thing_key
from academy.models import Follow
from evidence.addresses import model_address
from evidence.models import ModelPage, StoredPage
from evidence.slots import fill

PREFIX = "people-"


def get_stored(request: HttpRequest, kind: str, slug: str) -> StoredPage:
    """The stored page of this kind at this address, if this person may see it; 404 otherwise."""
    rows = StoredPage.objects.visible_to(request.user).filter(kind=kind, slug=slug)
    stored = rows.defer("data").select_related("page").first()
    if stored is None:
        raise Http404
    return stored


def common(request: HttpRequest, stored: StoredPage) -> dict[str, Any]:
    """What both kinds of page hand to their template."""
    return {
        "stored": stored,
        "card": stored.card,
        "head": stored.head,
        "beside": hooks.components(hooks.BESIDE_PAGE, request, stored.page),
        "show_leave": stored.leave_button,
        "wing": "evidence",
    }


@require_safe
def model(request: HttpRequest, slug: str) -> HttpResponse:
    """A model: headline, numbers in words, how sure and why, how to run it."""
    stored = get_stored(request, StoredPage.Kind.MODEL, slug)
    context = common(request, stored) | {
        "html": fill(stored, {}),
        "following": follows(request, stored.page_id),
    }
    return render(request, "evidence/model.html", context)


@require_safe
def summary(request: HttpRequest, slug: str) -> HttpResponse:
    """A living summary, with the local baselines asked for in the address."""
    stored = get_stored(request, StoredPage.Kind.SUMMARY, slug)
    asked = {
        name.removeprefix(PREFIX): str(value)
        for name, value in request.GET.items()
        if name.startswith(PREFIX)
    }
    return render(request, "evidence/summary.html", common(request, stored) | {"html": fill(stored, asked)})


@require_safe
def summaries(request: HttpRequest) -> HttpResponse:
    """Every living summary this person may see."""
    rows = StoredPage.objects.visible_to(request.user).summaries().values_list("card", flat=True)
    cards = [with_dates(card) for card in rows]
    return render(request, "evidence/summaries.html", {"cards": cards, "wing": "evidence"})


def with_dates(card: dict[str, Any]) -> dict[str, Any]:
    """A summary's card with its dates as dates, and whether its update is due."""
    searched, due = (
        date.fromisoformat(card[name]) if card[name] else None for name in ("searched_on", "next_due")
    )
    return card | {"searched": searched, "due": due is not None and due <= timezone.localdate()}


def follows(request: HttpRequest, page_id: int) -> bool:
    """Whether this person follows a model."""
    if not request.user.is_authenticated:
        return False
    return Follow.objects.filter(person=request.user, **thing_key(ModelPage(pk=page_id))).exists()


@require_POST
@login_required
def follow(request: HttpRequest, slug: str) -> HttpResponse:
    """Hear when the rating of this model falls, or hear no more; as often as it is sent."""
    stored = get_stored(request, StoredPage.Kind.MODEL, slug)
    thing = ModelPage(pk=stored.page_id)
    if request.POST.get("follow") == "no":
        unfollow(person=request.user, thing=thing)  # type: ignore[arg-type]
    else:
        start_following(person=request.user, thing=thing)  # type: ignore[arg-type]
    return redirect(model_address(slug))
