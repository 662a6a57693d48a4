"""What the network holds about a person."""

from typing import Any

from django.db.models import Q, QuerySet

from academy.models import User
from academy.privacy import Files, as_json, rows
from academy.search.indexing import forget
from network.actions.drafts import DRAFTED, forget_all_drafts
from network.actions.parting import part_with_posts
from network.models import (
    Appeal,
    ContactRelay,
    Decision,
    Draft,
    Event,
    FeedKey,
    Mentoring,
    NetworkGroup,
    Profile,
    ReportNote,
    Thread,
    WaitingFile,
)
from network.permissions import threads_open_to

PROFILE = ("handle", "role_words", "about", "audience", "chosen", "joined_at", "posts_after")


#: What is told of everything that leads back to a profile: file name to relation and fields.
TOLD: dict[str, tuple[str, tuple[str, ...]]] = {
    "facts": ("facts", ("field", "label", "audience", "since")),
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

#: What in it names a thing of others': where the thing stands, and its words, which go along only for who may
#: still read it. What somebody wrote, chose and answered is theirs in any case.
OF_OTHERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "posts": ("thread", ("thread__title",)),
    "helpful": ("post__thread", ("post__thread__title",)),
    "read": ("thread", ("thread__title",)),
    "votes": ("option__poll__thread", ("option__poll__question", "option__text")),
    "events": ("event", ("event__title",)),
    "groups": ("group", ("group__name",)),
}


def readable(person: User, path: str, ids: set[int]) -> set[int]:
    """Those of these threads, events or groups that somebody may read, or began themselves."""
    if path == "event":
        found: QuerySet[Any] = Event.objects.visible_to(person)
    elif path == "group":
        found = NetworkGroup.objects.visible_to(person)
    else:
        found = Thread.objects.filter(threads_open_to(person) | Q(author__person=person))
    return set(found.filter(pk__in=ids).values_list("pk", flat=True))


def told_of(person: User, profile: Profile, name: str) -> list[dict[str, object]]:
    """What leads back to a profile, without the words of things that the person may read no longer."""
    relation, fields = TOLD[name]
    found = getattr(profile, relation).all()
    if name not in OF_OTHERS:
        return rows(found, *fields)
    path, words = OF_OTHERS[name]
    held = rows(found, path, *fields)
    may = readable(person, path, {row[path] for row in held})
    return [
        {
            key: "" if key in words and row[path] not in may else value
            for key, value in row.items()
            if key != path
        }
        for row in held
    ]


def export(person: User) -> Files:
    """Profile, everything that leads back to it, mentoring and drafts."""
    drafts = drafts_of(person)
    mine = Profile.objects.filter(person=person)
    profile = mine.first()
    if profile is None:
        return drafts
    told = {f"{name}.json": as_json(told_of(person, profile, name)) for name in TOLD}
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
        "drafts.json": as_json(rows(Draft.objects.filter(person=person), "place", *DRAFTED)),
        "waiting_files.json": as_json(rows(waiting, "place", "name", "size", "chosen_at")),
    }
    for file in waiting:
        content = file.content()
        if content is not None:
            found[f"waiting/{file.pk}-{file.name}"] = content
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
