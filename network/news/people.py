"""Members in the news: whoever wrote, asked or newly fits, under the names that the reader sees now."""

from django.utils.translation import gettext as _

from academy.letters.news import Told
from academy.models import Notification, User
from network.actions.contact import title_of_message
from network.actions.mentoring import title_of
from network.actions.searches import named, text_of
from network.models import Block, ContactRelay, Mentoring, Profile
from network.news.facts import numbered, retold
from network.permissions import standings
from network.writers import name_in


def messages(person: User, rows: list[Notification]) -> dict[int, Told | None]:
    """Messages that are still kept, and whose sender the person did not block since."""
    about = numbered(rows)
    kept = ContactRelay.objects.filter(pk__in=about.values(), receiver__person=person)
    blocked = Block.objects.filter(blocker__person=person).values("blocked")
    senders = {
        relay.pk: relay.sender for relay in kept.exclude(sender__in=blocked).select_related("sender__person")
    }
    near = standings(person, [sender for sender in senders.values() if sender])
    told: dict[int, Told | None] = dict.fromkeys(about)
    for row in rows:
        if about[row.pk] in senders:
            sender = senders[about[row.pk]]
            name = name_in(sender, near) if sender else _("Former member")
            told[row.pk] = retold(row, title=title_of_message(name))
    return told


def mentoring(person: User, rows: list[Notification]) -> dict[int, Told | None]:
    """Mentoring, for as long as both are in the network."""
    about = numbered(rows)
    kept = Mentoring.objects.filter(pk__in=about.values()).select_related("mentee__person", "mentor__person")
    others: dict[int, Profile] = {
        one.pk: one.mentee if one.mentor.person_id == person.pk else one.mentor for one in kept
    }
    near = standings(person, others.values())
    told: dict[int, Told | None] = dict.fromkeys(about)
    for row in rows:
        other, state = others.get(about[row.pk]), row.fact.rpartition(":")[2]
        if other is not None:
            told[row.pk] = retold(row, title=title_of(state, name_in(other, near)))
    return told


def new_members(person: User, rows: list[Notification]) -> dict[int, Told | None]:
    """Members who newly fitted a search, those of them whom the person may still find."""
    listed = {row.pk: [int(text) for text in row.fact.split(":")[3:] if text.isdecimal()] for row in rows}
    names = named(person, {pk for ids in listed.values() for pk in ids})
    told: dict[int, Told | None] = {}
    for row in rows:
        still = [names[pk] for pk in listed[row.pk] if pk in names]
        told[row.pk] = retold(row, title=row.title, text=text_of(still)) if still else None
    return told
