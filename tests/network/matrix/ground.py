"""The ground the matrix stands on: everybody, and one thing of each kind in each circle and state."""

from dataclasses import dataclass

from academy.models import Notification, User
from network.actions.events import renew_calendar
from network.actions.feeds import renew_feed, token_of
from network.models import Event, NetworkGroup
from tests import make
from tests.network.matrix.between import keep_searches, make_between, moderate, part
from tests.network.matrix.people import Reader, everybody
from tests.network.matrix.rooms import make_events, make_rooms
from tests.network.matrix.talk import Talk, make_talk, settle


@dataclass
class Ground:
    """What there is, and who looks."""

    readers: dict[str, Reader]
    groups: dict[str, NetworkGroup]
    events: dict[str, Event]
    talk: Talk


def build() -> Ground:
    """Make it all: first everybody hears of everything, then things are held, hidden, moved and people part."""
    readers = everybody()
    moderator = User.objects.get(pk=readers["moderator"].account)
    groups = make_rooms(readers)
    events = make_events(readers, groups)
    talk = make_talk(readers, groups)
    make_between(talk)
    keep_searches(readers)
    for reader in readers.values():
        if reader.profile is not None:
            feed, calendar = renew_feed(profile=reader.profile), renew_calendar(profile=reader.profile)
            reader.secrets = {"feed": token_of(feed), "calendar": calendar.secret}
    assert Notification.objects.exists()
    other = make.staff("other-moderator@example.org", "Moderators")
    settle(talk, moderator, other)
    moderate(talk, moderator, other)
    part(talk, moderator)
    return Ground(readers, groups, events, talk)
