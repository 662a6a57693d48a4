"""Groups: founding, changing, joining, asking, inviting, leaving, stewards, files, enrolling on a course."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from academy.actions.audit import record
from academy.actions.notify import notify
from academy.limits import within
from academy.models import User
from academy.search.indexing import index_all
from courses.actions.enrol import enrol
from courses.models import CoursePage
from courses.permissions import why_not_enrol
from network.actions.contact import A_DAY
from network.actions.events import stay_away
from network.models import GroupMembership, NetworkGroup, Profile
from network.news.words import ASKS_TO_JOIN, ENROLLED, unnamed
from network.permissions import can_enrol_group, can_found_group, is_steward, stewards_of

State = GroupMembership.State
REQUESTS_A_DAY = 20
Role = GroupMembership.Role


class SaidInPrivate(ValueError):
    """What was said for a smaller circle is not opened to a wider one."""


class LastSteward(ValueError):
    """A group's last steward stays until there is another."""


def free_slug(name: str) -> str:
    """A slug that no group has."""
    wanted = slugify(name)[:60] or "group"
    taken = set(NetworkGroup.objects.filter(slug__startswith=wanted).values_list("slug", flat=True))
    number, slug = 2, wanted
    while slug in taken or slug == "new":
        slug, number = f"{wanted}-{number}", number + 1
    return slug


@transaction.atomic
def found_group(*, founder: Profile, values: dict[str, Any]) -> NetworkGroup:
    """Found a group; who founds it looks after it. Raises PermissionDenied."""
    if not can_found_group(founder.person):
        raise PermissionDenied
    group = NetworkGroup.objects.create(slug=free_slug(values["name"]), **values)
    GroupMembership.objects.create(group=group, profile=founder, state=State.MEMBER, role=Role.STEWARD)
    record(actor_id=founder.person_id, action="group founded", subject=group)
    return group


def opens_what_was_said(group: NetworkGroup, openness: str) -> bool:
    """Whether another openness would show threads, files or events to people they were not meant for."""
    held = NetworkGroup.objects.get(pk=group.pk)
    circles = list(NetworkGroup.Openness.values)
    wider = circles.index(openness) < circles.index(held.openness)
    return wider and any(rows.exists() for rows in (held.threads.all(), held.files.all(), held.events.all()))


@transaction.atomic
def change_group(*, group: NetworkGroup, actor: Profile, values: dict[str, Any]) -> None:
    """Change what a group says of itself, who reads it and how one joins."""
    if not is_steward(actor.person, group):
        raise PermissionDenied
    if opens_what_was_said(group, str(values.get("openness", group.openness))):
        raise SaidInPrivate
    for name, value in values.items():
        setattr(group, name, value)
    group.save(update_fields=list(values))
    if "openness" in values:
        index_all(group.threads.all())
    record(actor_id=actor.person_id, action="group changed", subject=group, fields=sorted(values))


def _hold(group: NetworkGroup, profile: Profile) -> GroupMembership | None:
    """The one row of a member's standing, held while it is changed."""
    NetworkGroup.objects.select_for_update(of=("self",)).get(pk=group.pk)
    return GroupMembership.objects.filter(group=group, profile=profile).first()


def _move(
    row: GroupMembership | None, group: NetworkGroup, profile: Profile, **values: Any
) -> GroupMembership:
    if row is None:
        return GroupMembership.objects.create(group=group, profile=profile, **values)
    for name, value in {"since": timezone.now(), "role": Role.MEMBER, **values}.items():
        setattr(row, name, value)
    row.save()
    return row


@transaction.atomic
def join_group(*, group: NetworkGroup, profile: Profile, message: str = "") -> GroupMembership:
    """Join, or ask to where a steward answers; who is in or has asked stays so. Raises PermissionDenied.

    Somebody invited is let in at once; somebody taken out asks no more.
    """
    row = _hold(group, profile)
    state = row.state if row else ""
    if state in (State.MEMBER, State.ASKED) and row is not None:
        return row
    knows = NetworkGroup.objects.visible_to(profile.person).filter(pk=group.pk).exists()
    if not knows or state == State.BARRED or group.closed_at is not None or profile.is_suspended:
        raise PermissionDenied
    if state == State.INVITED or group.joining == NetworkGroup.Joining.FREE:
        return _move(row, group, profile, state=State.MEMBER)
    if group.joining == NetworkGroup.Joining.INVITATION:
        raise PermissionDenied
    if not within(f"join:{profile.pk}", most=REQUESTS_A_DAY, seconds=A_DAY):
        raise PermissionDenied
    asked = _move(row, group, profile, state=State.ASKED, message=message)
    for steward in stewards_of(group):
        _tell(steward, f"{group.pk}:asked:{asked.pk}:{asked.since}", group, ASKS_TO_JOIN)
    return asked


def _tell(person: User, fact: str, group: NetworkGroup, title: Any) -> None:
    notify(
        people=[person],
        kind="groups",
        fact=f"group:{fact}"[:200],
        title=unnamed(title),
        url=f"{group.get_absolute_url()}members/",
        about=group,
    )


@transaction.atomic
def invite(*, group: NetworkGroup, profile: Profile, actor: Profile) -> GroupMembership:
    """A steward invites a member they may find; who is in stays so."""
    if not is_steward(actor.person, group):
        raise PermissionDenied
    if not Profile.objects.visible_to(actor.person).filter(pk=profile.pk).exists():
        raise PermissionDenied
    row = _hold(group, profile)
    if row is not None and row.state in (State.MEMBER, State.INVITED):
        return row
    if row is not None and row.state == State.ASKED:
        return _move(row, group, profile, state=State.MEMBER)
    invited = _move(row, group, profile, state=State.INVITED)
    _tell(profile.person, f"{group.pk}:invited:{invited.since}", group, _("You are invited to a group"))
    return invited


@transaction.atomic
def answer_request(*, membership: GroupMembership, actor: Profile, accept: bool) -> bool:
    """A steward lets somebody in, or not; whether this was the answer."""
    if not is_steward(actor.person, membership.group):
        raise PermissionDenied
    row = _hold(membership.group, membership.profile)
    if row is None or row.state != State.ASKED:
        return False
    _move(row, row.group, row.profile, state=State.MEMBER if accept else State.DECLINED)
    title = _("You are a member now") if accept else _("You were not let in this time")
    _tell(row.profile.person, f"{row.group_id}:answer:{row.since}", row.group, title)
    return True


@transaction.atomic
def leave_group(*, group: NetworkGroup, profile: Profile) -> bool:
    """Leave, or decline an invitation; whether something changed. Raises LastSteward."""
    row = _hold(group, profile)
    if row is None or row.state not in (State.MEMBER, State.ASKED, State.INVITED):
        return False
    _not_the_last(row)
    _move(row, group, profile, state=State.LEFT)
    stay_away(profile=profile, group=group)
    return True


def _not_the_last(row: GroupMembership) -> None:
    others = GroupMembership.objects.stewards().able().filter(group=row.group_id).exclude(pk=row.pk)
    if row.role == Role.STEWARD and not others.exists():
        raise LastSteward


@transaction.atomic
def take_out(*, membership: GroupMembership, actor: Profile) -> bool:
    """A steward takes somebody out for good; whether they were in. Raises LastSteward."""
    if not is_steward(actor.person, membership.group):
        raise PermissionDenied
    row = _hold(membership.group, membership.profile)
    if row is None or row.state == State.BARRED:
        return False
    _not_the_last(row)
    _move(row, row.group, row.profile, state=State.BARRED)
    stay_away(profile=row.profile, group=row.group)
    record(actor_id=actor.person_id, action="taken out of a group", subject=row)
    return True


@transaction.atomic
def set_steward(*, membership: GroupMembership, actor: Profile, steward: bool) -> bool:
    """A steward makes another member a steward, or one no longer; whether it changed. Raises LastSteward."""
    if not is_steward(actor.person, membership.group):
        raise PermissionDenied
    row = _hold(membership.group, membership.profile)
    wanted = Role.STEWARD if steward else Role.MEMBER
    if row is None or row.state != State.MEMBER or row.role == wanted:
        return False
    if not steward:
        _not_the_last(row)
    GroupMembership.objects.filter(pk=row.pk).update(role=wanted)
    record(actor_id=actor.person_id, action="steward changed", subject=row, role=str(wanted))
    return True


@transaction.atomic
def enrol_group(*, group: NetworkGroup, course: CoursePage, actor: Profile) -> int:
    """Enrol the members of a group who may enrol on a course; returns how many. Raises PermissionDenied.

    Enrolling keeps a record and asks nothing: each is told, and may leave it be.
    """
    if not can_enrol_group(actor.person, group, course):
        raise PermissionDenied
    members = User.objects.filter(
        is_active=True,
        network_profile__group_memberships__group=group,
        network_profile__group_memberships__state=State.MEMBER,
    )
    people = [person for person in members.order_by("pk") if not why_not_enrol(person, course)]
    for person in people:
        enrol(person=person, course=course)
    notify(
        people=people,
        kind="learning",
        fact=f"group-enrolled:{group.pk}:{course.pk}",
        title=unnamed(ENROLLED, course=course.title[:80]),
        text=_("You are enrolled. Begin when it suits you, or leave it."),
        url=f"/learn/{course.slug}/",
        about=group,
    )
    record(actor_id=actor.person_id, action="group enrolled", subject=group, course=course.pk)
    return len(people)
