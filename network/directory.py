"""The directory: members found by what they show, at a cost that does not grow with their number.

Filters are conditions on visible facts, lists follow an index and stop early, and nothing is counted beyond
a page.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.lookups import IsNull
from django.utils import timezone

from academy.models import Place
from academy.permissions import AnyUser
from academy.search import engines
from academy.search.audiences import PUBLIC
from academy.search.engines import Asked
from academy.search.words import parse
from network.audiences import Standing
from network.models import Block, Profile, ProfileFact
from network.permissions import meant_for, member_of, standing_of
from network.search import NETWORK
from network.wanted import Wanted

A_PAGE = 20
LAST_PAGE = 50
#: What two members can be said to share.
SHARED = ("place", "role", "topic", "model", "course")


def having(person: AnyUser, name: str, values: Iterable[str]) -> Q:
    """SQL condition on profiles: one of these values stands in a field, where `person` may see it."""
    facts = ProfileFact.objects.visible_to(person).holding_on(timezone.localdate())
    return Q(pk__in=facts.filter(field=name, value__in=list(values)).order_by().values("profile"))


def looked_up(person: AnyUser, name: str, values: Iterable[str]) -> IsNull:
    """The same of profiles that `person` finds, looked up row by row along a list that stops early.

    PostgreSQL would turn an EXISTS, or an IN, into a join of all who have the value; a subquery with a limit it
    leaves where it stands.
    """
    facts = ProfileFact.objects.filter(meant_for(person, "profile"), profile=OuterRef("pk"), field=name)
    found = facts.holding_on(timezone.localdate()).filter(value__in=list(values)).order_by()
    return IsNull(Subquery(found.values("pk")[:1]), False)


def matching(person: AnyUser, wanted: Wanted) -> QuerySet[Profile]:
    """The profiles that fit, of those `person` may find; those who have the leading value are joined as `facts`."""
    rows = Profile.objects.visible_to(person)
    condition = looked_up if wanted.lead else having
    for name, values in wanted.conditions.items():
        if name == wanted.lead:
            holding = Q(facts__until__isnull=True) | Q(facts__until__gte=timezone.localdate())
            found = {"facts__field": name, "facts__value": values[0]}
            rows = rows.filter(meant_for(person, of="facts__"), holding, **found)
        else:
            rows = rows.filter(condition(person, name, values))
    if wanted.words:
        rows = rows.filter(holding_words(person, wanted.words))
    return rows


def holding_words(person: AnyUser, words: str) -> Q:
    """SQL condition on profiles: their visible words match, of the 200 that match best."""
    query = parse(words)
    if query.is_empty:
        return Q(pk__in=[])
    audiences = [PUBLIC, NETWORK] if member_of(person) is not None else [PUBLIC]
    return Q(pk__in=engines.ids_of(query, Asked(audiences, kind="member")))


def in_order(person: AnyUser, wanted: Wanted) -> QuerySet[Profile]:
    """Those that fit, sorted by what this reader sees: a hidden name sorts by the handle.

    A leading fact holds the same order as its profile, so that the first page of those who have it is found
    without sorting them all.
    """
    return matching(person, wanted).order_by(*order_of(person, wanted))


def order_of(person: AnyUser, wanted: Wanted) -> tuple[str, str]:
    """What the list sorts by, read from the leading fact if there is one."""
    shown = "sort_members" if member_of(person) is not None else "sort_everyone"
    key, row = ("facts__", "facts__profile") if wanted.lead else ("", "pk")
    return (f"-{key}joined_at", f"-{row}") if wanted.sort == "newest" else (f"{key}{shown}", row)


def first_of(person: AnyUser, wanted: Wanted, most: int) -> QuerySet[Profile]:
    """The first `most` that fit, in order.

    Where any of several values will do, those who have each value are read along its own index and put together:
    who is beyond the first `most` of one value is not among the first of all.
    """
    if len(wanted.alternatives) == 1:
        return in_order(person, wanted)[:most]
    # A part with an order and a limit stands inside a plain one, since SQLite puts no others together.
    parts = [in_order(person, one).values("pk")[:most] for one in wanted.alternatives]
    plain = [Profile.objects.order_by().filter(pk__in=part).values("pk") for part in parts]
    return Profile.objects.filter(pk__in=plain[0].union(*plain[1:])).order_by(*order_of(person, wanted))[
        :most
    ]


@dataclass
class Entry:
    """A member as a list shows them: only what this reader may see."""

    profile: Profile
    standing: Standing
    facts: list[ProfileFact] = field(default_factory=list)

    def sees(self, name: str) -> bool:
        """Whether the reader sees a field."""
        return self.profile.audience_of(name) <= self.standing

    @property
    def name(self) -> str:
        """The name, or the handle where the name is not for this reader."""
        return self.profile.person.get_full_name() if self.sees("name") else self.profile.handle

    @property
    def role(self) -> str:
        """The role in the member's own words, and the profession that they are found by."""
        if not self.sees("role"):
            return ""
        said = [self.profile.role_words, *self.labels("role")]
        return " · ".join(dict.fromkeys(words for words in said if words))

    @property
    def may_be_written_to(self) -> bool:
        """Whether members may write to them."""
        return self.profile.audience_of("contact") <= Standing.MEMBER

    @property
    def may_be_written_to_by_reader(self) -> bool:
        """Whether this reader, seen as a standing alone, meets the way to write to them."""
        return self.standing >= Standing.MEMBER and self.sees("contact")

    @property
    def about(self) -> str:
        """What they say of themselves and their work."""
        return self.profile.about if self.sees("about") else ""

    def labels(self, name: str) -> list[str]:
        """What a field says."""
        return [fact.label for fact in self.facts if fact.field == name]

    @property
    def places(self) -> list[str]:
        """Where they work."""
        return self.labels("place")

    @property
    def topics(self) -> list[str]:
        """What they know about."""
        return self.labels("topic")

    @property
    def offers(self) -> list[str]:
        """What they offer."""
        return self.labels("offer")

    @property
    def is_checked(self) -> bool:
        """Whether something was checked that this reader may know."""
        return any(fact.field == "verified" for fact in self.facts)


@dataclass
class Listed:
    """One page of a list, and how many there are, counted no further than one beyond it."""

    entries: list[Entry]
    number: int
    count: int
    has_more: bool

    @property
    def has_previous(self) -> bool:
        """Whether a page stands before it."""
        return self.number > 1


@dataclass(frozen=True)
class Reasons:
    """Why a member is suggested: labels of what both have, and of what they offer that is looked for."""

    shared: list[str]
    offered: list[str]


def list_members(person: AnyUser, wanted: Wanted, number: int = 1) -> Listed:
    """One page of the members that fit, in two queries (one more for words, one for who asks).

    A page beyond the end is the first.
    """
    number = min(max(number, 1), LAST_PAGE)
    start = (number - 1) * A_PAGE
    rows = first_of(person, wanted, start + A_PAGE + 1)
    found = list(with_nearness(person, rows)[start:])
    if not found and number > 1:
        return list_members(person, wanted)
    shown = entries_of(person, found[:A_PAGE])
    has_more = len(found) > A_PAGE and number < LAST_PAGE
    return Listed(shown, number, start + len(found), has_more)


def with_nearness(person: AnyUser, rows: QuerySet[Profile]) -> QuerySet[Profile]:
    """Annotate `near`, how the reader stands to each, in the same query."""
    return rows.select_related("person").annotate(near=standing_of(person, "pk"))


def entries_of(person: AnyUser, profiles: list[Profile]) -> list[Entry]:
    """What the reader sees of these profiles (read by `with_nearness`), in one query."""
    facts: dict[int, list[ProfileFact]] = {}
    today = timezone.localdate()
    rows = ProfileFact.objects.visible_to(person).holding_on(today)
    for fact in rows.filter(profile__in=[profile.pk for profile in profiles]):
        facts.setdefault(fact.profile_id, []).append(fact)

    return [
        Entry(profile, Standing(profile.near), facts.get(profile.pk, []))  # type: ignore[attr-defined]
        for profile in profiles
    ]


def places_with_members(person: AnyUser, wanted: Wanted) -> list[Place]:
    """Every authority, each with `has_members`: whether somebody there fits whom the reader may find.

    Nothing is counted: a small number on a map points at people.
    """
    others = Wanted(wanted.words, {k: v for k, v in wanted.facts.items() if k != "place"}, wanted.checked)
    facts = ProfileFact.objects.visible_to(person).filter(field="place", value=OuterRef("slug"))
    if not others.is_empty:
        facts = facts.filter(profile__in=matching(person, others).values("pk"))
    return list(Place.objects.authorities().annotate(has_members=Exists(facts)).order_by("row", "column"))


def suggested(person: AnyUser, most: int = 6) -> list[tuple[Entry, Reasons]]:
    """Members who share a place and more with the reader, or offer what they look for; each with the reasons.

    Whoever set no place shares expertise alone. Nobody whom the reader blocked is suggested.
    """
    mine = member_of(person)
    if mine is None:
        return []
    own: dict[str, set[str]] = {}
    for name, value in ProfileFact.objects.filter(profile=mine).values_list("field", "value"):
        own.setdefault(name, set()).add(value)
    fits = Q(pk__in=[])
    for name in ("topic", "model"):
        if own.get(name):
            fits |= having(person, name, own[name])
    if own.get("place"):
        fits &= having(person, "place", own["place"])
    if own.get("seek"):
        fits |= having(person, "offer", own["seek"])
    rows = Profile.objects.visible_to(person).exclude(pk=mine.pk).filter(fits)
    rows = rows.exclude(pk__in=Block.objects.filter(blocker=mine).values("blocked"))
    found = list(with_nearness(person, rows.order_by("-joined_at", "-pk"))[:most])
    return [(entry, reasons(entry, own)) for entry in entries_of(person, found)]


def reasons(entry: Entry, own: Mapping[str, set[str]]) -> Reasons:
    """What a member has in common with these values, and what they offer that is looked for."""
    common = [
        fact.label
        for fact in entry.facts
        if fact.field in SHARED and fact.value in own.get(fact.field, set())
    ]
    wanted = own.get("seek", set())
    met = [fact.label for fact in entry.facts if fact.field == "offer" and fact.value in wanted]
    return Reasons(common, met)


def name_for(person: AnyUser, profile: Profile) -> str:
    """What `person` knows a member by: the name where they see it, the handle where not."""
    rows = Profile.objects.visible_to(person).filter(pk=profile.pk)
    found = entries_of(person, list(with_nearness(person, rows)))
    return found[0].name if found else profile.handle
