"""What stands around the real course in the browser tests' site, and the pages that show it."""

from typing import Any

from courses.actions.cohorts import join_cohort
from courses.actions.corrections import grant
from courses.actions.outline import refresh_course
from courses.actions.own_words import add_note, choose_change
from courses.models import CoursePage, Enrolment, LessonPage
from tests import make, make_learning

COURSE = "/learn/trauma-awareness/"
ADDRESSES: dict[str, str] = {}


def fill_around(half_way: Enrolment, ready: Enrolment, owner: Any) -> None:
    """Cohorts, a pathway, an invitation, requests and claims, a correction, notes and a change."""
    course = CoursePage.objects.get(slug="trauma-awareness")
    stranger = make.person("stranger@example.org", name="Stranger Things")
    ADDRESSES.update(make_learning.around(half_way, stranger))
    join_cohort(cohort=make_learning.cohort(course, "Autumn", places=1), enrolment=ready)
    refresh_course(course)
    last = LessonPage.objects.descendant_of(course).last()
    assert last is not None
    reason = "The site was down while you read it."
    grant(enrolment=half_way, requirement=f"lesson:{last.pk}", reason=reason, actor=owner)
    first = LessonPage.objects.descendant_of(course).first()
    assert first is not None
    note = {"quote": "You can stop anywhere", "text": "Say this at the start of the shift."}
    add_note(learner_id=half_way.learner_id, lesson_id=first.pk, token="n" * 20, **note)
    choose_change(enrolment=half_way, text="Offer a choice of two seats.")
    by_asking = make.course("by-asking", modules=1, lessons=1, joining="request")
    after = make.course("after-it", modules=1, lessons=1)
    after.prerequisites.add(by_asking)
    after.save()
    refresh_course(after)


def visits(visit: Any, press: Any) -> list[Any]:
    """Each page around a course, as somebody to whom it shows something."""
    own = ("progress", "prior-learning", "cohorts", "notes", "change")
    rooms = ("learning/", "learning/?email=halfway@example.org", "learning/records/{RECORD}/")
    rooms += ("learning/requests/{PLACE}/", "learning/claims/{CLAIM}/", "learning/sessions/{SESSION}/")
    rooms += ("publish-check/{LESSON}/", "publish-check/{COURSE}/", "links/")
    return [
        *(visit(f"{COURSE}{name}/", "halfway") for name in own),
        visit(f"{COURSE}prior-learning/", "fresh"),
        visit(f"{COURSE}prior-learning/", "fresh", press("Send it to a reviewer")),
        visit(f"{COURSE}whole/"),
        visit(f"{COURSE}renew/", "ready"),
        visit(f"{COURSE}evaluation/", "ready"),
        visit(f"{COURSE}evaluation/results/"),
        visit("/cms/learning/comments/", "owner"),
        visit(f"{COURSE}changed/{{FLAG}}/", "halfway"),
        visit("/cms/learning/evidence/", "owner"),
        visit("/learn/offline/"),
        visit("{first}offline/", "halfway"),
        visit("{first}", "halfway"),
        visit("/learn/pathways/"),
        visit("/learn/pathways/nurses/"),
        visit("/learn/pathways/nurses/", "fresh", press("Follow this pathway")),
        visit("/learn/by-asking/enrol/", "fresh"),
        visit("/learn/after-it/enrol/", "fresh"),
        visit("/invitation/{SECRET}/"),
        visit("/invitation/{SECRET}/", "fresh"),
        *(visit(f"/cms/{room}", "owner") for room in rooms),
        visit("/cms/learning/records/{RECORD}/", "owner", press("Count it")),
    ]
