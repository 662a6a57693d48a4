"""Noticing that a pathway is done, whenever one of its courses is."""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from courses.models import Completion, PathwayEnrolment


@transaction.atomic
def settle_pathways(*, learner: UUID) -> int:
    """Write down which of a learner's pathways are done now; returns how many are new."""
    rows = list(
        PathwayEnrolment.objects.filter(learner=learner, completed_at=None).prefetch_related("pathway__steps")
    )
    if not rows:
        return 0
    finished = Completion.objects.finished().filter(enrolment__learner=learner)
    done = set(finished.values_list("enrolment__course", flat=True))
    wanted = {row.pk: {step.course_id for step in row.pathway.steps.all() if step.required} for row in rows}
    ready = [pk for pk, courses in wanted.items() if courses and courses <= done]
    open_rows = PathwayEnrolment.objects.filter(pk__in=ready, completed_at=None)
    return open_rows.update(completed_at=timezone.now())
