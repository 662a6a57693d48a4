"""Following a pathway, and noticing when it is done."""

from django.db import transaction

from academy.models import User
from courses.actions.enrol import learner_of
from courses.actions.finishing import settle_pathways
from courses.models import PathwayEnrolment, PathwayPage


@transaction.atomic
def follow_pathway(*, person: User, pathway: PathwayPage) -> PathwayEnrolment:
    """Follow a pathway; again is the same. Courses finished before count."""
    row, _made = PathwayEnrolment.objects.get_or_create(learner=learner_of(person), pathway=pathway)
    settle_pathways(learner=row.learner_id)
    row.refresh_from_db()
    return row


@transaction.atomic
def leave_pathway(*, person: User, pathway: PathwayPage) -> None:
    """Stop following a pathway that is not done; courses and what was done on them stay."""
    PathwayEnrolment.objects.filter(learner__user=person, pathway=pathway, completed_at=None).delete()
