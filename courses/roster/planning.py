"""What a list of staff would change, row by row, before anything is changed."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from courses.roster.reading import Row


class Change(StrEnum):
    """What becomes of one row."""

    JOINS = "joins"
    INVITED = "invited"
    CHANGES = "changes"
    LEAVES = "leaves"
    SAME = "same"
    REFUSED = "refused"


@dataclass(frozen=True)
class Known:
    """A member of today, under each address that is theirs here."""

    membership: int
    profession: int | None = None
    place: int | None = None
    manages: bool = False
    last_day: date | None = None


@dataclass(frozen=True)
class Plan:
    """One row with what it would do; `membership` is 0 for somebody who is not a member."""

    line: int
    email: str
    change: Change
    membership: int = 0
    profession: int | None = None
    place: int | None = None
    last_day: date | None = None
    why: str = ""


@dataclass
class Ground:
    """What is known when a list arrives: members by address, who is invited, and words that have an id."""

    members: Mapping[str, Known]
    invited: Set[str] = frozenset()
    professions: Mapping[str, int] = field(default_factory=dict)
    places: Mapping[str, int] = field(default_factory=dict)


def plan(rows: Iterable[Row], ground: Ground, *, whole: bool = False) -> list[Plan]:
    """What each row would do and, for a `whole` organisation, that members who are not in it leave.

    Managers are neither made nor ended by a list.
    """
    seen: set[str] = set()
    met: set[int] = set()
    plans = []
    for row in rows:
        made = _plan(row, ground, seen)
        known = ground.members.get(row.email)
        if known is not None and not row.fault:
            if known.membership in met and made.change is not Change.REFUSED:
                made = _refused(row, "This person is in the list already, by another address.")
            met.add(known.membership)
        seen.add(row.email)
        plans.append(made)
    return plans + (_absent(ground, met) if whole else [])


def _plan(row: Row, ground: Ground, seen: set[str]) -> Plan:
    if row.fault:
        return _refused(row, row.fault)
    if row.email in seen:
        return _refused(row, "This address is in the list already.")
    known = ground.members.get(row.email)
    if row.role == "manager" and not (known and known.manages):
        return _refused(row, "A list makes nobody a manager. Ask the people who run the site.")
    profession, place = ground.professions.get(_key(row.profession)), ground.places.get(_key(row.place))
    if row.profession and profession is None:
        return _refused(row, "This profession is not one of those that the site knows.")
    if row.place and place is None:
        return _refused(row, "This place is not one of those that the site knows.")
    if known is None:
        return _newcomer(row, ground, profession, place)
    return _member(row, known, profession, place)


def _newcomer(row: Row, ground: Ground, profession: int | None, place: int | None) -> Plan:
    if row.leaves:
        return Plan(row.line, row.email, Change.SAME)
    change = Change.INVITED if row.email in ground.invited else Change.JOINS
    return Plan(row.line, row.email, change, profession=profession, place=place)


def _member(row: Row, known: Known, profession: int | None, place: int | None) -> Plan:
    if row.leaves and known.manages:
        return _refused(row, "A list ends nobody's work as a manager. Ask the people who run the site.")
    if row.leaves:
        gone = known.last_day is not None and row.last_day is not None and known.last_day <= row.last_day
        change = Change.SAME if gone else Change.LEAVES
        return Plan(row.line, row.email, change, known.membership, last_day=row.last_day)
    profession, place = profession or known.profession, place or known.place
    same = (profession, place) == (known.profession, known.place)
    change = Change.SAME if same else Change.CHANGES
    return Plan(row.line, row.email, change, known.membership, profession, place)


def _absent(ground: Ground, met: set[int]) -> list[Plan]:
    left = {
        known.membership: email
        for email, known in ground.members.items()
        if known.membership not in met and not known.manages
    }
    return [Plan(0, email, Change.LEAVES, membership) for membership, email in sorted(left.items())]


def _refused(row: Row, why: str) -> Plan:
    return Plan(row.line, row.email, Change.REFUSED, why=why)


def _key(word: str) -> str:
    return word.casefold()
