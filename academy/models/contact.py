"""Messages from the contact page: questions, complaints, access problems."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class ContactMessage(models.Model):
    """Something a visitor wrote to the people who run the site."""

    class Kind(models.TextChoices):
        """What the message is."""

        QUESTION = "question", _("A question")
        CONTENT = "content", _("Something on the site is wrong")
        ACCESS = "access", _("Something is hard to use or reach")
        COMPLAINT = "complaint", _("A complaint")
        DATA = "data", _("My personal data")

    kind = models.CharField(max_length=10, choices=Kind.choices)
    text = models.TextField(max_length=5000)
    email = models.EmailField(blank=True)
    page = models.CharField(max_length=300, blank=True)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, editable=False
    )
    token = models.CharField(max_length=40, unique=True, editable=False)
    received_at = models.DateTimeField(default=timezone.now, editable=False, db_index=True)
    handled_at = models.DateTimeField(null=True, blank=True)
    outcome = models.TextField(blank=True)

    class Meta:
        ordering = ["-received_at"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.received_at:%d %B %Y}"
