"""Groups of each kind with all that is in them, and events to come and over."""

from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from academy.actions.notify import follow
from academy.models import Place
from network.actions.events import answer_event, change_event
from network.actions.groups import join_group
from network.models import Event, NetworkGroup
from tests import make_network
from tests.network.matrix.marks import mark
from tests.network.matrix.people import Reader, quiet

KINDS = ("open", "closed", "hidden")
BELONG = ("mate", "friend", "blocked", "suspended", "everyone", "members", "groups", "me")
COME = ("mate", "friend", "suspended", "everyone", "members", "groups", "me")


def make_rooms(readers: dict[str, Reader]) -> dict[str, NetworkGroup]:
    """The three groups."""
    town = Place.objects.create(name="Town", slug="town", kind="borough", row=2, column=2)
    return {kind: make_group(kind, town, readers) for kind in KINDS}


def make_group(kind: str, town: Place, readers: dict[str, Reader]) -> NetworkGroup:
    """A group with its people and a file; one quiet member shows who is in it, another asks to be."""

    def word(part: str) -> str:
        return mark(f"{part}, {kind} group")

    group = make_network.group(
        word("name"), steward=readers["steward"].profile, openness=kind, place=town, welcome=word("welcome")
    )
    NetworkGroup.objects.filter(pk=group.pk).update(
        slug=kind,
        summary=word("what it is for"),
        rules=word("rules"),
        anonymous_asking=True,
        joining="request",
    )
    group.refresh_from_db()
    for name in BELONG:
        profile = readers[name].profile
        assert profile is not None
        make_network.belong(group, profile)
        follow(person=profile.person, thing=group)
    make_network.belong(group, quiet(f"who is in the {kind} group"))
    title, content = word("file's title"), word("file").encode()
    group.files.create(title=title, size=1, file=ContentFile(content, name="x.txt"))
    if kind == "closed":
        asks = quiet("who asks to join the closed group")
        join_group(group=group, profile=asks, message=mark("what they said when they asked"))
    return group


def make_events(readers: dict[str, Reader], groups: dict[str, NetworkGroup]) -> dict[str, Event]:
    """One event to come and one that is over, for everybody and for each group; changed once, so all are told."""
    guest = quiet("who comes to an event")
    found = {}
    for circle in ("no group", *(f"{kind} group" for kind in KINDS)):
        group = groups.get(circle.partition(" ")[0])
        coming = Event.objects.create(group=group, **values_of(circle, days=3))
        coming_to(coming, readers)
        if group is None or group.is_open:
            answer_event(event=coming, profile=guest, coming=True)
        steward = readers["steward"].profile
        assert steward is not None
        if group is not None:
            change_event(event=coming, actor=steward, values={"where": mark(f"event's place, {circle}")})
        over = Event.objects.create(group=group, **values_of(circle, days=-3))
        notes, recording = mark(f"event's notes afterwards, {circle}"), mark(f"event's recording, {circle}")
        Event.objects.filter(pk=over.pk).update(notes=notes, recording=f"https://example.org/{recording}")
        found |= {circle: coming, f"{circle}, over": over}
    return found


def values_of(circle: str, *, days: int) -> dict[str, Any]:
    """What an event says."""
    begins, link = timezone.now() + timedelta(days=days), f"event's link, {circle}"
    return {
        "title": mark(f"event's title, {circle}"),
        "about": mark(f"event's words, {circle}"),
        "where": mark(f"event's place, {circle}") if days < 0 else "To be said",
        "link": f"https://example.org/{mark(link)}" if days > 0 else "",
        "starts_at": begins,
        "ends_at": begins + timedelta(hours=1),
    }


def coming_to(event: Event, readers: dict[str, Reader]) -> None:
    """Say for those who come that they do."""
    for name in COME:
        profile = readers[name].profile
        assert profile is not None
        answer_event(event=event, profile=profile, coming=True)
