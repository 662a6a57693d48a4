"""Words that hold a post until somebody has read it."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


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
