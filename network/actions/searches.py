"""Searches of the directory that members keep, and word of who newly fits."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from academy.actions.notify import notify
from academy.models import User
from network.directory import looked_up, matching
from network.models import Profile, ProfileFact, SavedSearch
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
    first = values | {"found": found_by_words(profile.person, wanted)}
    kept, _made = SavedSearch.objects.update_or_create(
        profile=profile, query=query, defaults=values, create_defaults=first
    )
    return kept


def found_at(search: SavedSearch) -> str:
    """Where its members are listed; an address too long for a notification leads to the kept searches."""
    newest = "sort=newest"
    address = f"/network/people/?{search.query}"
    address += "" if newest in search.query else f"&{newest}" if search.query else newest
    return address if len(address) <= LONGEST_ADDRESS else reverse("network:searches")


def tell_of_new_members(day: date) -> None:
    """Tell those who keep a search of members who fit since it was last looked at, as far as they may be found.

    They joined, said more of themselves, were checked, or show something to more people than before. Nobody is
    named, so that nothing can be read from the word but that the list is worth a look.
    """
    rows = SavedSearch.objects.filter(alerts=True, profile__person__is_active=True)
    for search in rows.select_related("profile__person").order_by("pk"):
        with transaction.atomic():
            _look_again(search, day)


def _look_again(search: SavedSearch, day: date) -> None:
    person, now = search.profile.person, timezone.now()
    wanted = wanted_from(QueryDict(search.query))
    found = found_by_words(person, wanted)
    if found is None:
        somebody = newly_fitting(person, wanted, search.looked_at).exclude(pk=search.profile_id).exists()
    else:
        known = found if search.found is None else search.found
        somebody = bool(set(found) - {*known, search.profile_id})
    SavedSearch.objects.filter(pk=search.pk).update(looked_at=now, found=found)
    if not somebody:
        return
    notify(
        people=[person],
        kind="peers",
        fact=f"search:{search.pk}:{day.isoformat()}",
        title=_("Somebody new fits your search “%(name)s”") % {"name": search.name},
        text=_("The newest members stand first; one who joined earlier may fit only now."),
        url=found_at(search),
    )


def found_by_words(person: User, wanted: Wanted) -> list[int] | None:
    """The ids of those who fit, where a search has words, which find a bounded number; None where it has none."""
    return list(matching(person, wanted).values_list("pk", flat=True)) if wanted.words else None


def newly_fitting(person: User, wanted: Wanted, since: datetime) -> QuerySet[Profile]:
    """Those who fit and did not before: of what is looked for, something came to be, or to be shown, since then.

    It begins with what is new, which is little however many members there are.
    """
    if not wanted.conditions:
        return matching(person, wanted).filter(joined_at__gt=since)
    came = Q(pk__in=[])
    for name, values in wanted.conditions.items():
        came |= Q(field=name, value__in=values, since__gt=since)
    fresh = ProfileFact.objects.filter(came).order_by().values("profile")
    rows = Profile.objects.visible_to(person).filter(pk__in=fresh)
    for name, values in wanted.conditions.items():
        rows = rows.filter(looked_up(person, name, values))
    return rows
