"""The address of a member's own feed."""

from django.db import models
from django.utils import timezone

from network.models.people import Profile


class FeedKey(models.Model):
    """What a member's feed address is signed over: without the row, or with another number, it leads nowhere."""

    profile = models.OneToOneField(Profile, on_delete=models.CASCADE, related_name="feed_key")
    number = models.BigIntegerField()
    made_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"feed of {self.profile_id}"
