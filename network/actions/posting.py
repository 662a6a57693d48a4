"""Opening threads and answering: screened, guarded, held where it must be, published once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from wagtail.models import Page

from academy.actions.notify import follow
from academy.search.indexing import index
from network.actions.drafts import forget_draft
from network.actions.telling import tell_stewards
from network.guards import Limits, limits, repeats, watched
from network.markup import count_links, mentioned, to_html
from network.models import Attachment, NetworkGroup, Post, Profile, Reading, Thread, WatchWord
from network.permissions import can_ask_unnamed, can_open_thread, can_reply, is_checked
from network.screened import note
from network.screening import Outcome, Screening, counts, screen_all
from network.tasks import tell_readers_of


class CannotPost(ValueError):
    """A guard stands in the way; `reason` is `flood`, `links` or `again`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class LooksPersonal(ValueError):
    """Screening saw something that the writer has not answered yet."""

    def __init__(self, screening: Screening) -> None:
        super().__init__("looks personal")
        self.screening = screening


@dataclass(frozen=True)
class Writing:
    """What a member sends: words, files, what they answered to screening, and a token of this sending.

    `send_anyway` asks that a held text be read by a steward or moderator instead of being changed.
    """

    body: str
    token: str
    title: str = ""
    files: tuple[File[bytes], ...] = ()
    answers: Mapping[str, str] = field(default_factory=dict)
    send_anyway: bool = False
    unnamed: bool = False
    by_email: bool = False
    reply_to: Post | None = None

    @property
    def texts(self) -> dict[str, str]:
        """Everything that is screened, by where it stands."""
        names = {f"file {number}": str(file.name) for number, file in enumerate(self.files)}
        return {"title": self.title, "body": self.body, **names}


def look_at(writing: Writing) -> tuple[Screening, str]:
    """Screen what was written: what was found, and why it is held, if it is. Raises LooksPersonal.

    An emailed answer can answer nothing: whatever is seen in it holds it.
    """
    screening = screen_all(writing.texts)
    left = screening.remaining(writing.answers)
    certain = any(finding.answers == {"edit"} for finding in left) or screening.outcome == Outcome.HOLD
    if (left and writing.by_email) or (certain and writing.send_anyway):
        note(screening, where="post", outcome="held")
        return screening, Post.Why.SCREENING
    if certain or left:
        note(screening, where="post", outcome="asked")
        raise LooksPersonal(screening)
    note(screening, where="post", outcome="answered")
    return screening, ""


def guard_links(author: Profile, text: str) -> Limits:
    """What a member may do; raises CannotPost when a text holds more links than that."""
    days = (timezone.now() - author.joined_at).days
    allowed = limits(days=days, checked=is_checked(author))
    if count_links(text) > allowed.links_a_post:
        raise CannotPost("links")
    return allowed


def guard(author: Profile, writing: Writing, thread: Thread | None = None) -> None:
    """Refuse floods, repetition and too many links, in a thread or for a new one. Raises CannotPost."""
    now = timezone.now()
    allowed = guard_links(author, writing.body)
    today = Post.objects.filter(author=author, written_at__gt=now - timedelta(days=1))
    latest = list(today.order_by("-written_at").values_list("body", "thread")[: allowed.posts_a_day])
    if len(latest) >= allowed.posts_a_day:
        raise CannotPost("flood")
    if any(repeats(writing.body, body, same_place=thread is None or pk == thread.pk) for body, pk in latest):
        raise CannotPost("again")


def why_held(writing: Writing, because: str) -> str:
    """What holds a post that screening let pass: no name, or a watched word; "" when nothing does."""
    if because:
        return because
    if writing.unnamed:
        return Post.Why.ANONYMOUS
    words = list(WatchWord.objects.values_list("word", flat=True))
    return Post.Why.WATCH_WORD if watched(f"{writing.title} {writing.body}", words) else ""


def mentions_in(text: str, author: Profile) -> dict[str, str]:
    """Addresses of the members whom a text mentions and its author may find, by handle."""
    handles = mentioned(text)
    if not handles:
        return {}
    rows = Profile.objects.visible_to(author.person).filter(handle__in=handles)
    return {profile.handle: profile.get_absolute_url() for profile in rows}


def _write(thread: Thread, author: Profile, writing: Writing, because: str, screening: Screening) -> Post:
    held = why_held(writing, because)
    post = Post.objects.create(
        thread=thread,
        author=author,
        anonymous=writing.unnamed,
        state=Post.State.HELD if held else Post.State.PUBLISHED,
        held_because=held,
        body=writing.body,
        html=to_html(writing.body, mentions_in(writing.body, author)),
        reply_to=writing.reply_to,
        token=writing.token,
        by_email=writing.by_email,
        screened={"seen": counts(screening), "answers": dict(writing.answers)} if screening.findings else {},
    )
    for file in writing.files:
        _attach(post, file)
    return post


def _attach(post: Post, file: File[bytes]) -> None:
    content = ContentFile(file.read(), name=str(file.name))
    Attachment.objects.create(post=post, name=str(file.name)[-160:], file=content, size=content.size)


def sent_before(author: Profile, token: str) -> Post | None:
    """The post that a sending of this token has already made."""
    return Post.objects.filter(author=author, token=token).select_related("thread").first()


@transaction.atomic
def open_thread(
    *,
    author: Profile,
    writing: Writing,
    kind: str,
    group: NetworkGroup | None = None,
    about: Page | None = None,
) -> Thread:
    """Begin a thread, once for a token. Raises PermissionDenied, LooksPersonal and CannotPost."""
    Profile.objects.select_for_update(of=("self",)).get(pk=author.pk)
    sent = sent_before(author, writing.token)
    if sent is not None:
        return sent.thread
    if not can_open_thread(author.person, group, kind) or (
        writing.unnamed and not can_ask_unnamed(author.person, group)
    ):
        raise PermissionDenied
    screening, because = look_at(writing)
    guard(author, writing)
    held = why_held(writing, because)
    thread = Thread.objects.create(
        group=group,
        about=about,
        kind=kind,
        title=writing.title,
        author=author,
        anonymous=writing.unnamed,
        state=Thread.State.HELD if held else Thread.State.OPEN,
    )
    post = thread.opening = _write(thread, author, writing, because, screening)
    thread.save(update_fields=["opening"])
    follow(person=author.person, thing=thread)
    _after(post, place=place_of(group, about))
    return thread


def place_of(group: NetworkGroup | None, about: Page | None = None) -> str:
    """The name under which a new thread's draft is kept."""
    return f"new:{group.pk if group else 0}:{about.pk if about else 0}"


def is_unnamed_in(thread: Thread, author: Profile) -> bool:
    """Whether a member has written in a thread without their name, and so may go on without it."""
    return thread.posts.filter(author=author, anonymous=True).exists()


@transaction.atomic
def reply(*, author: Profile, thread: Thread, writing: Writing) -> Post:
    """Answer in a thread, once for a token. Raises PermissionDenied, LooksPersonal and CannotPost."""
    Profile.objects.select_for_update(of=("self",)).get(pk=author.pk)
    sent = sent_before(author, writing.token)
    if sent is not None:
        return sent
    thread = Thread.objects.select_for_update(of=("self",)).select_related("group").get(pk=thread.pk)
    if not can_reply(author.person, thread):
        raise PermissionDenied
    if writing.unnamed and not is_unnamed_in(thread, author):
        raise PermissionDenied
    screening, because = look_at(writing)
    guard(author, writing, thread)
    if not thread.posts.filter(author=author).exists():
        follow(person=author.person, thing=thread)
    post = _write(thread, author, writing, because, screening)
    _after(post, place=f"thread:{thread.pk}")
    return post


def _after(post: Post, *, place: str) -> None:
    """Count it, forget the draft, mark it read for its writer, tell those who want to know."""
    if post.author is not None:
        if not post.by_email:
            forget_draft(person=post.author.person, place=place)
        mark_read(thread=post.thread, profile=post.author)
    if post.state == Post.State.PUBLISHED:
        publish(post)
    else:
        tell_stewards(post)


def publish(post: Post) -> None:
    """Let readers meet a post that was just written or released."""
    Thread.objects.filter(pk=post.thread_id).update(posts_count=F("posts_count") + 1, last_at=timezone.now())
    index(Thread.objects.get(pk=post.thread_id))
    tell_readers_of.enqueue(post.pk)


@transaction.atomic
def mark_read(*, thread: Thread, profile: Profile, until: Any = None) -> None:
    """Keep how far somebody has read; never further back than before."""
    when = until or timezone.now()
    row, made = Reading.objects.get_or_create(thread=thread, profile=profile, defaults={"read_to": when})
    if not made:
        Reading.objects.filter(pk=row.pk, read_to__lt=when).update(read_to=when)
