"""What is due to be looked at again, told once to those who keep it."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from academy.actions.notify import notify
from academy.models import User
from evidence.models import EvidenceSummaryPage, ModelPage

KEEPERS = ("Evidence editors", "Network leads")


def tell_of_due(day: date) -> None:
    """Tell editors of summaries whose update, and models whose review, is due by `day`; once a due date."""
    people = list(User.objects.filter(is_active=True, groups__name__in=KEEPERS).distinct())
    summaries = EvidenceSummaryPage.objects.live().filter(next_due__lte=day, superseded_by__isnull=True)
    models = ModelPage.objects.live().filter(review_due__lte=day)
    due = [(page, page.next_due) for page in summaries] + [(page, page.review_due) for page in models]
    for page, when in due:
        notify(
            people=people,
            kind="contact",
            fact=f"evidence-due:{page.pk}:{when}",
            title=_("Due to be looked at again: %(title)s") % {"title": page.title},
            url=reverse("wagtailadmin_pages:edit", args=[page.pk]),
        )
