"""A member in every standing to `owner`, and what there is to see in the network."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.signing import dumps
from django.test import Client
from django.utils import timezone

from academy.models import Organisation, User
from network.actions.checks import SALT, ask_for_check, vouch_link
from network.actions.feeds import renew_feed, token_of
from network.models import Appeal, Block, CalendarKey, NetworkGroup, Post, Profile, Thread
from tests import make, make_network, make_services


@pytest.fixture
def steward(db: None) -> Profile:
    """Who looks after the group."""
    return make_network.member("Steward")


@pytest.fixture
def group(steward: Profile) -> NetworkGroup:
    """A closed group in which one may ask without a name."""
    return make_network.group("Closed", steward=steward, openness="closed", anonymous_asking=True)


@pytest.fixture
def asker(group: NetworkGroup) -> Profile:
    """A member of the group, whom everybody in it may name."""
    made = make_network.member("Ada Asker")
    make_network.belong(group, made)
    return made


@pytest.fixture
def moderator(db: None) -> User:
    """Somebody who moderates."""
    return make.staff("moderator@example.org", "Moderators")


@pytest.fixture
def writer(db: None) -> Profile:
    """Who wrote something."""
    return make_network.member("Writer")


@pytest.fixture
def post(writer: Profile) -> Post:
    """A post in the open, the second of its thread."""
    thread = make_network.thread(make_network.member("Opener"))
    return make_network.post(thread, writer, body="Unkind words.")


@pytest.fixture
def reporter(db: None) -> Profile:
    """Who reports it."""
    return make_network.member("Reporter")


@pytest.fixture
def people() -> dict[str, Profile]:
    """A member in every standing to `owner`."""
    later = timezone.now() + timedelta(days=1)
    moderator = make.staff("moderator@example.org", "Moderators")
    made = {
        name: make_network.member(name.title()) for name in ("member", "mate", "steward", "owner", "blocked")
    }
    made["suspended"] = make_network.member("Suspended", suspended_until=later)
    made["moderator"] = make_network.member("Moderator", user=moderator)
    Block.objects.create(blocker=made["owner"], blocked=made["blocked"])
    return made


@pytest.fixture
def world(people: dict[str, Profile]) -> dict[str, str]:
    """What there is to see, by the words that stand for it in the table."""
    owner, mate = people["owner"], people["mate"]
    owner.facts.create(field="offer", value="mentoring", label="Mentoring", audience=1)
    organisation = Organisation.objects.create(name="Y", slug="y", sector="nhs")
    relay = owner.relays_sent.create(receiver=mate, text="Hello", token="t" * 20)
    decision = owner.decisions.create(kind="warn", reason="Unkind", decided_by=0)
    report = people["mate"].reports_made.create(
        about=owner, kind="member", reason="spam", due_at=timezone.now()
    )
    return discussions(people) | {
        "FEED": token_of(renew_feed(profile=mate)),
        "DECISION": str(decision.pk),
        "REPORT": str(report.pk),
        "APPEAL": str(Appeal.objects.create(decision=decision, words="Sorry").pk),
        "TOKEN": dumps([owner.pk, organisation.pk], salt=SALT),
        "ASKED": str(ask_for_check(profile=owner, method="register", what="Nurse").pk),
        "VOUCH": vouch_link(ask_for_check(profile=owner, method="vouched", what="Worker")),
        "RELAY": str(relay.pk),
        "SERVICE": str(make_services.service().uid),
        "UNSHOWN": str(make_services.service("Not shown", live=False).uid),
    }


def discussions(people: dict[str, Profile]) -> dict[str, str]:
    """A thread of the owner's in the open and in a group of each kind, one that is held, each with a file."""
    found: dict[str, str] = {}
    groups = {}
    for name in ("open", "closed", "hidden"):
        group = make_network.group(name, steward=people["steward"], openness=name)
        for one in ("mate", "owner", "suspended"):
            make_network.belong(group, people[one])
        held = group.files.create(title="File", size=1, file=ContentFile(b"x", name="x.txt"))
        groups[name] = group
        found[f"{name.upper()}FILE"] = str(held.pk)
        begins = timezone.now() + timedelta(days=1)
        ends = begins + timedelta(hours=1)
        event = group.events.create(title=f"Event {name}", starts_at=begins, ends_at=ends)
        found[f"{name.upper()}EVENT"] = str(event.pk)
    found["CALENDAR"] = CalendarKey.objects.create(profile=people["owner"]).secret
    for name in ("plain", "open", "closed", "hidden", "held"):
        fields = {"state": "held"} if name == "held" else {}
        thread = make_network.thread(
            people["owner"],
            title=f"Thread {name}",
            group=groups.get("hidden" if name == "held" else name),
            **fields,
        )
        post = thread.posts.get()
        if fields:
            thread.posts.update(state="held", held_because="screening")
        file = post.attachments.create(name="x.txt", size=1, file=ContentFile(b"x", name="x.txt"))
        key = name.upper()
        found |= {f"{key}_P": str(post.pk), f"{key}_A": str(file.pk), key: str(thread.pk)}
    hidden = Thread.objects.get(pk=found["HIDDEN"])
    return found | {"ANSWER_P": str(make_network.post(hidden, people["owner"]).pk)}


@pytest.fixture
def personas(people: dict[str, Profile], client_for: Callable[..., Client]) -> dict[str, Client]:
    """A browser for each."""
    browsers = {name: client_for(User.objects.get(pk=one.person_id)) for name, one in people.items()}
    return browsers | {"visitor": Client(), "account": client_for(make.person("account@example.org"))}
