"""Labelled example members: roles, not persons.

They have no password and no confirmed address, so nobody signs in as one; nothing was checked of them; nobody
can write to them, and no letter is sent to an address that is made up.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.utils import timezone

from academy.actions.choosing import choose_ways
from academy.hearing import kinds_for
from academy.models import Profession, User
from academy.starter import Keeper
from academy.starter.markdown import read_yaml
from academy.ways import APP
from evidence.models import ModelPage
from network.actions.profiles import describe, set_facts
from network.audiences import FIELDS, Audience
from network.choices import OFFERED
from network.models import Profile

FILE = Path(__file__).parent / "members.yaml"
#: Everybody sees everything but what they do not have: courses completed, organisations, an ear.
HIDDEN = {"contact", "course", "organisations", "verified"}
CHOSEN = {field: int(Audience.ME if field in HIDDEN else Audience.EVERYONE) for field in FIELDS}
FACTS = ("place", "sector", "topic", "language", "offer", "seek", "model")
#: They are new to nobody: no search that a member keeps tells of them.
JOINED_BEFORE = timedelta(days=30)

Members = dict[str, Profile]


def load_members(keeper: Keeper) -> Members:
    """The example members by their short names; one whose handle a real member has is left out."""
    made = {data["key"]: load_member(keeper, data) for data in read_yaml(FILE)}
    return {key: profile for key, profile in made.items() if profile is not None}


def load_member(keeper: Keeper, data: dict[str, Any]) -> Profile | None:
    """One example member, with everything they can be found by."""
    handle = f"example-{data['key']}"
    if Profile.objects.filter(handle__iexact=handle, is_example=False).exists():
        return None
    values = {
        "person": account_of(keeper, data["key"], f"Example: {data['name']}"),
        "profession": Profession.objects.filter(slug=data.get("profession")).first(),
        "role_words": data["role"],
        "about": data["about"].strip(),
        "audience": int(Audience.EVERYONE),
        "chosen": CHOSEN,
        "is_example": True,
    }
    profile = keeper.row(Profile, handle, identity={"handle": handle}, values=values)
    joined = timezone.now() - JOINED_BEFORE
    Profile.objects.filter(pk=profile.pk, joined_at__gt=joined).update(joined_at=joined)
    profile.refresh_from_db()
    for field in FACTS:
        set_facts(profile=profile, field=field, facts=facts_of(profile, field, data.get(field, ())))
    describe(profile)
    return profile


def facts_of(profile: Profile, field: str, wanted: list[str]) -> dict[str, str]:
    """The wanted values of a field, of those that are offered here, with what readers see."""
    if field == "model":
        pages = ModelPage.objects.filter(slug__in=wanted).values_list("pk", flat=True)
        wanted = [str(pk) for pk in pages]
    offered = dict(OFFERED[field](profile.person))
    return {value: str(offered[value]) for value in wanted if value in offered}


def account_of(keeper: Keeper, key: str, name: str) -> User:
    """The account behind an example member, made once."""
    record = f"academy.user:member-{key}"
    person: User | None = keeper.find(record)
    if person is None:
        person = User.objects.create_user(f"{key}@members.example.org", display_name=name)
        choose_ways(person=person, ways=dict.fromkeys(kinds_for(person), APP))
        keeper.remember(record, person, "")
    return person
