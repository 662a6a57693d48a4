"""Keeping the network safe: reports, decisions, appeals, notes, watched words, and what the law asks to keep."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models.discussion import Post
from network.models.meeting import ContactRelay
from network.models.people import Profile


class WatchWord(models.Model):
    """A word or phrase of the watch list, with why it is there."""

    word = models.CharField(_("word or phrase"), max_length=80)
    why = models.CharField(_("why it is watched"), max_length=200)

    class Meta:
        ordering = ["word"]
        constraints = [
            models.UniqueConstraint(
                Lower("word"),
                name="network_watch_word_once",
                violation_error_message=_("This word is on the list already."),
            )
        ]

    def __str__(self) -> str:
        return self.word


class ReportQuerySet(models.QuerySet["Report"]):
    """Reports in the field's words."""

    def waiting(self) -> Self:
        """Those that nobody has closed."""
        return self.filter(closed_at=None)

    def by_urgency(self) -> Self:
        """The one whose time runs out first comes first."""
        return self.order_by("due_at", "pk")

    def not_about(self, profile: Profile | None) -> Self:
        """Those that this member neither made nor is the subject of."""
        if profile is None:
            return self
        return self.exclude(Q(about=profile) | Q(reporter=profile))


class Report(models.Model):
    """Somebody says that something is wrong with a post, a profile or a message."""

    class Reason(models.TextChoices):
        """What is wrong; each has its own time to be looked at (`network.safety_rules.HOURS`)."""

        IDENTIFIES = "identifies", _("It could identify a patient or a young person")
        THREAT = "threat", _("It threatens, or plans harm")
        ILLEGAL = "illegal", _("It is against the law")
        HARASSMENT = "harassment", _("It is hateful, or harasses somebody")
        WRONG = "wrong", _("It is wrong in a way that could hurt somebody")
        SPAM = "spam", _("It advertises, or is rubbish")
        OTHER = "other", _("Something else")

    class Outcome(models.TextChoices):
        """What came of it, as the reporter hears it."""

        ACTED = "acted", _("We acted on it")
        NOTHING = "nothing", _("We looked, and it may stay")
        ELSEWHERE = "elsewhere", _("We handed it to those who can act")

    reporter = models.ForeignKey(Profile, on_delete=models.SET_NULL, null=True, related_name="reports_made")
    about = models.ForeignKey(
        Profile, on_delete=models.SET_NULL, null=True, related_name="reports_met", editable=False
    )
    post = models.ForeignKey(Post, on_delete=models.SET_NULL, null=True, blank=True, related_name="reports")
    relay = models.ForeignKey(
        ContactRelay, on_delete=models.SET_NULL, null=True, blank=True, related_name="reports"
    )
    kind = models.CharField(
        max_length=7, choices=[("post", _("Post")), ("member", _("Member")), ("message", _("Message"))]
    )
    reason = models.CharField(max_length=10, choices=Reason.choices)
    words = models.TextField(max_length=1000, blank=True)
    # What was reported, as it stood: its writer may take it back before anybody has looked. Kept 90 days.
    copy = models.TextField(blank=True, editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    due_at = models.DateTimeField()
    claimed_by = models.BigIntegerField(null=True, editable=False)
    claimed_at = models.DateTimeField(null=True, editable=False)
    closed_by = models.BigIntegerField(null=True, editable=False)
    closed_at = models.DateTimeField(null=True, editable=False)
    outcome = models.CharField(max_length=9, choices=Outcome.choices, blank=True)
    answer = models.CharField(max_length=500, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["reporter", "post"],
                condition=Q(closed_at__isnull=True, kind="post"),
                name="network_report_of_post_once",
            ),
            models.UniqueConstraint(
                fields=["reporter", "about"],
                condition=Q(closed_at__isnull=True, kind="member"),
                name="network_report_of_member_once",
            ),
            models.UniqueConstraint(
                fields=["reporter", "relay"],
                condition=Q(closed_at__isnull=True, kind="message"),
                name="network_report_of_message_once",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True, outcome="")
                | (Q(closed_at__isnull=False) & ~Q(outcome="")),
                name="network_report_closed_with_outcome",
                violation_error_message=_("Say what came of it."),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"], condition=Q(closed_at__isnull=True), name="network_report_waiting"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.get_reason_display()}"

    def left(self, now: datetime | None = None) -> timedelta:
        """How long until it should have been looked at; less than nothing when that is over."""
        return self.due_at - (now or timezone.now())

    @property
    def is_late(self) -> bool:
        """Whether it waits longer than it should."""
        return self.closed_at is None and self.left() < timedelta(0)


class ReportNote(models.Model):
    """What a moderator noted about a report, for moderators alone; deleted with what is personal."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="notes")
    writer = models.BigIntegerField(editable=False)
    text = models.TextField(max_length=2000)
    written_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["written_at", "pk"]

    def __str__(self) -> str:
        return f"note on {self.report_id}"


class DecisionQuerySet(models.QuerySet["Decision"]):
    """Decisions in the field's words."""

    def hiding(self) -> Self:
        """Those that keep a post from readers."""
        return self.filter(kind=Decision.Kind.HIDE, undone_at=None)


class Decision(models.Model):
    """What moderators decided about a member or a post, with the reason that the member reads."""

    class Kind(models.TextChoices):
        """What was decided."""

        HIDE = "hide", _("A post is not shown")
        WARN = "warn", _("A warning")
        SUSPEND = "suspend", _("No part in the network for a time")

    kind = models.CharField(max_length=7, choices=Kind.choices)
    member = models.ForeignKey(Profile, on_delete=models.SET_NULL, null=True, related_name="decisions")
    post = models.ForeignKey(Post, on_delete=models.SET_NULL, null=True, blank=True, related_name="decisions")
    report = models.ForeignKey(
        Report, on_delete=models.SET_NULL, null=True, blank=True, related_name="decisions"
    )
    reason = models.CharField(_("reason, as the member reads it"), max_length=500)
    decided_by = models.BigIntegerField(editable=False)
    decided_at = models.DateTimeField(default=timezone.now, editable=False)
    until = models.DateTimeField(null=True, blank=True)
    held_because = models.CharField(
        max_length=10, blank=True, editable=False, help_text=_("What held the post before it was hidden.")
    )
    undone_at = models.DateTimeField(null=True, blank=True, editable=False)
    undone_by = models.BigIntegerField(null=True, editable=False)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="suspend", until__isnull=False)
                | (~Q(kind="suspend") & Q(until__isnull=True)),
                name="network_decision_suspension_ends",
                violation_error_message=_("A suspension has an end, and nothing else has."),
            ),
            models.UniqueConstraint(
                fields=["post"],
                condition=Q(kind="hide", undone_at__isnull=True),
                name="network_decision_hidden_once",
            ),
            models.UniqueConstraint(
                fields=["report", "member", "kind"],
                condition=Q(kind__in=["warn", "suspend"], undone_at__isnull=True),
                name="network_decision_once_a_report",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} ({self.decided_at:%d %B %Y})"


class Appeal(models.Model):
    """A member asks that a decision be looked at again, by somebody else than who took it."""

    decision = models.OneToOneField(Decision, on_delete=models.CASCADE, related_name="appeal")
    words = models.TextField(_("why it should be looked at again"), max_length=1000)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    answered_by = models.BigIntegerField(null=True, editable=False)
    answered_at = models.DateTimeField(null=True, editable=False)
    upheld = models.BooleanField(null=True, editable=False, help_text=_("Whether the decision stands."))
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return f"appeal against {self.decision_id}"


class SafetyRecord(models.Model):
    """What the Online Safety Act asks a service to write down: assessments, who answers for it, measures."""

    class Kind(models.TextChoices):
        """What is recorded."""

        RISK = "risk", _("Risk assessment")
        CHILDREN = "children", _("Children’s access assessment")
        PERSON = "person", _("Accountable person")
        MEASURE = "measure", _("Measure taken")

    kind = models.CharField(max_length=8, choices=Kind.choices)
    title = models.CharField(max_length=160)
    text = models.TextField()
    done_on = models.DateField(_("on"))
    review_on = models.DateField(_("to be looked at again on"), null=True, blank=True)
    written_by = models.BigIntegerField(null=True, editable=False)

    class Meta:
        ordering = ["-done_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(review_on__isnull=True) | Q(review_on__gte=models.F("done_on")),
                name="network_safety_record_dates_in_order",
                violation_error_message=_("It cannot be looked at again before it was done."),
            )
        ]

    def __str__(self) -> str:
        return self.title
