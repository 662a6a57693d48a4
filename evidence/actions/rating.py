"""Giving a model a rating: a new row, so that the history stays; a fall is told to followers."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from academy import hooks
from academy.actions.notify import followers, notify
from evidence import rules
from evidence.actions.storing import refresh_model
from evidence.addresses import model_address
from evidence.announcements import RatingFell
from evidence.models import ModelPage, Rating, RatingScheme


@transaction.atomic
def rate(
    *, page: ModelPage, scheme: RatingScheme, aspect: str, word: str, rated_on: date, **values: Any
) -> Rating:
    """Rate a model on one aspect; the same rating again adds nothing, and one of the same day is replaced.

    `values` are the other fields of `Rating`: basis, reason, sure, change, outcome, synthesis, url.
    """
    ModelPage.objects.select_for_update(of=("self",)).get(pk=page.pk)
    held = Rating.objects.filter(page=page, scheme=scheme, aspect=aspect)
    before = held.filter(rated_on__lte=rated_on).order_by("-rated_on", "-pk").first()
    if before is not None and before.word == word and _same(before, values):
        return before
    rating, _made = Rating.objects.update_or_create(
        page=page, scheme=scheme, aspect=aspect, rated_on=rated_on, defaults={"word": word, **values}
    )
    if page.live:
        refresh_model(page)
    newest = held.order_by("-rated_on", "-pk").first()
    if scheme.ours and newest == rating and before is not None and rules.fell(before.word, word):
        tell_of_fall(rating, before.word)
    return rating


def _same(rating: Rating, values: dict[str, Any]) -> bool:
    return all(getattr(rating, name) == value for name, value in values.items())


def tell_of_fall(rating: Rating, before: str) -> None:
    """Tell those who follow the model, and wings that act on it, that our rating fell."""
    page = rating.page
    fact = f"rating-fell:{rating.pk}:{rating.word}"
    notify(
        people=followers(page),
        kind="followed",
        fact=fact,
        title=_("%(model)s: our rating fell") % {"model": page.title},
        text=_("On “%(aspect)s” it went from %(before)s to %(after)s. The page says why.")
        % {
            "aspect": rating.aspect,
            "before": rules.SCALE[before],
            "after": rules.SCALE[rating.word],
        },
        url=model_address(page.slug),
        about=page,
    )
    told = RatingFell(model=page.pk, aspect=rating.aspect, before=before, after=rating.word)
    transaction.on_commit(lambda: announce(told))


def announce(fact: RatingFell) -> None:
    """Call whoever acts on it."""
    for _answer in hooks.call(hooks.ANNOUNCEMENT, fact):
        pass
