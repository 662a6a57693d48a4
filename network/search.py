"""What of the network can be found: members by what they show; threads by their words."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from academy.models import User
from academy.permissions import AnyUser
from academy.search import EntryValues, Source
from academy.search.audiences import PUBLIC
from academy.search.rules import plain_text
from network.audiences import Standing, may_see
from network.models import NetworkGroup, Post, Profile, ProfileFact, Thread
from network.permissions import member_of
from network.support_search import source as service_source

#: Members of the network, which is fewer than all who have an account.
NETWORK = "network"
CIRCLES = ((PUBLIC, Standing.VISITOR), (NETWORK, Standing.MEMBER))
TOPIC = ProfileFact.Field.TOPIC


def held(person: User) -> Iterable[str]:
    """The audience that members of the network hold."""
    return [NETWORK] if member_of(person) is not None else []


def of_network_group(pk: int) -> str:
    """The audience of one group of the network."""
    return f"network:{pk}"


def groups_held(person: User) -> Iterable[str]:
    """The audiences of the groups somebody belongs to."""
    mine = member_of(person)
    if mine is None:
        return []
    return [of_network_group(pk) for pk in mine.group_memberships.current().values_list("group", flat=True)]


def thread_entries(threads: Sequence[Thread]) -> list[EntryValues]:
    """Threads that readers meet, by title and published words; who wrote them is in no entry."""
    words: dict[int, list[str]] = {}
    posts = Post.objects.published().filter(thread__in=threads).order_by("written_at", "pk")
    for thread, html in posts.values_list("thread", "html"):
        words.setdefault(thread, []).append(plain_text(html))
    groups = NetworkGroup.objects.in_bulk({thread.group_id for thread in threads if thread.group_id})
    return [
        thread_entry(thread, words[thread.pk], groups.get(thread.group_id or 0))
        for thread in threads
        if thread.state == Thread.State.OPEN and thread.title and words.get(thread.pk)
    ]


def thread_entry(thread: Thread, words: list[str], group: NetworkGroup | None) -> EntryValues:
    """One thread, for everybody or for its group."""
    return EntryValues(
        object_id=str(thread.pk),
        kind="thread",
        title=thread.title,
        url=thread.get_absolute_url(),
        summary=words[0][:240],
        body=" ".join(words),
        audiences=(PUBLIC if group is None or group.is_open else of_network_group(group.pk),),
        weight=5,
    )


def still_threads(person: AnyUser, ids: Sequence[str]) -> Collection[str]:
    """Of these threads, those this person may read now."""
    rows = Thread.objects.visible_to(person).filter(pk__in=ids)
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def member_entries(profiles: Sequence[Profile]) -> list[EntryValues]:
    """One entry for each circle that may find the member, holding what that circle sees.

    What is meant for one's groups or oneself is in no entry: it is read on the page, never searched.
    """
    facts: dict[int, list[ProfileFact]] = {}
    for fact in ProfileFact.objects.filter(profile__in=profiles):
        facts.setdefault(fact.profile_id, []).append(fact)
    people = User.objects.in_bulk([profile.person_id for profile in profiles])
    return [
        entry(profile, people[profile.person_id], facts.get(profile.pk, []), circle, standing)
        for profile in profiles
        for circle, standing in CIRCLES
        if may_see(profile.audience, standing)
    ]


def entry(
    profile: Profile, person: User, facts: list[ProfileFact], circle: str, standing: Standing
) -> EntryValues:
    """What one circle finds a member by."""

    def shown(field: str, value: str) -> str:
        return value if may_see(profile.audience_of(field), standing) else ""

    seen = [fact for fact in facts if may_see(fact.audience, standing)]
    return EntryValues(
        object_id=str(profile.pk),
        kind="member",
        title=shown("name", person.get_full_name()) or profile.handle,
        url=profile.get_absolute_url(),
        summary=shown("role", profile.role_words),
        body=" ".join([profile.handle, shown("about", profile.about), *(fact.label for fact in seen)]),
        topics=tuple((fact.value, fact.label) for fact in seen if fact.field == TOPIC),
        audiences=(circle,),
        weight=10,
    )


def still_members(person: AnyUser, ids: Sequence[str]) -> Collection[str]:
    """Of these profiles, those this person may find now."""
    rows: QuerySet[Profile, Any] = Profile.objects.visible_to(person).filter(pk__in=ids)
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def sources() -> list[Source]:
    """What the network lets people search."""
    return [
        Source(
            key="network.profile",
            kinds={"member": _("Members")},
            model=Profile,
            entries=member_entries,
            queryset=Profile.objects.select_related("person").all,
            held=held,
            still=still_members,
        ),
        Source(
            key="network.thread",
            kinds={"thread": _("Discussions")},
            model=Thread,
            entries=thread_entries,
            queryset=Thread.objects.all,
            held=groups_held,
            still=still_threads,
        ),
        service_source(),
    ]
