"""What organisations' rooms hold about a person: to hand over, and to erase."""

from django.utils import timezone

from academy.models import User
from academy.privacy import Files, as_json, rows
from courses.models import Assignment, Exemption, FeedEntry, Roster, WeeklyLetter


def export_teams(person: User) -> Files:
    """What was asked of them by name, what they were spared and why, what staff records were told."""
    told = FeedEntry.objects.filter(membership__person=person).order_by("organisation", "number")
    return {
        "assignments.json": as_json(
            rows(
                Assignment.objects.filter(person=person),
                *("organisation__name", "course__title", "pathway__title", "due_on", "due_days"),
                *("made_at", "withdrawn_at"),
            )
        ),
        "exemptions.json": as_json(
            rows(
                Exemption.objects.filter(person=person),
                *("organisation__name", "course__title", "reason", "made_at", "ended_at"),
            )
        ),
        "told_to_staff_records.json": as_json(
            rows(told, "organisation__name", "course__title", "completed_on", "until", "made_at")
        ),
        "weekly_letters.json": as_json(
            rows(WeeklyLetter.objects.filter(person=person), "organisation__name", "sent_on")
        ),
    }


def erase_teams(person: User) -> None:
    """Delete what is about this person; a list that waits and names them is dropped as a whole."""
    for kind in (Assignment, Exemption, WeeklyLetter):
        kind.objects.filter(person=person).delete()
    FeedEntry.objects.filter(membership__person=person).delete()
    Assignment.objects.filter(made_by=person).update(made_by=None)
    named = Roster.objects.filter(state=Roster.State.WAITING, content__icontains=person.email)
    named.update(state=Roster.State.DROPPED, content="", finished_at=timezone.now())
