"""What courses hold about a person."""

from django.conf import settings
from django.utils import timezone

from academy.models import User
from academy.privacy import Files, as_json, rows
from academy.sealing import CannotUnseal, unseal
from courses.around_data import erase_around, export_around
from courses.certificate_pdf import certificate_pdf
from courses.credentials.picture import as_text
from courses.marking import in_words
from courses.models import (
    AnotherTry,
    Attempt,
    AttemptAnswer,
    Certificate,
    CompletionEvent,
    Credential,
    Enrolment,
    Learner,
    LessonAnswer,
    Reflection,
)


def export(person: User) -> Files:
    """Enrolments, the ledger, answers, attempts, reflections in plain text, and certificates."""
    mine = {"enrolment__learner__user": person}
    certificates = Certificate.objects.filter(**mine)
    files = {
        "enrolments.json": as_json(
            rows(Enrolment.objects.of(person), "course__title", "enrolled_at", "learner_id")
        ),
        "events.json": as_json(
            rows(
                CompletionEvent.objects.filter(**mine),
                "enrolment__course__title",
                "kind",
                "key",
                "source",
                "occurred_at",
            )
        ),
        "lesson_answers.json": as_json(
            rows(
                LessonAnswer.objects.filter(learner__user=person),
                "lesson__title",
                "question",
                "chosen",
                "answered_at",
            )
        ),
        "final_checks.json": as_json([attempt_data(attempt) for attempt in Attempt.objects.filter(**mine)]),
        "another_tries.json": as_json(
            rows(AnotherTry.objects.filter(**mine), "enrolment__course__title", "asked_at", "granted_at")
        ),
        "reflections.json": as_json(reflections_of(person)),
        "certificates.json": as_json(
            rows(certificates, "code", "name", "course_title", "awarded_at", "expires_on", "revoked_at")
        ),
    }
    for held in certificates:
        url = f"{settings.SITE_URL}{held.get_verify_url()}"
        files[f"certificate-{held.code[:8]}.pdf"] = certificate_pdf(held, url)
    return files | credentials_of(person) | export_around(person)


def credentials_of(person: User) -> Files:
    """The signed credential of each certificate, as it is downloaded."""
    mine = Credential.objects.filter(certificate__enrolment__learner__user=person, document__isnull=False)
    return {
        f"certificate-{held.certificate.code[:8]}.json": as_text(held.document or {}).encode()
        for held in mine.select_related("certificate")
    }


def attempt_data(attempt: Attempt) -> dict[str, object]:
    """One attempt with what was asked and chosen."""
    chosen = dict(attempt.answers.values_list("question", "chosen"))
    questions = [
        {
            "text": question["text"],
            "chosen": in_words(question, chosen.get(str(question["id"]), [])),
        }
        for question in attempt.paper
    ]
    values = {
        name: getattr(attempt, name)
        for name in ("number", "purpose", "started_at", "submitted_at", "passed", "right")
    }
    return values | {"questions": questions}


def reflections_of(person: User) -> list[dict[str, object]]:
    """A person's private writing, opened for themselves alone."""
    found = []
    for row in Reflection.objects.filter(learner__user=person).select_related("lesson"):
        try:
            text = unseal(row.sealed)
        except CannotUnseal:
            text = "(This text can no longer be opened: its key is gone.)"
        found.append({"lesson": row.lesson.title, "key": row.key, "text": text, "written_at": row.written_at})
    return found


def erase(person: User) -> None:
    """Delete writing and answers, take the name out of certificates, cut the learner loose from the person.

    The ledger and marks stay under the learner's id, which then leads to nobody.
    """
    learner = Learner.objects.filter(user=person).first()
    erase_around(person, learner)
    if learner is None:
        return
    Reflection.objects.filter(learner=learner).delete()
    LessonAnswer.objects.filter(learner=learner).delete()
    AttemptAnswer.objects.filter(attempt__enrolment__learner=learner).delete()
    held = Certificate.objects.filter(enrolment__learner=learner)
    held.filter(revoked_at=None).update(revoked_at=timezone.now(), reason="erased")
    held.update(name="")
    Credential.objects.filter(certificate__in=held).update(document=None)
    learner.user = None
    learner.save(update_fields=["user"])
