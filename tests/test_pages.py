"""The access matrix: every address of ours, for every persona.

Each row says what a visitor (not signed in), the learner it belongs to, another learner, an author, a
moderator and an owner get. An address that is missing from the table fails the last test.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from academy.letters.bounces import confirm_link
from academy.letters.unsubscribing import unsubscribe_link
from academy.models import StandardPage, Topic, User
from academy.starter.ground import load_places
from academy.starter.keeper import Keeper
from courses.actions.certificates import award_certificate
from courses.actions.enrol import complete_lesson, enrol
from courses.actions.paper import start_attempt, submit_attempt
from courses.models import CoursePage, Enrolment, LessonPage, Question, QuestionImport
from evidence.actions.practice import share_practice
from evidence.models import LikelyPair, ReferenceImport, Screening, Synthesis
from tests import make, make_evidence, make_learning, make_teams

pytestmark = pytest.mark.django_db
PERSONAS = ("visitor", "learner", "stranger", "author", "moderator", "owner")
EVERYBODY = (200,) * 6
SIGNED_IN = (302, 200, 200, 200, 200, 200)
POST_ONLY = (405,) * 6
MINE = (302, 200, 404, 404, 404, 404)
ENROLLED = (302, 200, 302, 302, 302, 302)
MANAGER_POST = (302, 405, 404, 404, 404, 404)
STAFF_POST = (302, 302, 302, 405, 405, 405)
OWNER_POST = (302, 302, 302, 302, 302, 405)
OWNERS = (302, 302, 302, 302, 302, 200)
AUTHORS = (302, 302, 302, 200, 302, 200)
#: The network has a table of its own, for personas of its own: `tests/network/test_pages.py`.
OURS = ("academy", "evidence", "courses")

TABLE: dict[str, tuple[int, ...]] = {
    "/": EVERYBODY,
    "/about/": EVERYBODY,
    "/evidence/": EVERYBODY,
    "/evidence/matrix/": EVERYBODY,
    "/evidence/matrix/picture/": EVERYBODY,
    "/evidence/compare/": EVERYBODY,
    "/evidence/factors/": EVERYBODY,
    "/evidence/factors/picture/": EVERYBODY,
    "/evidence/gaps/": EVERYBODY,
    "/evidence/gaps/picture/": EVERYBODY,
    "/evidence/download/csv/": EVERYBODY,
    "/evidence/mentoring/": EVERYBODY,
    "/evidence/mentoring/follow/": POST_ONLY,
    "/evidence/hidden-model/": (404, 200, 200, 200, 200, 200),
    "/evidence/draft-model/": (404,) * 6,
    "/evidence/summaries/": EVERYBODY,
    "/evidence/summaries/programmes/": EVERYBODY,
    "/evidence/summaries/programmes/pictures/flow/": EVERYBODY,
    "/evidence/mentoring/references/ris/": EVERYBODY,
    "/evidence/hidden-model/references/ris/": (404, 200, 200, 200, 200, 200),
    "/evidence/draft-model/references/ris/": (404,) * 6,
    "/evidence/summaries/programmes/references/csv/": EVERYBODY,
    "/evidence/oai/": EVERYBODY,
    "/evidence/feed/": EVERYBODY,
    "/api/v1/evidence/models": EVERYBODY,
    "/api/v1/evidence/models/mentoring": EVERYBODY,
    "/api/v1/evidence/models/hidden-model": (404, 200, 200, 200, 200, 200),
    "/api/v1/evidence/models/draft-model": (404,) * 6,
    "/api/v1/evidence/summaries": EVERYBODY,
    "/api/v1/evidence/summaries/programmes": EVERYBODY,
    "/api/v1/evidence/studies": EVERYBODY,
    "/api/v1/evidence/effects": EVERYBODY,
    "/api/v1/evidence/syntheses": EVERYBODY,
    "/api/v1/evidence/syntheses/SYNTHESIS": EVERYBODY,
    "/api/v1/evidence/references": EVERYBODY,
    "/api/v1/evidence/openapi.json": EVERYBODY,
    "/api/v1/evidence/nothing": (404,) * 6,
    "/evidence/practice/": EVERYBODY,
    "/evidence/practice/share/": SIGNED_IN,
    "/evidence/practice/PRACTICE/": (404, 200, 404, 404, 404, 200),
    "/evidence/practice/PRACTICE/withdraw/": POST_ONLY,
    "/cms/ratings/": OWNERS,
    "/cms/ratings/MODEL/": OWNERS,
    "/cms/references/": OWNERS,
    "/cms/references/export/ris/": OWNERS,
    "/cms/references/import/": OWNERS,
    "/cms/references/imports/": OWNERS,
    "/cms/references/imports/IMPORT/": OWNERS,
    "/cms/references/imports/IMPORT/begin/": STAFF_POST,
    "/cms/references/imports/IMPORT/undo/": STAFF_POST,
    "/cms/references/pairs/": OWNERS,
    "/cms/references/pairs/look/": STAFF_POST,
    "/cms/references/compare/": (302,) * 6,
    "/cms/references/merge/": STAFF_POST,
    "/cms/references/merges/1/undo/": STAFF_POST,
    "/cms/screening/": OWNERS,
    "/cms/screening/SUMMARY/": OWNERS,
    "/cms/screening/SUMMARY/use/": STAFF_POST,
    "/cms/screening/records/1/settle/": STAFF_POST,
    "/cms/practice/": OWNERS,
    "/cms/practice/PRACTICE/": OWNERS,
    "/learn/": EVERYBODY,
    "/learn/listening/": EVERYBODY,
    "/learn/listening/module-0/lesson-0/": EVERYBODY,
    "/learn/listening/module-0/lesson-0/done/": POST_ONLY,
    "/learn/listening/module-0/lesson-0/check/": POST_ONLY,
    "/learn/listening/module-0/lesson-0/reflection/": POST_ONLY,
    "/learn/listening/enrol/": (302,) * 6,
    "/learn/listening/continue/": (302,) * 6,
    "/learn/listening/progress/": SIGNED_IN,
    "/learn/listening/ask-for-a-check/": (302, *(405,) * 5),
    "/learn/listening/prior-learning/": SIGNED_IN,
    "/learn/listening/prior-learning/CLAIM/withdraw/": (302, *(405,) * 5),
    "/learn/listening/cohorts/": SIGNED_IN,
    "/learn/listening/cohorts/COHORT/join/": (302, *(405,) * 5),
    "/learn/listening/cohorts/COHORT/leave/": (302, *(405,) * 5),
    "/learn/listening/cohorts/COHORT/calendar/": MINE,
    "/learn/listening/renew/": ENROLLED,
    "/learn/listening/evaluation/": ENROLLED,
    "/learn/listening/evaluation/results/": EVERYBODY,
    "/cms/learning/comments/": OWNERS,
    "/cms/learning/comments/RESPONSE/": OWNER_POST,
    "/cms/learning/evaluation/listening/": OWNERS,
    "/learn/listening/changed/FLAG/": MINE,
    "/cms/learning/evidence/": AUTHORS,
    "/cms/learning/evidence/FLAG/settle/": STAFF_POST,
    "/learn/listening/notes/": SIGNED_IN,
    "/learn/listening/change/": ENROLLED,
    "/learn/listening/whole/": EVERYBODY,
    "/learn/listening/module-0/lesson-0/notes/": POST_ONLY,
    "/learn/listening/module-0/lesson-0/notes/1/delete/": POST_ONLY,
    "/learn/listening/module-0/lesson-0/bookmark/": POST_ONLY,
    "/learn/worker.js": EVERYBODY,
    "/learn/offline/": EVERYBODY,
    "/learn/offline/sync/": (302, *(405,) * 5),
    "/learn/listening/module-0/lesson-0/offline/": EVERYBODY,
    "/learn/teams/": SIGNED_IN,
    "/learn/teams/youth-service/": MINE,
    "/learn/teams/no-service/": (302, *(404,) * 5),
    "/learn/teams/youth-service/download/csv/": MINE,
    "/learn/teams/youth-service/people/MEMBER/": MINE,
    "/learn/teams/youth-service/people/MEMBER/exempt/1/": MANAGER_POST,
    "/learn/teams/youth-service/exemptions/1/end/": MANAGER_POST,
    "/learn/teams/youth-service/assignments/": MINE,
    "/learn/teams/youth-service/assignments/1/withdraw/": MANAGER_POST,
    "/learn/teams/youth-service/weekly-letter/": MANAGER_POST,
    "/learn/teams/youth-service/lists/": MINE,
    "/learn/teams/youth-service/invitations/": MINE,
    "/learn/teams/youth-service/invitations/1/withdraw/": MANAGER_POST,
    "/learn/teams/youth-service/lists/ROSTER/": MINE,
    "/learn/teams/youth-service/lists/ROSTER/apply/": MANAGER_POST,
    "/learn/teams/youth-service/lists/ROSTER/drop/": MANAGER_POST,
    "/learn/teams/youth-service/connections/": MINE,
    "/learn/teams/youth-service/connections/keys/1/revoke/": MANAGER_POST,
    "/learn/teams/youth-service/connections/addresses/1/end/": MANAGER_POST,
    "/learn/teams/youth-service/seen/": MINE,
    "/learn/teams/youth-service/leave/": (302, *(405,) * 5),
    "/api/v1/organisations/youth-service/completions": (401,) * 6,
    "/api/v1/organisations/youth-service/completions.csv": (401,) * 6,
    "/api/v1/organisations/openapi.json": EVERYBODY,
    "/learn/pathways/": EVERYBODY,
    "/learn/pathways/nurses/": EVERYBODY,
    "/learn/pathways/nurses/follow/": (302, *(405,) * 5),
    "/learn/pathways/nurses/leave/": (302, *(405,) * 5),
    "/invitation/SECRET/": (200, 410, 200, 410, 410, 410),
    "/invitation/NOSUCHSECRET/": (404,) * 6,
    "/cms/publish-check/LESSON/": (302, 302, 302, 200, 302, 200),
    "/cms/links/": AUTHORS,
    "/cms/publish-check/LESSON/draft/": STAFF_POST,
    "/cms/publish-check/LESSON/person/": STAFF_POST,
    "/cms/publish-check/LESSON/exception/": STAFF_POST,
    "/cms/publish-check/LESSON/exception/1/end/": STAFF_POST,
    "/cms/learning/": OWNERS,
    "/cms/learning/records/RECORD/": OWNERS,
    "/cms/learning/records/RECORD/grant/": OWNER_POST,
    "/cms/learning/records/RECORD/set-aside/": OWNER_POST,
    "/cms/learning/checks/CHECK/": OWNER_POST,
    "/cms/learning/requests/PLACE/": OWNERS,
    "/cms/learning/claims/CLAIM/": OWNERS,
    "/cms/learning/claims/CLAIM/proof/": OWNERS,
    "/cms/learning/sessions/SESSION/": OWNERS,
    "/learn/listening/paper/": ENROLLED,
    "/learn/listening/paper/start/": (302, *(405,) * 5),
    "/learn/listening/paper/save/": (302, *(405,) * 5),
    "/learn/listening/paper/submit/": (302, *(405,) * 5),
    "/learn/listening/paper/1/": MINE,
    "/learn/listening/paper/another/": (302, *(405,) * 5),
    "/cms/questions/": AUTHORS,
    "/cms/questions/QUESTION/": AUTHORS,
    "/cms/questions/import/": AUTHORS,
    "/cms/questions/imports/SENT/": AUTHORS,
    "/cms/questions/imports/SENT/begin/": STAFF_POST,
    "/cms/questions/export/": AUTHORS,
    "/cms/tries/": AUTHORS,
    "/cms/tries/1/grant/": STAFF_POST,
    "/learn/listening/certificate/": (302,) * 6,
    "/learn/certificates/CODE/": MINE,
    "/learn/certificates/CODE/pdf/": MINE,
    "/learn/certificates/CODE/badge/": (302, *(405,) * 5),
    "/learn/certificates/CODE/badge/json/": MINE,
    "/learn/certificates/CODE/badge/svg/": MINE,
    "/learn/certificates/CODE/badge/png/": MINE,
    "/.well-known/did.json": EVERYBODY,
    "/credentials/status/1/": EVERYBODY,
    "/credentials/status/2/": (404,) * 6,
    "/cms/signing-keys/": OWNERS,
    "/cms/signing-keys/rotate/": (302,) * 6,
    "/verify/credential/": (302,) * 6,
    "/verify/": EVERYBODY,
    "/verify/CODE/": EVERYBODY,
    "/verify/NOSUCHCODE/": (404,) * 6,
    "/my/": SIGNED_IN,
    "/my/notifications/": SIGNED_IN,
    "/my/notifications/read/": (302, *(405,) * 5),
    "/my/notifications/ways/": (302, *(405,) * 5),
    "/my/notifications/thing/": (302, *(405,) * 5),
    "/my/notifications/address/": (302, *(405,) * 5),
    "/letters/stop/LETTER_STOP/": EVERYBODY,
    "/letters/stop/nonsense/": (404,) * 6,
    "/letters/address/LETTER_ADDRESS/": EVERYBODY,
    "/letters/address/nonsense/": (404,) * 6,
    "/my/name/": SIGNED_IN,
    "/my/privacy/": SIGNED_IN,
    "/my/privacy/export/": POST_ONLY,
    "/my/privacy/erase/": (302,) * 6,
    "/account/second-factor/": SIGNED_IN,
    "/search/": EVERYBODY,
    "/search/suggest/": EVERYBODY,
    "/topics/": EVERYBODY,
    "/topics/trauma/": EVERYBODY,
    "/places/": EVERYBODY,
    "/places/hackney/": EVERYBODY,
    "/sitemap.xml": EVERYBODY,
    "/support/": EVERYBODY,
    "/contact/": EVERYBODY,
    "/health/live/": EVERYBODY,
    "/health/ready/": EVERYBODY,
    "/media/images/nothing.png": (404,) * 6,
    "/cms/people/": OWNERS,
    "/cms/people/PERSON/": OWNERS,
    "/cms/people/PERSON/change/": (302, 302, 302, 302, 302, 302),
    "/cms/": (302, 302, 302, 200, 200, 200),
    "/cms/login/": (302,) * 6,
    "/cms/password_reset/": (302,) * 6,
    "/_util/login/": (302,) * 6,
}


@pytest.fixture
def world(course: CoursePage, learner: Any) -> dict[str, str]:
    """A finished learner, a page, a topic and the places; returns what stands for CODE and PERSON."""
    make.standard_page("About")
    Topic.objects.create(name="Trauma", slug="trauma")
    load_places(Keeper())
    enrolment = enrol(person=learner, course=course)
    for lesson in LessonPage.objects.all():
        complete_lesson(enrolment=enrolment, lesson_id=lesson.pk)
    certificate = pass_and_award(enrolment)
    own = {"CODE": certificate.code, "PERSON": str(learner.pk)}
    own |= {
        "LETTER_STOP": unsubscribe_link(learner, ["kind:learning"]).rstrip("/").rpartition("/")[2],
        "LETTER_ADDRESS": confirm_link(learner.email).rstrip("/").rpartition("/")[2],
    }
    own |= make_learning.around(enrolment, stranger()) | make_teams.managed_by(learner, course)
    return own | bank_of(course) | evidence_of(learner)


def stranger() -> User:
    """Somebody else with an account, whom the world may know already."""
    email = "stranger@example.org"
    return User.objects.filter(email=email).first() or make.person(email)


def bank_of(course: CoursePage) -> dict[str, str]:
    """A question of the bank, and a file of questions that waits."""
    sent = QuestionImport.objects.create(name="q.txt", format="gift", content=b"Trust grows.{T}")
    question = Question.objects.filter(outcome__course=course).earliest("pk")
    return {"QUESTION": str(question.pk), "SENT": str(sent.pk)}


def evidence_of(person: Any) -> dict[str, str]:
    """A library with a model, a closed one, a draft, a summary, and practice that nobody has read yet."""
    told = {"title": "Tea", "what": "Tea.", "why": "Calm.", "who_for": "Parents", "where": "Hackney"}
    told |= {"coproduction": "Nobody yet", "worked": "no", "learnt": "Little."}
    model = make_evidence.model("Mentoring", word="promising")
    make_evidence.restrict(make_evidence.model("Hidden model"))
    make_evidence.model("Draft model", publish=False)
    summary = make_evidence.summary("Programmes", about=[model])
    practice = share_practice(person=person, token="t" * 20, values=told)
    return {"PRACTICE": str(practice.pk), "MODEL": str(model.pk)} | keeping_of(summary)


def keeping_of(summary: Any) -> dict[str, str]:
    """Two references that may be one, an import that waits, and a record to screen."""
    made = [make_evidence.reference(doi=doi) for doi in ("", "10.1000/calm")]
    LikelyPair.objects.create(one=made[0], other=made[1], kind="title", likeness=1, reason="Alike.")
    Screening.objects.create(page=summary, reference=made[0])
    sent = ReferenceImport.objects.create(name="calm.ris", format="ris")
    synthesis = Synthesis.objects.filter(summary=summary).latest("pk")
    return {"IMPORT": str(sent.pk), "SUMMARY": str(summary.pk), "SYNTHESIS": str(synthesis.pk)}


def filled(pattern: str, world: dict[str, str]) -> str:
    """An address of the table with this world's own codes and ids."""
    for name, value in world.items():
        pattern = pattern.replace(name, value)
    return pattern


def pass_and_award(enrolment: Enrolment) -> Any:
    attempt = start_attempt(enrolment=enrolment)
    attempt.pass_mark = 1
    for question in attempt.paper:
        right = [option["key"] for option in question["options"] if option["right"]]
        attempt.answers.create(question=str(question["id"]), chosen=right)
    submit_attempt(attempt=attempt)
    return award_certificate(enrolment=enrolment, name="Ada Learner", awarded_at=timezone.now())


@pytest.fixture
def personas(learner: Any, client_for: Callable[..., Client]) -> dict[str, Client]:
    return {
        "visitor": Client(),
        "learner": client_for(learner),
        "stranger": client_for(stranger()),
        "author": client_for(make.staff("author@example.org", "Course authors")),
        "moderator": client_for(make.staff("moderator@example.org", "Moderators")),
        "owner": client_for(make.staff("owner@example.org", "Owners")),
    }


def test_every_address_answers_each_persona_as_the_table_says(
    world: dict[str, str], personas: dict[str, Client]
) -> None:
    wrong = []
    for pattern, expected in TABLE.items():
        address = pattern if "NOSUCH" in pattern else filled(pattern, world)
        got = tuple(personas[name].get(address).status_code for name in PERSONAS)
        if got != expected:
            wrong.append(f"{pattern}: {got}, not {expected}")
    assert wrong == []


def test_pages_for_one_person_are_kept_by_no_cache(
    world: dict[str, str], personas: dict[str, Client]
) -> None:
    for address in ("/my/", "/learn/", "/", "/about/", "/verify/"):
        assert personas["learner"].get(address)["Cache-Control"] == "private, no-store"


def ours(patterns: list[Any], prefix: str = "", wings: tuple[str, ...] = OURS) -> list[str]:
    """Route strings of our own apps' addresses."""
    found = []
    for item in patterns:
        route = prefix + str(item.pattern)
        if isinstance(item, URLResolver):
            found += ours(item.url_patterns, route, wings)
        elif isinstance(item, URLPattern) and item.callback.__module__.split(".")[0] in wings:
            found.append(route)
    return found


def test_every_address_of_ours_is_in_the_table(world: dict[str, str]) -> None:
    from django.urls import resolve

    routes = set()
    for pattern in TABLE:
        routes.add(resolve(filled(pattern, world)).route)
    missing = {route for route in ours(get_resolver().url_patterns) if route not in routes}
    assert missing - {"mailbox/", "styleguide/"} == set()


def test_a_page_closed_to_a_group_is_in_no_list(course: CoursePage, personas: dict[str, Client]) -> None:
    from wagtail.models import PageViewRestriction

    PageViewRestriction.objects.create(page=course, restriction_type="login")
    visitor, learner = personas["visitor"], personas["learner"]
    assert "Listening" not in visitor.get("/learn/").content.decode()
    assert visitor.get("/learn/listening/module-0/lesson-0/").status_code == 404
    assert learner.get("/learn/listening/module-0/lesson-0/").status_code == 200


def test_a_draft_is_nowhere(course: CoursePage, personas: dict[str, Client]) -> None:
    lesson = LessonPage.objects.first()
    assert lesson is not None
    lesson.unpublish()
    for name in ("visitor", "learner", "owner"):
        assert personas[name].get("/learn/listening/module-0/lesson-0/").status_code == 404
    assert (
        "Lesson 0</span>"
        not in personas["visitor"].get("/learn/listening/").content.decode().split("Module 1")[0]
    )


def test_a_plain_page_unpublished_is_gone(personas: dict[str, Client]) -> None:
    make.standard_page("About")
    StandardPage.objects.get().unpublish()
    assert personas["learner"].get("/about/").status_code == 404
