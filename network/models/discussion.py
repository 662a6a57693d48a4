"""Discussion: threads, posts, their history, and what readers keep of them."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from academy.models.media import private_storage
from network.models.groups import NetworkGroup
from network.models.people import Profile

if TYPE_CHECKING:
    from academy.permissions import AnyUser


class ThreadQuerySet(models.QuerySet["Thread"]):
    """Threads in the field's words."""

    def visible_to(self, person: "AnyUser") -> Self:
        """Those that `person` may read: of an open group or their own, about a page they may read."""
        from network.permissions import threads_open_to

        return self.filter(threads_open_to(person))

    def listed(self) -> Self:
        """Those whose opening post stands, and in which there is something to read."""
        return self.filter(state=Thread.State.OPEN, posts_count__gt=0)


class Thread(models.Model):
    """A conversation: in a group or in the open, about a page or on its own."""

    class Kind(models.TextChoices):
        """What it is for."""

        QUESTION = "question", _("Question")
        DISCUSSION = "discussion", _("Discussion")
        PRACTICE = "practice", _("Practice share")
        ANNOUNCEMENT = "announcement", _("Announcement")

    class State(models.TextChoices):
        """Whether readers meet it: an opening post that is held or hidden holds its thread."""

        OPEN = "open", _("Open")
        HELD = "held", _("Waiting to be read by a steward or moderator")
        HIDDEN = "hidden", _("Hidden")
        MERGED = "merged", _("Merged into another")

    group = models.ForeignKey(
        NetworkGroup, on_delete=models.CASCADE, null=True, blank=True, related_name="threads"
    )
    about = models.ForeignKey(
        "wagtailcore.Page", on_delete=models.SET_NULL, null=True, blank=True, related_name="network_threads"
    )
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.DISCUSSION)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    title = models.CharField(_("title"), max_length=160)
    author = models.ForeignKey(
        Profile, on_delete=models.SET_NULL, null=True, blank=True, related_name="threads"
    )
    anonymous = models.BooleanField(default=False)
    pinned = models.BooleanField(default=False)
    locked = models.BooleanField(default=False)
    # The post that the thread began with: others may be older, where a thread was merged into this one.
    opening = models.ForeignKey(
        "network.Post", on_delete=models.SET_NULL, null=True, blank=True, related_name="opens"
    )
    accepted = models.ForeignKey(
        "network.Post", on_delete=models.SET_NULL, null=True, blank=True, related_name="accepted_in"
    )
    solved_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_example = models.BooleanField(default=False, editable=False)
    opened_at = models.DateTimeField(default=timezone.now)
    last_at = models.DateTimeField(default=timezone.now)
    # Published posts, the opening one included; kept by the actions that publish and hide.
    posts_count = models.PositiveIntegerField(default=0)

    objects = ThreadQuerySet.as_manager()

    class Meta:
        ordering = ["-last_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(anonymous=False) | Q(group__isnull=False),
                name="network_thread_anonymous_in_group",
                violation_error_message=_("A question without a name can be asked in a group only."),
            )
        ]
        indexes = [
            models.Index(fields=["group", "-pinned", "-last_at"], name="network_thread_of_group"),
            models.Index(fields=["-last_at", "-id"], name="network_thread_latest"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The thread's own page."""
        return reverse("network:thread", args=[self.pk])


class PostQuerySet(models.QuerySet["Post"]):
    """Posts in the field's words."""

    def visible_to(self, person: "AnyUser") -> Self:
        """Those that `person` may read: published ones of threads open to them, and one's own held ones."""
        from network.permissions import posts_open_to

        return self.filter(posts_open_to(person))

    def published(self) -> Self:
        """Those that readers meet."""
        return self.filter(state=Post.State.PUBLISHED)

    def awaiting_review(self) -> Self:
        """Those that a steward or moderator has to read first."""
        return self.filter(state=Post.State.HELD)

    def for_stewards_of(self, group: NetworkGroup) -> Self:
        """Those that wait for the stewards of a group; what was reported is for moderators."""
        return self.awaiting_review().filter(thread__group=group).exclude(held_because=Post.Why.REPORT)


class Post(models.Model):
    """What one member wrote, at one moment."""

    class State(models.TextChoices):
        """Whether readers meet it."""

        PUBLISHED = "published", _("Published")
        HELD = "held", _("Waiting to be read by a steward or moderator")
        HIDDEN = "hidden", _("Hidden by a moderator")
        REMOVED = "removed", _("Taken back by its writer")

    class Why(models.TextChoices):
        """What held a post."""

        SCREENING = "screening", _("It may identify a person")
        ANONYMOUS = "anonymous", _("It was asked without a name")
        WATCH_WORD = "watch-word", _("A word on the watch list")
        REPORT = "report", _("It was reported")

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="posts")
    author = models.ForeignKey(
        Profile, on_delete=models.SET_NULL, null=True, blank=True, related_name="posts"
    )
    anonymous = models.BooleanField(default=False)
    state = models.CharField(max_length=9, choices=State.choices, default=State.PUBLISHED)
    held_because = models.CharField(max_length=12, choices=Why.choices, blank=True)
    body = models.TextField()
    html = models.TextField(editable=False)
    reply_to = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="replies"
    )
    token = models.CharField(
        max_length=40, editable=False, help_text=_("One post for one sending of a form.")
    )
    by_email = models.BooleanField(default=False, editable=False)
    written_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True, blank=True)
    helpful_count = models.PositiveIntegerField(default=0)
    # Categories that screening saw, and what the writer answered: never the words.
    screened = models.JSONField(default=dict, blank=True, editable=False)

    objects = PostQuerySet.as_manager()

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["author", "token"],
                condition=Q(author__isnull=False),
                name="network_post_sent_once",
            ),
            models.CheckConstraint(
                condition=Q(held_because="") | ~Q(state="published"), name="network_post_held_is_not_shown"
            ),
        ]
        indexes = [
            models.Index(fields=["thread", "written_at", "id"], name="network_post_in_order"),
            models.Index(fields=["author", "-written_at"], name="network_post_by_author"),
        ]

    def __str__(self) -> str:
        return f"post {self.pk} in {self.thread_id}"

    def get_absolute_url(self) -> str:
        """Where readers meet it; the view finds the right page of the thread."""
        return reverse("network:post", args=[self.pk])


class PostRevision(models.Model):
    """What a post said before it was changed."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="revisions")
    body = models.TextField()
    html = models.TextField()
    title = models.CharField(
        max_length=160, blank=True, help_text=_("The title of its thread, where that was changed.")
    )
    replaced_at = models.DateTimeField(default=timezone.now)
    replaced_by = models.ForeignKey(Profile, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-replaced_at", "-pk"]

    def __str__(self) -> str:
        return f"post {self.post_id} before {self.replaced_at}"


class Attachment(models.Model):
    """A file of a safe type that came with a post, handed out by a view that asks who may read the post."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=160)
    file = models.FileField(upload_to="network/posts/", storage=private_storage)
    size = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class HelpfulMark(models.Model):
    """A member found a post helpful. Marks are counted on posts, never on people."""

    post = models.ForeignKey(Post, on_delete=models.CASCADE, related_name="helpful_marks")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="helpful_marks")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["post", "profile"], name="network_helpful_once")]

    def __str__(self) -> str:
        return f"{self.profile_id} on {self.post_id}"


class Reading(models.Model):
    """How far a member has read a thread."""

    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="readings")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="readings")
    read_to = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["thread", "profile"], name="network_reading_once")]

    def __str__(self) -> str:
        return f"{self.profile_id} read {self.thread_id}"
