"""Who looks: a browser for everybody in the table, four of them with every field of a profile filled in."""

from dataclasses import dataclass, field
from datetime import timedelta

from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.utils import timezone

from academy.models import Membership, Organisation, Place, Profession, Topic, User
from academy.permissions import AnyUser
from network.actions.profiles import choose_audiences
from network.audiences import FIELDS
from network.models import Profile
from tests import make, make_network
from tests.network.matrix.expected import AUDIENCES
from tests.network.matrix.marks import mark

#: The fields that are facts, by what the table calls them.
FACTS = ("place", "topic", "sector", "language", "offer", "seek", "model", "course")
LEVELS = {circle: level for level, circle in enumerate(AUDIENCES)}
PLAIN = ("member", "mate", "friend", "steward", "moderator", "blocked", "suspended")
READERS = ("visitor", "account", *PLAIN, *AUDIENCES)
LONG_AGO = timedelta(days=30)


@dataclass
class Reader:
    """Somebody who looks."""

    name: str
    browser: Client
    profile: Profile | None = None
    account: int | None = None
    secrets: dict[str, str] = field(default_factory=dict)

    @property
    def handle(self) -> str:
        """The handle of a member."""
        return self.profile.handle if self.profile is not None else ""

    @property
    def person(self) -> AnyUser:
        """The account, read anew as a request reads it."""
        return AnonymousUser() if self.account is None else User.objects.get(pk=self.account)


def signed_in(person: User) -> Client:
    """A browser of theirs; staff have used their second factor in it."""
    browser = Client()
    browser.force_login(person)
    session = browser.session
    make.record_second_factor(session, person)
    session.save()
    return browser


def everybody() -> dict[str, Reader]:
    """All who look."""
    Topic.objects.create(name="Listening", slug="listening")
    account = make.person("account@example.org", name="Account")
    found = {
        "visitor": Reader("visitor", Client()),
        "account": Reader("account", signed_in(account), account=account.pk),
    }
    for name in PLAIN:
        user = make.staff("moderator@example.org", "Moderators") if name == "moderator" else None
        found[name] = reader(name, make_network.member(f"Reader {name}", user=user, joined_at=joined()))
    found |= {circle: reader(circle, shown_to(circle)) for circle in AUDIENCES}
    like_the_shown([found[name].profile for name in PLAIN])
    return found


def joined() -> object:
    """Long enough ago to be new to no guard."""
    return timezone.now() - LONG_AGO


def reader(name: str, profile: Profile) -> Reader:
    """A member who looks."""
    return Reader(name, signed_in(profile.person), profile, profile.person_id)


def handle_of(circle: str) -> str:
    """The handle of the member whose every field is for one circle."""
    return f"shown-to-{circle}"


def quiet(what: str) -> Profile:
    """A member who shows nobody anything, and whose handle and name are the word of a thing."""
    word = mark(what)
    return make_network.member(word, handle=word, audience=3, joined_at=joined())


def shown_to(circle: str) -> Profile:
    """A member whom everybody finds, and whose every field is for one circle."""

    def word(name: str) -> str:
        return mark(f"{name} for {circle}")

    person = make.person(f"{circle}@example.org", name=word("name").title())
    job = Profession.objects.create(name=f"Job {LEVELS[circle]}", slug=slug_of("profession", circle))
    texts = {"profession": job, "role_words": word("role in words"), "about": word("about")}
    made = make_network.member(
        "Shown", user=person, handle=handle_of(circle), audience=0, joined_at=joined(), **texts
    )
    place = Place.objects.create(
        name=f"Town {LEVELS[circle]}",
        slug=slug_of("place", circle),
        kind="borough",
        row=1,
        column=LEVELS[circle],
    )
    for name in FACTS:
        made.facts.create(field=name, value=slug_of(name, circle), label=word(name), audience=3)
    made.facts.create(field="offer", value="mentoring", label=word("offer"), audience=3)
    checked(made, circle)
    employer = Organisation.objects.create(name=word("organisation"), slug=f"employer-{circle}", sector="nhs")
    Membership.objects.create(person=person, organisation=employer, place=place)
    choose_audiences(profile=made, whole=0, chosen=dict.fromkeys(FIELDS, LEVELS[circle]))
    return made


def checked(profile: Profile, circle: str) -> None:
    """Something that was checked of a member."""
    word, today = mark(f"check for {circle}"), timezone.localdate()
    profile.verifications.create(method="register", what=word, where=word, until=today + LONG_AGO)
    profile.facts.create(field="verified", value="yes", label=word, audience=3)


def slug_of(name: str, circle: str) -> str:
    """What a filter asks for."""
    return f"{name}-{circle}"


def like_the_shown(profiles: list[Profile | None]) -> None:
    """Have the others say the same of themselves, so that everything shared would be suggested to them."""
    for profile in filter(None, profiles):
        for name in ("topic", "model"):
            for circle in AUDIENCES:
                profile.facts.create(field=name, value=slug_of(name, circle), label="Alike", audience=3)
        for circle in AUDIENCES:
            profile.facts.create(field="seek", value=slug_of("offer", circle), label="Alike", audience=3)
