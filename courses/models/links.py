"""Links to other sites: what came back when they were last asked."""

from datetime import date, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from courses.link_rules import DAYS_TO_BE_BROKEN

#: How long a link that works is left in peace.
PEACE = timedelta(days=7)


class LinkCheckQuerySet(models.QuerySet["LinkCheck"]):
    """Questions about links."""

    def broken(self) -> Self:
        """Those that failed on two days or more."""
        return self.filter(failures__gte=DAYS_TO_BE_BROKEN)

    def doubtful(self) -> Self:
        """Those that failed once, and are asked again before anything is said."""
        return self.filter(failures__gt=0, failures__lt=DAYS_TO_BE_BROKEN)

    def to_ask(self, day: date) -> Self:
        """Those to ask on a day: the new, those that failed, and those not asked for a week; longest ago first."""
        due = Q(asked_on=None) | Q(failures__gt=0, asked_on__lt=day) | Q(asked_on__lte=day - PEACE)
        return self.filter(due).order_by(F("asked_on").asc(nulls_first=True), "pk")


class LinkCheck(models.Model):
    """One address of another site, the pages that lead to it, and on how many days in a row it failed."""

    LONGEST = 1000

    url = models.CharField(max_length=LONGEST, unique=True)
    pages = models.ManyToManyField(Page, related_name="+")
    asked_on = models.DateField(null=True, blank=True)
    outcome = models.CharField(max_length=120, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    failing_since = models.DateField(null=True, blank=True)

    objects = LinkCheckQuerySet.as_manager()

    class Meta:
        ordering = ["url"]
        constraints = [
            models.CheckConstraint(
                condition=Q(failures=0, failing_since=None)
                | Q(failures__gt=0, failing_since__isnull=False, asked_on__gte=F("failing_since")),
                name="courses_a_failing_link_says_since_when",
                violation_error_message=_("A link that fails says since when."),
            ),
        ]

    def __str__(self) -> str:
        return self.url
