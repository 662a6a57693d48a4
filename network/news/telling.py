"""How news of the network is told: what its reader may still know, under the names they see now.

A notification keeps a fact, such as `post:12`. Each kind of fact has a teller, which answers for the rows that
may be told; the others are told to nobody any more.
"""

from collections.abc import Callable, Iterable, Mapping

from django.db.models import Q, QuerySet

from academy.letters.news import Told
from academy.models import Notification, User
from academy.rules import number_in
from courses.models import CoursePage
from network.models import Block, Event, GroupMembership, Mentoring, NetworkGroup, Post, Profile, Thread
from network.news import words
from network.news.posts import as_told, messages_for, posts_for
from network.permissions import groups_stewarded_by, standings
from network.writers import name_in

Rows = Mapping[int, Notification]
Tale = dict[int, Told]


def told(person: User, rows: Iterable[Notification], *, in_letter: bool) -> dict[int, Told | None]:
    """The news of the network among these rows, as it may be told now, by id; None for what may not."""
    sorted_out: dict[str, list[Notification]] = {}
    for row in rows:
        sorted_out.setdefault(row.fact.partition(":")[0], []).append(row)
    found: dict[int, Told | None] = {}
    for kind, teller in TELLERS.items():
        mine = sorted_out.get(kind, [])
        if mine:
            found |= dict.fromkeys(row.pk for row in mine)
            found |= teller(person, mine, in_letter)
    return found


def part(row: Notification, place: int) -> str:
    """A part of the fact; empty when it has fewer."""
    parts = row.fact.split(":")
    return parts[place] if len(parts) > place else ""


def number(row: Notification, place: int = 1) -> int:
    """A number that stands in the fact; 0 when there is none."""
    return number_in(part(row, place))


def by_number(rows: Iterable[Notification], place: int = 1) -> dict[int, list[Notification]]:
    """Rows by a number in their facts."""
    found: dict[int, list[Notification]] = {}
    for row in rows:
        found.setdefault(number(row, place), []).append(row)
    return found


def tell(row: Notification, title: str = "", text: str | None = None) -> Told:
    """A row in these words, or in its own."""
    return Told(title or row.title, row.text if text is None else text, row.url)


def names(person: User, profiles: Iterable[Profile]) -> Callable[[Profile], str]:
    """What the reader knows each of these members by (their accounts read along)."""
    near = standings(person, profiles)
    return lambda profile: name_in(profile, near)


def of_posts(person: User, rows: list[Notification], in_letter: bool) -> Tale:
    """Who wrote where."""
    about = by_number(rows)
    return {
        row.pk: as_told(person, row, post, in_letter=in_letter)
        for post in posts_for(person, about)
        for row in about[post.pk]
    }


def of_held(person: User, rows: list[Notification], in_letter: bool) -> Tale:
    """That a post waits, while it waits and the reader tends its group."""
    about = by_number(rows)
    found = Post.objects.visible_to(person).awaiting_review().exclude(held_because=Post.Why.REPORT)
    found = found.filter(pk__in=list(about))
    found = found.filter(thread__group__in=groups_stewarded_by(person)).select_related("thread__group")
    return {row.pk: tell(row, text=str(post.thread.group)) for post in found for row in about[post.pk]}


def of_messages(person: User, rows: list[Notification], in_letter: bool) -> Tale:
    """Who wrote to the reader."""
    about = by_number(rows)
    found = list(messages_for(person, about))
    name = names(person, [relay.sender for relay in found if relay.sender])
    return {
        row.pk: tell(row, words.MESSAGE % {"name": name(relay.sender)})
        for relay in found
        if relay.sender
        for row in about[relay.pk]
    }


def of_mentoring(person: User, rows: list[Notification], in_letter: bool) -> Tale:
    """What the other one of the two asked or answered."""
    about = by_number(rows)
    found = (
        mentorings_of(person).filter(pk__in=list(about)).select_related("mentee__person", "mentor__person")
    )
    others = {one.pk: one.mentor if one.mentee.person_id == person.pk else one.mentee for one in found}
    name = names(person, others.values())
    tale = {}
    for pk, other in others.items():
        for row in about[pk]:
            title, text = words.MENTORING.get(part(row, 2), (row.title, row.text))
            tale[row.pk] = tell(row, title % {"name": name(other)}, str(text))
    return tale


def mentorings_of(person: User) -> QuerySet[Mentoring]:
    """What was asked between the reader and another, was not taken back and stands between no block of theirs."""
    blocked = Block.objects.filter(blocker__person=person).values("blocked")
    rows = Mentoring.objects.filter(Q(mentee__person=person) | Q(mentor__person=person))
    rows = rows.exclude(state=Mentoring.State.WITHDRAWN)
    return rows.exclude(mentee__in=blocked).exclude(mentor__in=blocked)


def of_groups(person: User, rows: list[Notification], in_letter: bool) -> Tale:
    """Who asks to join, for stewards; an invitation, an answer."""
    about = by_number(rows)
    known = NetworkGroup.objects.visible_to(person).filter(pk__in=list(about)).in_bulk()
    asked = {number(row, 3) for row in rows if part(row, 2) == "asked"}
    requests = GroupMembership.objects.filter(
        pk__in=asked, group__in=groups_stewarded_by(person), state=GroupMembership.State.ASKED
    )
    held = {one.pk: one for one in requests.select_related("profile__person")}
    name = names(person, [one.profile for one in held.values()])
    tale = {}
    for row in rows:
        group, one = known.get(number(row)), held.get(number(row, 3))
        if group is None or (number(row, 3) in asked and one is None):
            continue
        title = words.ASKS_TO_JOIN % {"name": name(one.profile)} if one is not None else ""
        tale[row.pk] = tell(row, title, group.name)
    return tale


def of_enrolling(person: User, rows: list[Notification], in_letter: bool) -> Tale:
    """Which group learns together, where the reader may know of it."""
    known = NetworkGroup.objects.visible_to(person).in_bulk(list(by_number(rows)))
    courses = CoursePage.objects.live().in_bulk(list(by_number(rows, 2)))
    tale = {}
    for row in rows:
        course, group = courses.get(number(row, 2)), known.get(number(row))
        if course is not None and group is not None:
            said = {"group": group.name[:60], "course": course.title[:80]}
            tale[row.pk] = tell(row, words.ENROLLED % said)
        elif course is not None:
            tale[row.pk] = tell(row, words.unnamed(words.ENROLLED, course=course.title[:80]))
    return tale


def of_events(person: User, rows: list[Notification], in_letter: bool) -> Tale:
    """What became of an event that the reader may know of."""
    about = by_number(rows)
    tale = {}
    for event in Event.objects.visible_to(person).filter(pk__in=list(about)).select_related("group"):
        for row in about[event.pk]:
            title = words.EVENT.get(part(row, 2), row.title) % {"event": event.title[:120]}
            begins = event.starts_at.astimezone(person.zone).strftime("%-d %B, %H:%M")
            title = f"{title} ({begins})" if part(row, 2) == "soon" else title
            tale[row.pk] = tell(row, title, str(event.group or ""))
    return tale


def of_decided(person: User, rows: list[Notification], in_letter: bool) -> Tale:
    """What was decided about the reader's own post, with its thread's title where they may still read it."""
    about = by_number(rows)
    found = Post.objects.filter(pk__in=list(about), author__person=person).select_related("thread")
    readable = Thread.objects.visible_to(person).filter(posts__in=list(about))
    titles = dict(readable.values_list("pk", "title"))
    return {
        row.pk: tell(row, text=row.text or titles.get(post.thread_id, ""))
        for post in found
        for row in about[post.pk]
    }


TELLERS: Mapping[str, Callable[[User, list[Notification], bool], Tale]] = {
    "post": of_posts,
    "held": of_held,
    "relay": of_messages,
    "mentoring": of_mentoring,
    "group": of_groups,
    "group-enrolled": of_enrolling,
    "event": of_events,
    "looked-at": of_decided,
}
