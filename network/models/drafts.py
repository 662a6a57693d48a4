"""What members began to write and have not sent, kept for themselves."""

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from academy.models.media import private_storage

if TYPE_CHECKING:
    from academy.models import User


class Draft(models.Model):
    """The words of a draft; one for each place of writing."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="network_drafts"
    )
    place = models.CharField(max_length=60, help_text=_("Such as thread:12 or new:group:3."))
    title = models.CharField(max_length=160, blank=True)
    body = models.TextField(blank=True)
    kind = models.CharField(max_length=12, blank=True)
    unnamed = models.BooleanField(null=True, help_text=_("Empty when nothing was chosen yet."))
    saved_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "place"], name="network_draft_once")]

    def __str__(self) -> str:
        return f"draft for {self.place}"

    @property
    def says_something(self) -> bool:
        """Whether anything was written."""
        return bool(self.title or self.body)


class WaitingFileQuerySet(models.QuerySet["WaitingFile"]):
    """Waiting files in the field's words."""

    def at(self, person: "User", place: str) -> Self:
        """Those that wait beside one draft."""
        return self.filter(person=person.pk, place=place)


class WaitingFile(models.Model):
    """A file that was chosen for a post which is not sent yet: it waits beside the draft, for two days."""

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="network_waiting_files"
    )
    place = models.CharField(max_length=60)
    name = models.CharField(max_length=160)
    file = models.FileField(upload_to="network/waiting/", storage=private_storage)
    size = models.PositiveIntegerField()
    chosen_at = models.DateTimeField(default=timezone.now)

    objects = WaitingFileQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "place", "name"], name="network_waiting_file_once")
        ]

    def __str__(self) -> str:
        return self.name

    def content(self) -> bytes | None:
        """What is in it, 5 MB at most; None when it is no longer stored."""
        try:
            with self.file.open() as held:
                found: bytes = held.read()
        except FileNotFoundError:
            return None
        return found
