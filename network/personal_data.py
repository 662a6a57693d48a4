"""What the network holds about a person."""

from academy.models import User
from academy.privacy import Files, as_json, rows
from academy.search.indexing import forget
from network.actions.parting import part_with_posts
from network.models import ContactRelay, Draft, FeedKey, Mentoring, Post, Profile

PROFILE = ("handle", "role_words", "about", "audience", "chosen", "joined_at", "posts_after")


def export(person: User) -> Files:
    """Profile with facts and checks, messages, mentoring, searches, groups, posts and drafts."""
    mine = Profile.objects.filter(person=person)
    profile = mine.first()
    if profile is None:
        return {"drafts.json": as_json(rows(Draft.objects.filter(person=person), "place", "title", "body"))}
    return {
        "profile.json": as_json(rows(mine, *PROFILE, "profession__name")),
        "facts.json": as_json(rows(profile.facts.all(), "field", "label", "audience")),
        "checks.json": as_json(
            rows(profile.verifications.all(), "method", "what", "where", "checked_on", "until", "ended_at")
        ),
        "checks_asked.json": as_json(
            rows(profile.verification_requests.all(), "method", "what", "asked_at", "answered_at", "answer")
        ),
        "vouches.json": as_json(rows(profile.vouches_given.all(), "how_known", "given_at")),
        "messages_sent.json": as_json(rows(profile.relays_sent.all(), "receiver__handle", "text", "sent_at")),
        "messages_received.json": as_json(
            rows(profile.relays_met.all(), "sender__handle", "text", "sent_at")
        ),
        "mentoring.json": as_json(mentoring_of(profile)),
        "searches.json": as_json(rows(profile.saved_searches.all(), "name", "query", "alerts")),
        "feed.json": as_json(rows(FeedKey.objects.filter(profile=profile), "made_at")),
        "blocks.json": as_json(rows(profile.blocks_made.all(), "blocked__handle", "made_at")),
        "groups.json": as_json(
            rows(profile.group_memberships.all(), "group__name", "state", "role", "message", "since")
        ),
        "posts.json": as_json(
            rows(
                Post.objects.filter(author=profile),
                "thread__title",
                "body",
                "state",
                "written_at",
                "anonymous",
            )
        ),
        "drafts.json": as_json(rows(Draft.objects.filter(person=person), "place", "title", "body")),
    }


def mentoring_of(profile: Profile) -> list[dict[str, object]]:
    """Mentoring asked for and given."""
    names = ("state", "hope", "answer", "asked_at", "ended_at")
    asked = rows(Mentoring.objects.filter(mentee=profile), "mentor__handle", *names)
    return asked + rows(Mentoring.objects.filter(mentor=profile), "mentee__handle", *names)


def erase(person: User) -> None:
    """Take the person's words out of threads, or leave them without a name, as they chose; then the profile."""
    profile = Profile.objects.filter(person=person).first()
    Draft.objects.filter(person=person).delete()
    if profile is None:
        return
    part_with_posts(profile=profile)
    ContactRelay.objects.filter(sender=profile).delete()
    forget(profile)
    profile.delete()
