"""Who may, in the network: asked by pages, lists, searches, counts, feeds, letters and exports alike.

Staff have no more here than other members: moderators read what was reported in rooms of their own, behind
a second factor. A suspended member reads what a visitor reads, and their own.
"""

from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone

from academy.models import User
from academy.permissions import AnyUser, may_use_editors_rooms, restricted
from network.audiences import Audience, Standing, may_see
from network.models import (
    Block,
    GroupMembership,
    NetworkGroup,
    Post,
    Profile,
    ProfileFact,
    Thread,
    Verification,
    VerificationRequest,
    not_suspended,
)

NOBODY = Q(pk__in=[])
State = GroupMembership.State


def profile_of(person: AnyUser) -> Profile | None:
    """The profile of somebody signed in, suspended or not; asked of the database once a request."""
    if not isinstance(person, User) or not person.is_active:
        return None
    kept = vars(person)
    if "_network_profile" not in kept:
        kept["_network_profile"] = Profile.objects.filter(person=person).first()
    found: Profile | None = kept["_network_profile"]
    return found


def member_of(person: AnyUser) -> Profile | None:
    """The profile of a member who may take part now."""
    mine = profile_of(person)
    return None if mine is None or mine.is_suspended else mine


def acting(person: AnyUser) -> Q:
    """SQL condition on rows with a `profile`: they are of this person, who may take part now."""
    mine = member_of(person)
    return NOBODY if mine is None else Q(profile=mine.pk)


def mates_of(mine: Profile) -> QuerySet[GroupMembership, dict[str, int]]:
    """Ids of the profiles that share a group with this one."""
    groups = GroupMembership.objects.current().filter(profile=mine.pk).values("group")
    return GroupMembership.objects.current().filter(group__in=groups).values("profile")  # type: ignore[return-value]


def seen_by(person: AnyUser, prefix: str = "") -> Q:
    """SQL condition on rows with an `audience`: `person` sees them. `prefix` leads to the profile.

    The same rule as `network.audiences.may_see`; the profiles of closed accounts, of suspended members and
    of those who blocked `person` are seen by nobody else.
    """
    key = prefix.removesuffix("__") or "pk"
    standing = Q((f"{prefix}person__is_active", True)) & not_suspended(prefix)
    everyone = standing & Q(audience__lte=int(Audience.EVERYONE))
    mine = profile_of(person)
    if mine is None:
        return everyone
    own = Q((key, mine.pk))
    if mine.is_suspended:
        return everyone | own
    mate = Q(audience__lte=int(Audience.GROUPS)) & Q((f"{key}__in", mates_of(mine)))
    others = standing & (Q(audience__lte=int(Audience.MEMBERS)) | mate)
    barred = Block.objects.filter(blocked=mine.pk).values("blocker")
    return others & ~Q((f"{key}__in", barred)) | own


def standings(person: AnyUser, profiles: Iterable[Profile]) -> dict[int, Standing]:
    """How `person` stands to each of these profiles, by profile id, in two queries at most."""
    ids = [profile.pk for profile in profiles]
    mine = profile_of(person)
    if mine is None:
        return dict.fromkeys(ids, Standing.VISITOR)
    found = dict.fromkeys(ids, Standing.VISITOR if mine.is_suspended else Standing.MEMBER)
    if not mine.is_suspended:
        mates = mates_of(mine).filter(profile__in=ids).values_list("profile", flat=True)
        found |= dict.fromkeys(mates, Standing.GROUP_MATE)
        barred = Block.objects.filter(blocked=mine.pk, blocker__in=ids).values_list("blocker", flat=True)
        found |= dict.fromkeys(barred, Standing.BARRED)
    if mine.pk in found:
        found[mine.pk] = Standing.SELF
    return found


def can_see_field(person: AnyUser, profile: Profile, field: str) -> bool:
    """Whether `person` sees one field of a profile."""
    if not Profile.objects.visible_to(person).filter(pk=profile.pk).exists():
        return False
    return may_see(profile.audience_of(field), standings(person, [profile])[profile.pk])


def _groups_of(person: AnyUser, states: tuple[str, ...]) -> Q:
    mine = member_of(person)
    if mine is None:
        return NOBODY
    rows = GroupMembership.objects.filter(profile=mine.pk, state__in=states)
    return Q(pk__in=rows.values("group"))


def groups_known_to(person: AnyUser) -> Q:
    """SQL condition on groups: `person` may know that they exist."""
    listed = ~Q(openness=NetworkGroup.Openness.HIDDEN)
    return listed | _groups_of(person, (State.MEMBER, State.INVITED, State.ASKED))


def groups_open_to(person: AnyUser) -> Q:
    """SQL condition on groups: `person` may read what is in them."""
    return Q(openness=NetworkGroup.Openness.OPEN) | _groups_of(person, (State.MEMBER,))


def groups_stewarded_by(person: AnyUser) -> QuerySet[NetworkGroup]:
    """The groups that `person` looks after now."""
    mine = member_of(person)
    if mine is None:
        return NetworkGroup.objects.none()
    rows = GroupMembership.objects.stewards().filter(profile=mine.pk)
    return NetworkGroup.objects.filter(pk__in=rows.values("group"))


def threads_open_to(person: AnyUser) -> Q:
    """SQL condition on threads: `person` may read them; a held or hidden one its writer and stewards alone."""
    readable = NetworkGroup.objects.filter(groups_open_to(person)).values("pk")
    group = Q(group__isnull=True) | Q(group__in=readable)
    page = Q(about__isnull=True) | (Q(about__live=True) & ~Q(restricted(person, "about__path")))
    shown = Q(state__in=[Thread.State.OPEN, Thread.State.MERGED])
    mine = member_of(person)
    if mine is not None:
        shown |= Q(author=mine.pk) | Q(group__in=groups_stewarded_by(person).values("pk"))
    return group & page & shown


def posts_open_to(person: AnyUser) -> Q:
    """SQL condition on posts: `person` may read them."""
    threads = Thread.objects.filter(threads_open_to(person)).values("pk")
    shown = Q(state__in=[Post.State.PUBLISHED, Post.State.REMOVED])
    mine = member_of(person)
    if mine is not None:
        shown |= Q(author=mine.pk) | Q(thread__group__in=groups_stewarded_by(person).values("pk"))
    return Q(thread__in=threads) & shown


def is_member_of(person: AnyUser, group: NetworkGroup) -> bool:
    """Whether `person` belongs to a group now."""
    return GroupMembership.objects.of(person).filter(group=group).exists()


def is_steward(person: AnyUser, group: NetworkGroup) -> bool:
    """Whether `person` looks after a group now."""
    return groups_stewarded_by(person).filter(pk=group.pk).exists()


def may_moderate(person: AnyUser) -> bool:
    """Whether `person` works in the moderators' rooms (a second factor is asked besides)."""
    return person.is_authenticated and person.is_active and person.has_perm("network.change_post")


def leads_network(person: AnyUser) -> bool:
    """Whether `person` founds groups and speaks for the network."""
    return person.is_authenticated and person.is_active and person.has_perm("network.add_networkgroup")


def can_look_after(person: AnyUser, thread: Thread) -> bool:
    """Whether `person` may pin, lock, move, split and merge: a steward of its group, or a network lead."""
    if thread.group is None:
        return leads_network(person) and member_of(person) is not None
    return is_steward(person, thread.group)


def can_open_thread(person: AnyUser, group: NetworkGroup | None, kind: str) -> bool:
    """Whether `person` may begin a thread of this kind here; announcements are for those who look after it."""
    if member_of(person) is None:
        return False
    if group is not None and (group.closed_at is not None or not is_member_of(person, group)):
        return False
    if kind != Thread.Kind.ANNOUNCEMENT:
        return True
    return leads_network(person) if group is None else is_steward(person, group)


def can_reply(person: AnyUser, thread: Thread) -> bool:
    """Whether `person` may write in a thread: it stands open, and they belong to its group."""
    if member_of(person) is None or thread.locked or thread.state != Thread.State.OPEN:
        return False
    if not Thread.objects.visible_to(person).filter(pk=thread.pk).exists():
        return False
    return thread.group is None or (thread.group.closed_at is None and is_member_of(person, thread.group))


def can_accept(person: AnyUser, thread: Thread) -> bool:
    """Whether `person` may say which answer helped: who asked, or who looks after the thread."""
    mine = member_of(person)
    if mine is None:
        return False
    return thread.author_id == mine.pk or can_look_after(person, thread)


def can_contact(person: AnyUser, profile: Profile) -> bool:
    """Whether `person` may send a relayed message: a member whom the other lets, and neither blocked the other."""
    mine = member_of(person)
    if mine is None or mine.pk == profile.pk or not can_see_field(person, profile, "contact"):
        return False
    return not Block.objects.filter(blocker=mine.pk, blocked=profile.pk).exists()


def can_ask_mentoring(person: AnyUser, profile: Profile) -> bool:
    """Whether `person` may ask this member for mentoring: they see that it is offered, and may reach them."""
    mine = member_of(person)
    if mine is None or mine.pk == profile.pk:
        return False
    offers = ProfileFact.objects.visible_to(person).filter(profile=profile, field="offer", value="mentoring")
    barred = Block.objects.filter(blocker=mine.pk, blocked=profile.pk)
    return offers.exists() and not barred.exists()


def can_check_members(person: AnyUser) -> bool:
    """Whether `person` looks members up in registers, in the editors' rooms."""
    return may_use_editors_rooms(person) and person.has_perm("network.add_verification")


def is_checked(profile: Profile) -> bool:
    """Whether something was checked of a member that still holds."""
    today = timezone.localdate()
    return Verification.objects.holding_on(today).filter(profile=profile).exists()


def can_vouch(person: AnyUser, asked: VerificationRequest) -> bool:
    """Whether `person` may vouch: a checked member, for somebody else who asked for it."""
    mine = member_of(person)
    if mine is None or mine.pk == asked.profile_id or asked.method != Verification.Method.VOUCHED:
        return False
    return asked.answered_at is None and is_checked(mine)
