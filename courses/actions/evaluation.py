"""Asking whether a course helps: keeping answers, reviewing comments, asking again at three and six months."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from academy.actions.audit import record
from academy.actions.notify import notify
from academy.models import User
from courses.addresses import course_address
from courses.evaluation.waves import AFTER, WINDOWS, open_wave
from courses.models import Completion, Enrolment, WaveResponse
from courses.models.learning import CompletionEvent

LONGEST = 2000


class NotAsked(ValueError):
    """This wave is not asked now, or was answered already."""


def wave_of(enrolment: Enrolment, today: date) -> str | None:
    """The wave this learner may answer today, or None; answered ones are not asked again."""
    completion = Completion.objects.filter(enrolment=enrolment.pk).first()
    done = CompletionEvent.objects.filter(
        enrolment=enrolment.pk, kind=CompletionEvent.Kind.LESSON_COMPLETED
    ).count()
    finished = completion.completed_at if completion else None
    wave = open_wave(
        lessons_done=done, completed_on=timezone.localdate(finished) if finished else None, today=today
    )
    if wave is None or WaveResponse.objects.filter(enrolment=enrolment.pk, wave=wave).exists():
        return None
    return wave


@transaction.atomic
def keep_response(
    *,
    enrolment: Enrolment,
    wave: str,
    scores: Mapping[str, Mapping[str, int]],
    practice: str = "",
    comment: str = "",
) -> WaveResponse:
    """Keep what was answered, once a wave. Raises NotAsked when the wave is over or answered."""
    Enrolment.objects.select_for_update(of=("self",)).get(pk=enrolment.pk)
    if wave_of(enrolment, timezone.localdate()) != wave:
        raise NotAsked("This is not asked now.")
    return WaveResponse.objects.create(
        enrolment_id=enrolment.pk,
        wave=wave,
        scores={key: dict(items) for key, items in scores.items()},
        practice=practice,
        comment=comment.strip()[:LONGEST],
    )


@transaction.atomic
def review_comment(*, response: WaveResponse, show: bool, actor: User) -> None:
    """Show a comment to readers, without a name, or do not; it can be changed later."""
    review = WaveResponse.Review.SHOWN if show else WaveResponse.Review.HIDDEN
    WaveResponse.objects.filter(pk=response.pk).update(review=review)
    record(actor_id=actor.pk, action="comment reviewed", subject=response, review=review)


def ask_again(day: date) -> None:
    """Ask people who completed a course with measures, once a wave, and not who answered."""
    for wave, window in WINDOWS.items():
        begun, ended = day - window.opens, day - window.closes
        rows = Completion.objects.filter(
            completed_at__date__lte=begun,
            completed_at__date__gte=ended,
            enrolment__course__measures__isnull=False,
            enrolment__learner__user__is_active=True,
        ).exclude(enrolment__responses__wave=wave)
        for row in rows.select_related("enrolment__learner__user", "enrolment__course").distinct():
            _ask(row.enrolment, wave)


def _ask(enrolment: Enrolment, wave: str) -> None:
    person = enrolment.learner.user
    if person is not None:
        notify(
            people=[person],
            kind="learning",
            fact=f"wave:{enrolment.pk}:{wave}",
            title=_("Did “%(title)s” help? Two minutes") % {"title": enrolment.course.title},
            text=_("Your answers are counted together with others’ and never shown alone. It is up to you.")
            if wave == AFTER
            else _("Some time has passed. What is different in your work, if anything? It is up to you."),
            url=course_address(enrolment.course.slug, "evaluation"),
        )
