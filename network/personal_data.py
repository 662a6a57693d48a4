"""What the network holds about a person."""

from academy.models import User
from academy.privacy import Files, as_json, rows
from academy.search.indexing import forget
from network.actions.drafts import forget_all_drafts
from network.actions.parting import part_with_posts
from network.models import (
    Appeal,
    ContactRelay,
    Decision,
    Draft,
    FeedKey,
    Mentoring,
    Profile,
    ReportNote,
    WaitingFile,
)

PROFILE = ("handle", "role_words", "about", "audience", "chosen", "joined_at", "posts_after")


#: What is told of everything that leads back to a profile: file name to relation and fields.
TOLD: dict[str, tuple[str, tuple[str, ...]]] = {
    "facts": ("facts", ("field", "label", "audience")),
    "checks": ("verifications", ("method", "what", "where", "checked_on", "until", "ended_at")),
    "checks_asked": ("verification_requests", ("method", "what", "asked_at", "answered_at", "answer")),
    "vouches": ("vouches_given", ("how_known", "given_at")),
    "messages_sent": ("relays_sent", ("receiver__handle", "text", "sent_at")),
    "messages_received": ("relays_met", ("sender__handle", "text", "sent_at")),
    "searches": ("saved_searches", ("name", "query", "alerts")),
    "blocks": ("blocks_made", ("blocked__handle", "made_at")),
    "groups": ("group_memberships", ("group__name", "state", "role", "message", "since")),
    "posts": ("posts", ("thread__title", "body", "state", "written_at", "anonymous")),
    "reports": ("reports_made", ("kind", "reason", "words", "made_at", "outcome", "answer")),
    "decisions": ("decisions", ("kind", "reason", "decided_at", "until", "undone_at", "appeal__words")),
    "events": ("attendances", ("event__title", "state", "answered_at")),
    "votes": ("poll_votes", ("option__poll__question", "option__text")),
    "helpful": ("helpful_marks", ("post__thread__title",)),
    "read": ("readings", ("thread__title", "read_to")),
    "services_kept": ("services_kept", ("name", "assured_on")),
    "service_corrections": (
        "service_corrections",
        ("service__name", "text", "state", "answer", "sent_at"),
    ),
}


def export(person: User) -> Files:
    """Profile, everything that leads back to it, mentoring and drafts."""
    drafts = drafts_of(person)
    mine = Profile.objects.filter(person=person)
    profile = mine.first()
    if profile is None:
        return drafts
    told = {
        f"{name}.json": as_json(rows(getattr(profile, relation).all(), *fields))
        for name, (relation, fields) in TOLD.items()
    }
    return {
        "profile.json": as_json(rows(mine, *PROFILE, "profession__name")),
        "mentoring.json": as_json(mentoring_of(profile)),
        "feed.json": as_json(rows(FeedKey.objects.filter(profile=profile), "made_at")),
        **drafts,
        **told,
    }


def drafts_of(person: User) -> Files:
    """What they began to write, with the files that wait beside it."""
    waiting = WaitingFile.objects.filter(person=person)
    found: Files = {
        "drafts.json": as_json(rows(Draft.objects.filter(person=person), "place", "title", "body")),
        "waiting_files.json": as_json(rows(waiting, "place", "name", "size", "chosen_at")),
    }
    for file in waiting:
        with file.file.open() as content:
            found[f"waiting/{file.pk}-{file.name}"] = content.read()
    return found


def mentoring_of(profile: Profile) -> list[dict[str, object]]:
    """Mentoring asked for and given."""
    names = ("state", "hope", "answer", "asked_at", "ended_at")
    asked = rows(Mentoring.objects.filter(mentee=profile), "mentor__handle", *names)
    return asked + rows(Mentoring.objects.filter(mentor=profile), "mentee__handle", *names)


def erase(person: User) -> None:
    """Take the person's words out of threads, or leave them without a name, as they chose; then the profile."""
    profile = Profile.objects.filter(person=person).first()
    forget_all_drafts(person=person)
    if profile is None:
        return
    part_with_posts(profile=profile)
    ContactRelay.objects.filter(sender=profile).delete()
    profile.reports_made.update(words="")
    profile.reports_met.update(words="", answer="", copy="")
    ReportNote.objects.filter(report__about=profile).delete()
    Decision.objects.filter(member=profile).update(reason="")
    Appeal.objects.filter(decision__member=profile).update(words="", answer="")
    forget(profile)
    profile.delete()
