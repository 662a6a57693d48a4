"""What courses hold about a person beside the learning itself: requests, claims, corrections, pathways."""

from django.db.models import Q

from academy.models import User
from academy.privacy import Files, as_json, rows
from courses.actions.prior import drop_proof
from courses.models import (
    CheckRequest,
    CohortMember,
    Completion,
    Correction,
    EnrolmentRequest,
    Invitation,
    Learner,
    PathwayEnrolment,
    PriorLearning,
)
from courses.models.enrolling import InvitationQuerySet
from courses.team_data import erase_teams, export_teams


def export_around(person: User) -> Files:
    """Requests and answers, corrections with their reasons, earlier learning with its proof, pathways."""
    own, mine = {"learner__user": person}, {"enrolment__learner__user": person}
    corrections = Correction.objects.filter(event__enrolment__learner__user=person)
    claims = PriorLearning.objects.filter(**own)
    files = {
        "completions.json": as_json(
            rows(
                Completion.objects.filter(**mine), "enrolment__course__title", "completed_at", "until", "met"
            )
        ),
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
    files |= export_teams(person)
    for claim in claims.exclude(file=""):
        with claim.file.open("rb") as file:
            files[f"earlier-learning-{claim.file.name.rpartition('/')[2]}"] = file.read()
    return files


def invitations_of(person: User) -> InvitationQuerySet:
    """Invitations this person used, or that were sent to their address."""
    return Invitation.objects.filter(Q(used_by=person) | Q(email__iexact=person.email))


def erase_around(person: User, learner: Learner | None) -> None:
    """Delete what was written and sent; pathways and cohorts stay under the learner's id."""
    invitations_of(person).delete()
    erase_teams(person)
    if learner is None:
        return
    CheckRequest.objects.filter(enrolment__learner=learner).delete()
    EnrolmentRequest.objects.filter(learner=learner).delete()
    Correction.objects.filter(event__enrolment__learner=learner).update(reason="")
    for claim in PriorLearning.objects.filter(learner=learner):
        drop_proof(claim)
        claim.delete()
