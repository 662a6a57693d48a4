"""Who reports, who judges: nobody in a matter of their own."""

from academy.models import User
from academy.permissions import AnyUser, may_use_editors_rooms
from network.models import Appeal, ContactRelay, Post, Profile, Report
from network.permissions.people import member_of, profile_of


def may_moderate(person: AnyUser) -> bool:
    """Whether `person` works in the moderators' rooms (a second factor is asked besides)."""
    return may_use_editors_rooms(person) and person.has_perm("network.change_report")


def can_report(person: AnyUser, thing: Post | Profile | ContactRelay) -> bool:
    """Whether `person` may report: a member who can see the thing, and it is not their own."""
    mine = member_of(person)
    if mine is None:
        return False
    if isinstance(thing, Post):
        return thing.author_id != mine.pk and Post.objects.visible_to(person).filter(pk=thing.pk).exists()
    if isinstance(thing, ContactRelay):
        return thing.receiver_id == mine.pk
    return thing.pk != mine.pk and Profile.objects.visible_to(person).filter(pk=thing.pk).exists()


def can_judge(person: AnyUser, member: Profile | None) -> bool:
    """Whether `person` may decide about a member: a moderator, and not about themselves."""
    return may_moderate(person) and (member is None or member.person_id != person.pk)


def can_moderate(person: AnyUser, report: Report) -> bool:
    """Whether `person` may work on a report: a moderator whom it does not concern and who did not make it."""
    if not may_moderate(person):
        return False
    mine = profile_of(person)
    return mine is None or mine.pk not in (report.about_id, report.reporter_id)


def can_judge_appeal(person: AnyUser, appeal: Appeal) -> bool:
    """Whether `person` may answer an appeal: a moderator, neither who appeals nor who decided."""
    decided = isinstance(person, User) and appeal.decision.decided_by == person.pk
    return can_judge(person, appeal.decision.member) and not decided
