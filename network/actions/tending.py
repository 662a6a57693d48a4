"""What becomes of posts later: changed, taken back, released, refused, found helpful, accepted."""

from dataclasses import replace
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from academy.actions.audit import record
from academy.actions.notify import notify
from academy.search.indexing import index
from network.actions.files import forget_file
from network.actions.posting import (
    LooksPersonal,
    Writing,
    guard_links,
    look_at,
    mentions_in,
    publish,
    why_held,
)
from network.actions.telling import tell_stewards
from network.actions.threads import follow_opening, opens_thread, recount
from network.markup import to_html
from network.models import Decision, HelpfulMark, Post, PostRevision, Profile, Thread
from network.permissions import can_accept, can_reply, is_steward, member_of

EDIT_WINDOW = timedelta(hours=24)
State = Post.State


class TooLate(ValueError):
    """A post can be changed for a day; after that an answer says it better."""


class HiddenByModerator(ValueError):
    """What a moderator hid is kept while the decision stands: an appeal needs it."""


def is_late(post: Post) -> bool:
    """Whether the day in which a post can be changed is over."""
    return timezone.now() - post.written_at > EDIT_WINDOW


def may_change(post: Post, profile: Profile | None, *, may_reply: bool) -> bool:
    """Whether this member may still change the post: their own, within a day, held, or shown where they may write."""
    if profile is None or post.author_id != profile.pk or profile.is_suspended:
        return False
    return not is_late(post) and (post.state == State.HELD or (may_reply and post.state == State.PUBLISHED))


def gives_title(post: Post) -> bool:
    """Whether the title of its thread is the writer's own: the post opens it."""
    return post.author_id is not None and post.author_id == post.thread.author_id and opens_thread(post)


@transaction.atomic
def edit_post(*, post: Post, author: Profile, writing: Writing) -> Post:
    """Change one's own words, and the title they stand under, within a day; what they were is kept.

    Raises PermissionDenied, TooLate, LooksPersonal and CannotPost. What screening would hold is refused; a
    watched word, or words without a name, are read again before readers meet them.
    """
    held = Post.objects.select_for_update(of=("self",)).select_related("thread").get(pk=post.pk)
    if held.author_id != author.pk or author.is_suspended:
        raise PermissionDenied
    if held.state == State.PUBLISHED and not can_reply(author.person, held.thread):
        raise PermissionDenied
    if not may_change(held, author, may_reply=True):
        raise TooLate
    title = writing.title if writing.title and gives_title(held) else held.thread.title
    if (held.body, held.thread.title) == (writing.body, title):
        return held
    renamed = title != held.thread.title
    writing = replace(writing, title=title if renamed else "")
    screening, because = look_at(writing)
    if because and held.state == State.PUBLISHED:
        raise LooksPersonal(screening)
    guard_links(author, writing.body)
    again = why_held(replace(writing, unnamed=held.anonymous, title=title), because)
    before = {"body": held.body, "html": held.html, "title": held.thread.title if renamed else ""}
    PostRevision.objects.create(post=held, replaced_by=author, **before)
    if renamed:
        held.thread.title = title
        held.thread.save(update_fields=["title"])
    held.body = writing.body
    held.html = to_html(writing.body, mentions_in(writing.body, author))
    held.edited_at = timezone.now()
    held.save(update_fields=["body", "html", "edited_at"])
    if again and held.state == State.PUBLISHED:
        _hold_again(held, again)
    index(Thread.objects.get(pk=held.thread_id))
    return held


def _hold_again(post: Post, because: str) -> None:
    """What is read before it appears is read again when it changes."""
    post.state, post.held_because = State.HELD, because
    post.save(update_fields=["state", "held_because"])
    follow_opening(post, Thread.State.HELD)
    recount(post.thread)
    tell_stewards(post)


@transaction.atomic
def take_back(*, post: Post, author: Profile) -> bool:
    """Take one's own post back: its words, history and files go, a line says so; whether it was there.

    Raises PermissionDenied and HiddenByModerator.
    """
    held = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    if held.author_id != author.pk:
        raise PermissionDenied
    if held.state == State.REMOVED:
        return False
    if held.state == State.HIDDEN and Decision.objects.hiding().filter(post=held).exists():
        raise HiddenByModerator
    for file in held.attachments.all():
        forget_file(file.file)
    held.attachments.all().delete()
    held.revisions.all().delete()
    held.body, held.html, held.state, held.held_because = "", "", State.REMOVED, ""
    held.save(update_fields=["body", "html", "state", "held_because"])
    Thread.objects.filter(opening=held.pk, author=author).update(title="")
    recount(held.thread)
    return True


@transaction.atomic
def release_post(*, post: Post, actor: Profile) -> bool:
    """A steward lets readers meet a post that waited; whether it waited.

    Nobody releases their own, and what was reported is for moderators. Raises PermissionDenied.
    """
    held = (
        Post.objects.select_for_update(of=("self",))
        .select_related("thread__group", "author__person")
        .get(pk=post.pk)
    )
    thread = held.thread
    if thread.group is None or not is_steward(actor.person, thread.group) or held.author_id == actor.pk:
        raise PermissionDenied
    if held.held_because == Post.Why.REPORT:
        raise PermissionDenied
    return let_through(held, actor_id=actor.person_id)


def let_through(held: Post, *, actor_id: int) -> bool:
    """Publish a held post and, where it opens a thread, the thread; tell its writer. Who may is asked before."""
    if held.state != State.HELD:
        return False
    held.state, held.held_because = State.PUBLISHED, ""
    held.save(update_fields=["state", "held_because"])
    follow_opening(held, Thread.State.OPEN)
    held.thread.refresh_from_db()
    publish(held)
    record(actor_id=actor_id, action="post released", subject=held)
    _tell_writer(held, _("Your post is shown now"))
    return True


@transaction.atomic
def refuse_post(*, post: Post, actor: Profile, why: str) -> bool:
    """A steward keeps a post that waited from readers, and says why; whether it waited."""
    held = (
        Post.objects.select_for_update(of=("self",))
        .select_related("thread__group", "author__person")
        .get(pk=post.pk)
    )
    if (
        held.thread.group is None
        or not is_steward(actor.person, held.thread.group)
        or held.author_id == actor.pk
        or held.held_because == Post.Why.REPORT
    ):
        raise PermissionDenied
    if held.state != State.HELD:
        return False
    held.state, held.held_because = State.HIDDEN, ""
    held.save(update_fields=["state", "held_because"])
    follow_opening(held, Thread.State.HIDDEN)
    record(actor_id=actor.person_id, action="post refused", subject=held)
    _tell_writer(held, _("Your post was not shown"), why)
    return True


def _tell_writer(post: Post, title: str, text: str = "") -> None:
    if post.author is not None:
        notify(
            people=[post.author.person],
            kind="decisions",
            fact=f"looked-at:{post.pk}:{post.state}",
            title=title,
            text=text,
            url=post.get_absolute_url(),
        )


@transaction.atomic
def mark_helpful(*, post: Post, profile: Profile, helpful: bool) -> int:
    """Say that a post helped, or no longer; returns how many say so. Nobody marks their own."""
    held = Post.objects.select_for_update(of=("self",)).get(pk=post.pk)
    readable = Post.objects.visible_to(profile.person).filter(pk=post.pk, state=State.PUBLISHED)
    if held.author_id == profile.pk or member_of(profile.person) is None or not readable.exists():
        raise PermissionDenied
    if helpful:
        HelpfulMark.objects.get_or_create(post=held, profile=profile)
    else:
        HelpfulMark.objects.filter(post=held, profile=profile).delete()
    held.helpful_count = held.helpful_marks.count()
    held.save(update_fields=["helpful_count"])
    return held.helpful_count


def may_answer(post: Post, thread: Thread) -> bool:
    """Whether a post can be what answers a thread's question: shown there, and not the question itself."""
    return post.thread_id == thread.pk and post.state == State.PUBLISHED and post.pk != thread.opening_id


@transaction.atomic
def accept_answer(*, thread: Thread, post: Post | None, actor: Profile) -> None:
    """Say which answer helped, or with None that the question is open again. Raises PermissionDenied."""
    held = Thread.objects.select_for_update(of=("self",)).select_related("group").get(pk=thread.pk)
    fits = post is None or may_answer(post, held)
    if not can_accept(actor.person, held) or not fits or held.kind != Thread.Kind.QUESTION:
        raise PermissionDenied
    held.accepted = post
    held.solved_at = timezone.now() if post else None
    held.save(update_fields=["accepted", "solved_at"])
