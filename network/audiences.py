"""Who may see a thing that a member says of themselves: pure rules, no Django, no database.

Audiences and standings are numbers on one scale, so that one comparison answers: somebody sees what is
meant for their standing or for anybody below it. `network.permissions` asks the same in SQL, and a
property test holds the two together.
"""

from collections.abc import Mapping
from enum import IntEnum
from typing import TypeVar

Value = TypeVar("Value")


class Audience(IntEnum):
    """For whom something is meant, from the widest circle to the smallest."""

    EVERYONE = 0
    MEMBERS = 1
    GROUPS = 2
    ME = 3


class Standing(IntEnum):
    """How a reader stands to a member, from the farthest to the nearest."""

    BARRED = -1
    VISITOR = 0
    MEMBER = 1
    GROUP_MATE = 2
    SELF = 3


#: What each field is shown to until its member chooses; whoever can be found at all has a handle.
DEFAULTS: Mapping[str, Audience] = {
    "name": Audience.MEMBERS,
    "role": Audience.MEMBERS,
    "about": Audience.MEMBERS,
    "organisations": Audience.MEMBERS,
    "place": Audience.MEMBERS,
    "topic": Audience.MEMBERS,
    "sector": Audience.MEMBERS,
    "language": Audience.MEMBERS,
    "offer": Audience.MEMBERS,
    "seek": Audience.GROUPS,
    "model": Audience.MEMBERS,
    "course": Audience.ME,
    "verified": Audience.MEMBERS,
    "contact": Audience.MEMBERS,
}
FIELDS = tuple(DEFAULTS)


def audience_of(field: str, *, whole: int, chosen: Mapping[str, int]) -> Audience:
    """The audience of one field: what was chosen for it, never wider than the whole profile's.

    A choice that is not on the scale counts as "only me". Raises KeyError for a field nobody knows.
    """
    wanted = chosen.get(field, DEFAULTS[field])
    known = wanted if wanted in tuple(Audience) else Audience.ME
    return Audience(max(known, whole))


def may_see(audience: int, standing: Standing) -> bool:
    """Whether somebody of this standing sees what is meant for this audience."""
    return audience <= standing


def seen(
    values: Mapping[str, Value], *, whole: int, chosen: Mapping[str, int], standing: Standing
) -> dict[str, Value]:
    """The fields, of those given, that somebody of this standing sees."""
    return {
        field: value
        for field, value in values.items()
        if may_see(audience_of(field, whole=whole, chosen=chosen), standing)
    }
