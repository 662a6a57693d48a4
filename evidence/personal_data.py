"""What evidence holds about a person: practice they sent, and their part in screening and imports."""

from academy.models import User
from academy.privacy import Files, as_json, rows
from evidence.models import PracticeSubmission, Reference, ReferenceImport, ScreeningDecision

TOLD = (
    *("title", "what", "why", "who_for", "where", "coproduction", "worked", "learnt", "measured", "harms"),
    *("link", "state", "stage", "answer", "sent_at", "published_at"),
)


def export(person: User) -> Files:
    """Practice in full; screening decisions and imports by what they were about."""
    decisions = ScreeningDecision.objects.filter(person=person.pk)
    return {
        "practice.json": as_json(rows(PracticeSubmission.objects.filter(sent_by=person), *TOLD)),
        "screening.json": as_json(
            rows(decisions, "screening__reference__title", "include", "reason", "decided_at")
        ),
        "imports.json": as_json(
            rows(ReferenceImport.objects.filter(started_by=person.pk), "name", "state", "started_at")
        ),
    }


def erase(person: User) -> None:
    """Take away practice that is not published, and the person's name from the rest.

    Decisions keep an account's bare id, so that two people's screening stays two people's.
    """
    mine = PracticeSubmission.objects.filter(sent_by=person)
    mine.exclude(state=PracticeSubmission.State.PUBLISHED).delete()
    mine.update(sent_by=None)
    ScreeningDecision.objects.filter(person=person.pk).update(reason="Not kept")
    Reference.objects.filter(added_by=person.pk).update(added_by=None)
    ReferenceImport.objects.filter(started_by=person.pk).update(started_by=None)
