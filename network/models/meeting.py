"""Members reaching one another: relayed messages, mentoring, searches they keep."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.models.people import Profile


class ContactRelay(models.Model):
    """A message that the site carried from one member to another; neither learns the other's address.

    The text is kept so that it can be reported, and deleted after 90 days.
    """

    sender = models.ForeignKey(Profile, on_delete=models.SET_NULL, null=True, related_name="relays_sent")
    receiver = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="relays_met")
    text = models.TextField(max_length=2000)
    token = models.CharField(max_length=40, editable=False)
    in_reply_to = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    sent_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["sender", "token"], name="network_relay_sent_once"),
            models.CheckConstraint(condition=~Q(sender=F("receiver")), name="network_relay_not_to_oneself"),
        ]

    def __str__(self) -> str:
        return f"from {self.sender_id} to {self.receiver_id}"


class Mentoring(models.Model):
    """One member asks another for mentoring; it is accepted or not, and ends one day."""

    class State(models.TextChoices):
        """Where it stands."""

        ASKED = "asked", _("Asked")
        ACTIVE = "active", _("Under way")
        DECLINED = "declined", _("Not now")
        WITHDRAWN = "withdrawn", _("Taken back")
        ENDED = "ended", _("Ended")

    mentee = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="mentoring_asked")
    mentor = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="mentoring_given")
    state = models.CharField(max_length=9, choices=State.choices, default=State.ASKED)
    hope = models.CharField(_("what you hope for"), max_length=500)
    answer = models.CharField(_("answer"), max_length=500, blank=True)
    asked_at = models.DateTimeField(default=timezone.now, editable=False)
    answered_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["mentee", "mentor"],
                condition=Q(state__in=["asked", "active"]),
                name="network_mentoring_once_at_a_time",
                violation_error_message=_("You have already asked this person."),
            ),
            models.CheckConstraint(condition=~Q(mentee=F("mentor")), name="network_mentoring_takes_two"),
        ]

    def __str__(self) -> str:
        return f"{self.mentee_id} and {self.mentor_id}: {self.state}"


class SavedSearch(models.Model):
    """A search of the directory that a member keeps, and is told of when somebody new fits."""

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="saved_searches")
    name = models.CharField(_("name"), max_length=80)
    query = models.CharField(max_length=500, help_text=_("The filters, as they stand in the address."))
    alerts = models.BooleanField(_("tell me when somebody new fits"), default=True)
    looked_at = models.DateTimeField(default=timezone.now)
    # Whom the words of a search found when it was last looked at; None before the first time.
    found = models.JSONField(null=True, editable=False)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["profile", "query"], name="network_search_kept_once")]

    def __str__(self) -> str:
        return self.name
