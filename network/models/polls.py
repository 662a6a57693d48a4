"""Polls: one question to a thread's readers; only sums are shown."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models.discussion import Thread
from network.models.people import Profile


class Poll(models.Model):
    """A question with options, on a thread."""

    thread = models.OneToOneField(Thread, on_delete=models.CASCADE, related_name="poll")
    question = models.CharField(_("question"), max_length=200)
    several = models.BooleanField(_("more than one answer may be chosen"), default=False)
    closes_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.question


class PollOption(models.Model):
    """One answer of a poll."""

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="options")
    text = models.CharField(max_length=120)
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(fields=["poll", "order"], name="network_poll_option_once")]

    def __str__(self) -> str:
        return self.text


class PollVote(models.Model):
    """A member's choice; who chose what is shown to nobody."""

    option = models.ForeignKey(PollOption, on_delete=models.CASCADE, related_name="votes")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="poll_votes")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["option", "profile"], name="network_poll_vote_once")]

    def __str__(self) -> str:
        return f"a vote for {self.option_id}"
