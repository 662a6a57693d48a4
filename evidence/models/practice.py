"""Promising practice: what members tell us of their own work, "it didn't work" included."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from academy.permissions import AnyUser
from evidence.models.pages import ModelPage


class PracticeQuerySet(models.QuerySet["PracticeSubmission"]):
    """Submissions in the field's words."""

    def published(self) -> Self:
        """Those that everybody may read."""
        return self.filter(state=PracticeSubmission.State.PUBLISHED)

    def waiting(self) -> Self:
        """Those that reviewers have to look at."""
        return self.filter(state__in=[PracticeSubmission.State.RECEIVED, PracticeSubmission.State.REVIEW])

    def visible_to(self, person: AnyUser) -> Self:
        """Published ones, and one's own."""
        if not person.is_authenticated:
            return self.published()
        return self.filter(Q(state=PracticeSubmission.State.PUBLISHED) | Q(sent_by=person.pk))


class PracticeSubmission(models.Model):
    """A piece of practice, told by somebody who did it."""

    class State(models.TextChoices):
        """Where the review stands."""

        RECEIVED = "received", _("Received")
        REVIEW = "review", _("Being reviewed")
        PUBLISHED = "published", _("Published")
        DECLINED = "declined", _("Not published")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Stage(models.IntegerChoices):
        """How far its evidence reaches: steps like Nesta's Standards of Evidence."""

        DESCRIBED = 1, _("Described: what it is and why it should help")
        MEASURED = 2, _("Measured: change seen, nothing to compare with")
        COMPARED = 3, _("Compared: change against people without it")
        REPEATED = 4, _("Repeated: somebody else found the same")
        READY = 5, _("Ready: a manual, so that others can do it")

    class Worked(models.TextChoices):
        """Whether it worked, in the teller's own judgement."""

        YES = "yes", _("It helped")
        PARTLY = "partly", _("It helped in part")
        NO = "no", _("It didn’t work")
        UNKNOWN = "unknown", _("Too early to say")

    title = models.CharField(max_length=160)
    what = models.TextField(_("what you did"), max_length=4000)
    why = models.TextField(_("why you thought it would help"), max_length=2000)
    who_for = models.CharField(_("who it was for"), max_length=300)
    where = models.CharField(_("where"), max_length=200)
    coproduction = models.TextField(_("who shaped it, and how they were paid"), max_length=2000)
    worked = models.CharField(_("did it help?"), max_length=7, choices=Worked.choices)
    learnt = models.TextField(_("what happened, and what you learnt"), max_length=4000)
    measured = models.TextField(_("what you measured"), max_length=3000, blank=True)
    harms = models.TextField(_("what went wrong, or could"), max_length=2000, blank=True)
    link = models.URLField(blank=True)
    sent_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="practices"
    )
    token = models.CharField(max_length=40, unique=True, editable=False)
    nominated_from = models.CharField(max_length=160, blank=True, editable=False)
    model = models.ForeignKey(
        ModelPage, on_delete=models.SET_NULL, null=True, blank=True, related_name="practices"
    )
    sent_at = models.DateTimeField(default=timezone.now, editable=False)
    state = models.CharField(max_length=9, choices=State.choices, default=State.RECEIVED)
    stage = models.PositiveSmallIntegerField(choices=Stage.choices, default=Stage.DESCRIBED)
    answer = models.TextField(_("what we wrote back"), blank=True)
    review_note = models.TextField(_("note for reviewers"), blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = PracticeQuerySet.as_manager()

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["nominated_from"],
                condition=~Q(nominated_from=""),
                name="evidence_nominated_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="published") | Q(published_at__isnull=False),
                name="evidence_published_practice_has_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(answer=""),
                name="evidence_declined_practice_has_an_answer",
                violation_error_message=_("Say kindly why it is not published."),
            ),
        ]

    def __str__(self) -> str:
        return self.title
