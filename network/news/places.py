"""Groups and events in the news: those that the reader may still know of."""

from django.utils.translation import gettext as _

from academy.letters.news import Told
from academy.models import Notification, User
from network.models import Event, GroupMembership, NetworkGroup
from network.news.facts import numbered, retold
from network.permissions import groups_stewarded_by, standings
from network.writers import name_in


def events(person: User, rows: list[Notification]) -> dict[int, Told | None]:
    """Nothing of events that the person may no longer know of."""
    about = numbered(rows)
    known = Event.objects.visible_to(person).filter(pk__in=about.values())
    still = set(known.values_list("pk", flat=True))
    return {row.pk: None for row in rows if about[row.pk] not in still}


def groups(person: User, rows: list[Notification]) -> dict[int, Told | None]:
    """Nothing of groups that the person may no longer know of."""
    about = numbered(rows)
    known = NetworkGroup.objects.visible_to(person).filter(pk__in=about.values())
    still = set(known.values_list("pk", flat=True))
    return {row.pk: None for row in rows if about[row.pk] not in still}


def asked_to_join(person: User, rows: list[Notification]) -> dict[int, Told | None]:
    """Who asks to join a group, for those who still look after it."""
    about = numbered(rows, 2)
    asked = GroupMembership.objects.filter(
        pk__in=about.values(), group__in=groups_stewarded_by(person).values("pk")
    )
    asking = {row.pk: row.profile for row in asked.select_related("profile__person")}
    near = standings(person, asking.values())
    told: dict[int, Told | None] = dict.fromkeys(about)
    for row in rows:
        profile = asking.get(about[row.pk])
        if profile is not None:
            told[row.pk] = retold(row, title=_("%(name)s asks to join") % {"name": name_in(profile, near)})
    return told
