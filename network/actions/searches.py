"""Searches of the directory that members keep, and word of who newly fits."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from academy.actions.notify import notify
from academy.models import User
from network.directory import Wanted, entries_of, matching, wanted_from, with_nearness
from network.models import Profile, SavedSearch

MOST_SEARCHES = 20
MOST_NAMED = 3
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
    address = f"/network/people/?{search.query}"
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
    found = list(with_nearness(person, fresh.order_by("-joined_at", "-pk"))[: MOST_NAMED + 1])
    SavedSearch.objects.filter(pk=search.pk).update(looked_at=now)
    if not found:
        return
    ids = ":".join(str(profile.pk) for profile in found)
    notify(
        people=[person],
        kind="peers",
        fact=f"search:{search.pk}:{day.isoformat()}:{ids}",
        title=_("New members fit your search “%(name)s”") % {"name": search.name},
        text=text_of([entry.name for entry in entries_of(person, found)]),
        url=found_at(search),
    )


def text_of(names: list[str]) -> str:
    """The first few names, and whether there are more."""
    text = _("%(names)s, and others.") if len(names) > MOST_NAMED else "%(names)s"
    return text % {"names": ", ".join(names[:MOST_NAMED])}


def named(person: User, ids: Iterable[int]) -> dict[int, str]:
    """The names, as `person` sees them now, of those of these members whom they may find."""
    rows = with_nearness(person, Profile.objects.visible_to(person).filter(pk__in=list(ids)))
    return {entry.profile.pk: entry.name for entry in entries_of(person, list(rows))}
