"""Telling moderators of what waits for them: reports, appeals and held posts, never in a matter of their own."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone

from academy.actions.notify import notify
from academy.models import User
from network.models import Appeal, Post, Report
from network.news.words import APPEAL_WAITS, HELD, REPORT_LATE, REPORT_WAITS
from network.permissions import can_judge_appeal, can_moderate, may_moderate

KIND = "moderation"
#: A report whose time ran out longer ago was told of before.
LATELY = timedelta(days=2)


def moderators() -> list[User]:
    """Everybody who works in the moderators' rooms."""
    return [person for person in User.objects.filter(is_active=True, is_staff=True) if may_moderate(person)]


def tell_of_report(report: Report) -> None:
    """That a report waits: what is wrong and by when, never who or what it is about."""
    # In the site's own zone: the one that is set is the reporter's.
    due = report.due_at.astimezone(timezone.get_default_timezone()).strftime("%-d %B, %H:%M")
    notify(
        people=[person for person in moderators() if can_moderate(person, report)],
        kind=KIND,
        fact=f"moderate:report:{report.pk}",
        title=str(REPORT_WAITS),
        text=f"{report.get_reason_display()} ({due})",
        url=reverse("network_report", args=[report.pk]),
    )


def tell_of_late(day: date) -> None:
    """That the time of a report ran out, once a report."""
    now = timezone.now()
    for report in Report.objects.waiting().filter(due_at__lt=now, due_at__gt=now - LATELY):
        notify(
            people=[person for person in moderators() if can_moderate(person, report)],
            kind=KIND,
            fact=f"moderate:late:{report.pk}",
            title=str(REPORT_LATE),
            text=str(report.get_reason_display()),
            url=reverse("network_report", args=[report.pk]),
        )


def tell_of_appeal(appeal: Appeal) -> None:
    """That somebody asks for a decision to be looked at again, to those who did not take it."""
    notify(
        people=[person for person in moderators() if can_judge_appeal(person, appeal)],
        kind=KIND,
        fact=f"moderate:appeal:{appeal.pk}",
        title=str(APPEAL_WAITS),
        url=reverse("network_appeal", args=[appeal.pk]),
    )


def tell_of_held(post: Post) -> None:
    """That a post waits which no steward can read."""
    author = post.author.person_id if post.author is not None else None
    notify(
        people=[person for person in moderators() if person.pk != author],
        kind=KIND,
        fact=f"moderate:held:{post.pk}",
        title=str(HELD),
        url=reverse("network_held"),
    )
