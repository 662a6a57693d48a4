"""A steward's work in a group, on the smallest phone: once with the keyboard alone, once without JavaScript."""

from datetime import datetime, timedelta
from itertools import count

import pytest
from django.utils import timezone

from academy.models import User
from network.actions.events import plan_event
from network.actions.groups import join_group
from network.actions.posting import Writing, open_thread, reply
from network.models import Event, GroupMembership, NetworkGroup, Post, Profile, Thread
from tests import make_network
from tests.browser.conftest import Open
from tests.browser.hands import Hands, Keyboard, Pointer

pytestmark = pytest.mark.browser
numbers = count(1)
#: A day and a time that are typed alike wherever months come first, and hours end at twelve.
WHEN = datetime(timezone.now().year + 1, 5, 5, 10, 10, tzinfo=timezone.get_default_timezone())


def writing(body: str, title: str = "") -> Writing:
    """Something written."""
    return Writing(body=body, title=title, token=f"a-steward-reads-{next(numbers)}")


def fill_group(name: str) -> tuple[User, NetworkGroup]:
    """Two groups of one steward; in the first somebody asks to join, and there are threads to look after."""
    steward, kim = make_network.member(f"Stella {name}"), make_network.member(f"Kim {name}")
    early = make_network.group(f"{name} early", steward=steward, openness="closed", joining="request")
    make_network.group(f"{name} late", steward=steward, openness="closed")
    make_network.belong(early, kim)
    asking = make_network.member(f"Ash {name}")
    join_group(group=early, profile=asking, message="I work there too.")
    _talk(early, kim, steward, name)
    past = timezone.now() - timedelta(days=2)
    values = {"title": f"{name} supper", "starts_at": past, "ends_at": past + timedelta(hours=1)}
    plan_event(planner=steward, group=early, values=values | {"where": "Upstairs"})
    return User.objects.get(pk=steward.person_id), early


def _talk(group: NetworkGroup, kim: Profile, steward: Profile, name: str) -> None:
    first = writing("What do you hand over?", f"{name} handing over")
    thread = open_thread(author=kim, writing=first, kind="question", group=group)
    reply(author=steward, thread=thread, writing=writing("Names, and what they asked for."))
    reply(author=kim, thread=thread, writing=writing("Does anybody have a spare room?"))
    for body in ("This may stand.", "This may not."):
        make_network.post(thread, kim, body=body, state="held", held_because="watch-word")
    second = writing("Which rooms are free?", f"{name} rooms")
    open_thread(author=kim, writing=second, kind="discussion", group=group)


def test_a_steward_looks_after_a_group_by_keyboard_alone(window: Open) -> None:
    steward, group = fill_group("Keys")
    page = window(steward).page("/network/")
    hands = Keyboard(page)
    let_in_and_read(hands, group, "Keys")
    divide(hands, "Keys")
    plan_and_call_off(hands, group)
    write_up(hands, "Keys")
    assert_looked_after(group, "Keys")
    supper = Event.objects.get(title="Keys supper")
    assert supper.notes == "We ate and talked."


def test_a_steward_looks_after_a_group_without_scripts(window: Open) -> None:
    steward, group = fill_group("Plain")
    page = window(steward, java_script_enabled=False).page("/network/")
    hands = Pointer(page)
    let_in_and_read(hands, group, "Plain")
    divide(hands, "Plain")
    plan_and_call_off(hands, group)
    assert_looked_after(group, "Plain")


def let_in_and_read(hands: Hands, group: NetworkGroup, name: str) -> None:
    """Find the group, answer who asks, then let one held post through and keep the other back."""
    hands.follow("Groups")
    hands.follow(group.name)
    hands.follow("1 member asks to join")
    hands.press(f"Let in Ash {name}")
    hands.follow("Groups")
    hands.follow(group.name)
    hands.follow(f"A post in “{name} handing over”")
    hands.press("Let readers see it")
    hands.write("Or say why not; the writer reads it", "It names a street.")
    hands.press("Keep it back")


def divide(hands: Hands, name: str) -> None:
    """Split a thread, merge what was split off into another, move that, pin it and lock it."""
    hands.follow("Split here")
    hands.write("Title of the new thread", f"{name} spare room")
    hands.press("Split")
    tend(hands)
    hands.follow("Merge into another thread")
    hands.pick(f"{name} rooms")
    hands.press("Merge")
    tend(hands)
    hands.follow("Move to another group")
    hands.pick(f"{name} late")
    hands.press("Move")
    for verb in ("Pin", "Lock"):
        tend(hands)
        hands.press(verb)


def tend(hands: Hands) -> None:
    """Open what stewards do with a thread."""
    hands.unfold("Look after this thread")


def plan_and_call_off(hands: Hands, group: NetworkGroup) -> None:
    """Plan an event, be asked for what is missing, change the event and call it off."""
    hands.follow("Events")
    hands.follow(f"Plan one for “{group.name}”")
    hands.write("Title", f"{group.name} supervision")
    hands.set_moment("Begins", WHEN)
    hands.set_moment("Ends", WHEN + timedelta(hours=1))
    hands.write("Where (optional)", "Room 2")
    hands.press("Save")
    hands.follow("Change it")
    hands.write("Where (optional)", "Room 3")
    hands.press("Save")
    hands.unfold("Call it off")
    hands.press("Call it off and tell everybody")


def write_up(hands: Hands, name: str) -> None:
    """Add notes to an event that was."""
    hands.follow("Events")
    hands.follow(f"{name} supper")
    hands.follow("Notes and recording")
    hands.write("Notes", "We ate and talked.")
    hands.press("Save")


def assert_looked_after(group: NetworkGroup, name: str) -> None:
    merged = Thread.objects.get(title=f"{name} rooms")
    assert (merged.group.name, merged.pinned, merged.locked) == (f"{name} late", True, True)  # type: ignore[union-attr]
    assert GroupMembership.objects.get(group=group, profile__handle=f"ash-{name.lower()}").state == "member"
    states = {"This may stand.": "published", "This may not.": "hidden"}
    assert dict(Post.objects.filter(thread=merged, body__in=states).values_list("body", "state")) == states
    event = Event.objects.get(title=f"{group.name} supervision")
    assert (event.where, event.starts_at, event.cancelled_at is not None) == ("Room 3", WHEN, True)
