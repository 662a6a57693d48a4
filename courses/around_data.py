"""What courses hold about a person beside the learning itself: requests, claims, corrections, pathways."""

from django.db.models import Q

from academy.models import User
from academy.privacy import Files, as_json, rows
from courses.actions.own_words import opened, opened_note
from courses.actions.prior import drop_proof
from courses.models import (
    Bookmark,
    CheckRequest,
    ChosenChange,
    CohortMember,
    Completion,
    Correction,
    EnrolmentRequest,
    Invitation,
    Learner,
    MicroRefresher,
    Note,
    PathwayEnrolment,
    PriorLearning,
    WaveResponse,
)
from courses.models.enrolling import InvitationQuerySet
from courses.team_data import erase_teams, export_teams


def export_around(person: User) -> Files:
    """Requests and answers, corrections with their reasons, earlier learning, pathways, one's own words."""
    return (
        asked_and_answered(person)
        | taken_part(person)
        | own_words(person)
        | proofs(person)
        | export_teams(person)
    )


def asked_and_answered(person: User) -> Files:
    """Checks, places and recognition asked for, with what was answered, and corrections."""
    own, mine = {"learner__user": person}, {"enrolment__learner__user": person}
    corrections = Correction.objects.filter(event__enrolment__learner__user=person)
    claims = PriorLearning.objects.filter(**own)
    return {
        "checks_asked_for.json": as_json(
            rows(CheckRequest.objects.filter(**mine), "text", "asked_at", "answer", "answered_at")
        ),
        "corrections.json": as_json(rows(corrections, "event__kind", "event__key", "reason", "made_at")),
        "places_asked_for.json": as_json(
            rows(EnrolmentRequest.objects.filter(**own), "course__title", "text", "state", "answer")
        ),
        "earlier_learning.json": as_json(
            rows(claims, "pk", "title", "provider", "finished_on", "text", "state", "answer", "sent_at")
        ),
    }


def taken_part(person: User) -> Files:
    """Completions, pathways, cohorts and invitations."""
    own, mine = {"learner__user": person}, {"enrolment__learner__user": person}
    completions = Completion.objects.filter(**mine)
    return {
        "completions.json": as_json(
            rows(completions, "enrolment__course__title", "completed_at", "until", "met")
        ),
        "pathways.json": as_json(
            rows(PathwayEnrolment.objects.filter(**own), "pathway__title", "begun_at", "completed_at")
        ),
        "cohorts.json": as_json(
            rows(CohortMember.objects.filter(**mine), "cohort__name", "cohort__course__title", "joined_at")
        ),
        "invitations.json": as_json(
            rows(invitations_of(person), "email", "course__title", "organisation__name", "made_at", "used_at")
        ),
    }


def own_words(person: User) -> Files:
    """Notes, bookmarks and chosen changes, opened for their writer."""
    own, mine = {"learner__user": person}, {"enrolment__learner__user": person}
    notes = [
        {"lesson": note.lesson.title, "made_at": note.made_at} | opened_note(note.sealed)
        for note in Note.objects.filter(**own).select_related("lesson")
    ]
    answered = WaveResponse.objects.filter(**mine)
    return {
        "evaluations.json": as_json(
            rows(answered, "enrolment__course__title", "wave", "scores", "practice", "comment", "answered_at")
        ),
        "notes.json": as_json(notes),
        "bookmarks.json": as_json(rows(Bookmark.objects.filter(**own), "lesson__title", "made_at")),
        "changes.json": as_json([change_data(change) for change in ChosenChange.objects.filter(**mine)]),
    }


def proofs(person: User) -> Files:
    """The files sent as proof of earlier learning."""
    files = {}
    for claim in PriorLearning.objects.filter(learner__user=person).exclude(file=""):
        with claim.file.open("rb") as file:
            files[f"earlier-learning-{claim.file.name.rpartition('/')[2]}"] = file.read()
    return files


def change_data(change: ChosenChange) -> dict[str, object]:
    """A chosen change with its words opened for their writer."""
    values = {name: getattr(change, name) for name in ("chosen_at", "follow_up_on", "outcome", "answered_at")}
    return values | {"change": opened(change.sealed), "afterwards": opened(change.sealed_after)}


def invitations_of(person: User) -> InvitationQuerySet:
    """Invitations this person used, or that were sent to their address."""
    return Invitation.objects.filter(Q(used_by=person) | Q(email__iexact=person.email))


def erase_around(person: User, learner: Learner | None) -> None:
    """Delete what was written and sent; pathways and cohorts stay under the learner's id."""
    invitations_of(person).delete()
    erase_teams(person)
    if learner is None:
        return
    Note.objects.filter(learner=learner).delete()
    Bookmark.objects.filter(learner=learner).delete()
    ChosenChange.objects.filter(enrolment__learner=learner).delete()
    CheckRequest.objects.filter(enrolment__learner=learner).delete()
    WaveResponse.objects.filter(enrolment__learner=learner).delete()
    MicroRefresher.objects.filter(enrolment__learner=learner).delete()
    EnrolmentRequest.objects.filter(learner=learner).delete()
    Correction.objects.filter(event__enrolment__learner=learner).update(reason="")
    for claim in PriorLearning.objects.filter(learner=learner):
        drop_proof(claim)
        claim.delete()
