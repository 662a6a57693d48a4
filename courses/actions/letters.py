"""The weekly letter to managers who want it: counts for each course, and nobody's name."""

from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from academy.models import Organisation, User
from academy.permissions import can_manage
from academy.tasks import post_letter
from courses.matrix import matrix_of
from courses.models import WeeklyLetter


@transaction.atomic
def choose_weekly_letter(*, organisation: Organisation, person: User, wanted: bool) -> None:
    """Keep whether a manager wants the letter; again is the same."""
    if wanted:
        WeeklyLetter.objects.get_or_create(organisation=organisation, person=person)
    else:
        WeeklyLetter.objects.filter(organisation=organisation, person=person).delete()


def send_weekly_letters(day: date) -> None:
    """Write on Mondays, or on the first day after one that was missed; never twice in a week."""
    monday = day - timedelta(days=day.weekday())
    due = WeeklyLetter.objects.filter(Q(sent_on=None) | Q(sent_on__lt=monday))
    for row in due.select_related("organisation", "person").order_by("organisation", "pk"):
        with transaction.atomic():
            same = due.filter(pk=row.pk)
            if can_manage(row.person, row.organisation) and same.update(sent_on=day):
                subject = _("%(name)s: learning this week") % {"name": row.organisation.name}
                post_letter(
                    to=row.person.email, subject=subject, text=letter_for(row.organisation), person=row.person
                )


def letter_for(organisation: Organisation) -> str:
    """The letter's text: for each course how many stand where."""
    found = matrix_of(organisation)
    lines = [
        _("%(title)s: %(done)s done, %(due)s due, %(overdue)s overdue, %(exempt)s exempt")
        % {"title": course.title, **{key: counts[key] for key in ("done", "due", "overdue", "exempt")}}
        for course, counts in zip(found.courses, found.totals(), strict=True)
    ]
    address = settings.SITE_URL + reverse("courses:team", args=[organisation.slug])
    foot = _("Who stands where: %(url)s\nYou can end these letters on the same page.") % {"url": address}
    return "\n".join([*(lines or [_("Nothing is assigned at present.")]), "", foot])
