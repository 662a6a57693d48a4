"""The rules a course is published without, and how readers are told."""

from courses.models import CoursePage, PublishException


def exceptions_of(course: CoursePage | None) -> list[PublishException]:
    """The exceptions in force for a course."""
    if course is None or course.pk is None:
        return []
    return list(PublishException.objects.filter(course=course, ended_at=None))


def shown_exceptions(course: CoursePage) -> list[dict[str, str]]:
    """What readers are told: each rule in words, and why the course is published without it."""
    rows = exceptions_of(course)
    return [{"rule": RULE_WORDS.get(row.rule, row.rule), "reason": row.reason} for row in rows]


RULE_WORDS = {
    "lived-experience": "checked by people with lived experience",
    "subject": "checked by somebody who knows the subject",
    "content-note": "a content note that says what it talks about",
    "content-notes": "content notes that say what comes",
    "equal-routes": "another route for every sensitive activity",
    "coproduction": "who took part in making it",
    "not-claimed": "what it does not claim",
    "outcomes-taught": "a lesson for every outcome",
    "outcomes-asked": "enough final questions for every outcome",
    "guides": "a conversation guide after each module",
    "wording": "words that label nobody",
    "links": "no broken links",
    "alternatives": "words for pictures and recordings",
    "feedback": "feedback on every question",
    "support": "support lines on every page",
    "leave-button": "“Leave this page” on every lesson",
    "outcome": "an outcome for every lesson",
    "minutes": "lessons of 3 to 7 minutes",
}
