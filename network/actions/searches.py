"""Searches of the directory that members keep, and word of who newly fits."""

from datetime import date

from django.db import transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from academy.actions.notify import notify
from network.directory import matching
from network.models import Profile, SavedSearch
from network.wanted import Wanted, wanted_from

MOST_SEARCHES = 20
LONGEST_QUERY = 500
LONGEST_ADDRESS = 300


class LongSearch(ValueError):
    """A search holds more than can be kept."""


class EnoughSearches(ValueError):
    """A member keeps as many searches as anybody may."""


@transaction.atomic
def save_search(*, profile: Profile, wanted: Wanted, name: str, alerts: bool) -> SavedSearch:
    """Keep a search; the same one again changes its name. Raises EnoughSearches."""
    Profile.objects.select_for_update(of=("self",)).get(pk=profile.pk)
    query = wanted.as_query()
    if len(query) > LONGEST_QUERY:
        raise LongSearch
    others = SavedSearch.objects.filter(profile=profile).exclude(query=query)
    if others.count() >= MOST_SEARCHES:
        raise EnoughSearches
    values = {"name": name, "alerts": alerts}
    kept, _made = SavedSearch.objects.update_or_create(profile=profile, query=query, defaults=values)
    return kept


def found_at(search: SavedSearch) -> str:
    """Where its members are listed; an address too long for a notification leads to the kept searches."""
    newest = "sort=newest"
    address = f"/network/people/?{search.query}"
    address += "" if newest in search.query else f"&{newest}" if search.query else newest
    return address if len(address) <= LONGEST_ADDRESS else reverse("network:searches")


def tell_of_new_members(day: date) -> None:
    """Tell those who keep a search of members who joined since and fit, as far as they may be found."""
    rows = SavedSearch.objects.filter(alerts=True, profile__person__is_active=True)
    for search in rows.select_related("profile__person").order_by("pk"):
        with transaction.atomic():
            _look_again(search, day)


def _look_again(search: SavedSearch, day: date) -> None:
    person, since, now = search.profile.person, search.looked_at, timezone.now()
    wanted = wanted_from(QueryDict(search.query))
    fresh = matching(person, wanted).filter(joined_at__gt=since).exclude(pk=search.profile_id)
    SavedSearch.objects.filter(pk=search.pk).update(looked_at=now)
    if not fresh.exists():
        return
    notify(
        people=[person],
        kind="peers",
        fact=f"search:{search.pk}:{day.isoformat()}",
        title=_("New members fit your search “%(name)s”") % {"name": search.name},
        text=_("The newest stand first."),
        url=found_at(search),
    )
