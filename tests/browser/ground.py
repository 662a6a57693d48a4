"""The site that the browser tests visit: a database of their own, filled once, and a server on it.

Other tests roll back or empty their database; browser tests share one that is only added to. So it is a
file of its own, and Django is pointed at it while a browser test runs and at no other time.
"""

from datetime import date
from itertools import count

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from django.core.cache import caches
from django.core.management import call_command
from django.test import Client
from django.utils import timezone

from academy.actions.notify import notify
from academy.actions.roles import ensure_roles
from academy.models import User
from academy.starter import load_all
from courses.actions.certificates import award_certificate, reissue_certificate
from courses.actions.enrol import enrol
from courses.models import Attempt, Certificate, CoursePage, Enrolment, LessonPage
from evidence.actions.importing import begin_import
from evidence.actions.practice import share_practice
from evidence.models import EvidenceSummaryPage, LikelyPair, Reference, Screening
from tests import make, make_references, make_teams
from tests.browser.around import fill_around
from tests.browser.bank import fill_bank
from tests.browser.letters import fill_letters
from tests.browser.network import fill_network

COURSE = "/learn/trauma-awareness/"
PASSWORD = "long enough 12"
numbers = count(1)


PRACTICE = {
    "title": "Tea before talk",
    "what": "We made tea before anybody said anything.",
    "why": "People settle when they hold something warm.",
    "who_for": "Parents",
    "where": "Hackney, 2025",
    "coproduction": "Three parents, paid by the hour",
    "worked": "no",
    "learnt": "Nobody came twice, because the room was hard to find.",
}


def make_tables() -> None:
    """Everything that `prepare` makes before there is any content."""
    call_command("migrate", verbosity=0)  # little to do where the run's tables were copied
    call_command("createcachetable", verbosity=0)
    ensure_roles()


def fill() -> None:
    """The real starter content, and a person at each place of the journey."""
    load_all()
    make.course("empty", modules=1, lessons=1, questions=0)
    make.person("fresh@example.org", name="Kit Fresh")
    make.person("leaving@example.org", name="Lee Ving")
    make.staff("owner@example.org", "Owners")
    share_practice(person=named("fresh"), token="t" * 20, values=PRACTICE)
    fill_letters(make.person("stopped@example.org", name="Stu Stopped"))
    _something_to_keep()
    make_teams.managed_by(make.person("lead@example.org", name="Lea Lead"), real_course())
    _somebody_guarded()
    fill_bank(named("owner"))
    enrol(person=make.person("fresh-on-empty@example.org"), course=CoursePage.objects.get(slug="empty"))
    half_way = _somebody_half_way()
    ready = _finish(make.person("ready@example.org", name="Fay Ready"))
    fill_around(half_way, ready, named("owner"))
    fill_network(named("owner"))
    holder = make.person("holder@example.org", name="Ada Holder")
    old = award_certificate(enrolment=_finish(holder), name="Ada Holder", awarded_at=timezone.now())
    reissue_certificate(certificate=old, name="Ada Certificate Holder", actor_id=holder.pk)
    late = _finish(make.person("late@example.org", name="Lou Late"))
    lapsed = award_certificate(enrolment=late, name="Lou Late", awarded_at=timezone.now())
    Certificate.objects.filter(pk=lapsed.pk).update(expires_on=date(2024, 1, 31))


def _something_to_keep() -> None:
    """Imports that wait and are done, references that may be one, and a list to screen."""
    owner = named("owner")
    make_references.received(owner, make_references.several())
    begin_import(batch=make_references.received(owner, make_references.ris(doi="10.1000/calm")), actor=owner)
    one, other = Reference.objects.order_by("pk")[:2]
    LikelyPair.objects.create(one=one, other=other, kind="title", likeness=1, reason="The titles are alike.")
    summary = EvidenceSummaryPage.objects.get(slug="cbt-reoffending")
    for reference in (one, other):
        Screening.objects.create(page=summary, reference=reference)


def real_course() -> CoursePage:
    """The starter course."""
    return CoursePage.objects.get(slug="trauma-awareness")


def lessons() -> list[LessonPage]:
    """Its lessons in order."""
    return list(LessonPage.objects.descendant_of(real_course()).order_by("path"))


def address(lesson: LessonPage) -> str:
    """Where a lesson of the real course is read."""
    return f"{COURSE}{lesson.get_parent().slug}/{lesson.slug}/"


def named(who: str) -> User:
    """The person of that name whom `fill` made."""
    return User.objects.get(email=f"{who}@example.org")


def somebody(name: str = "Sam Learner") -> User:
    """A new person with an account of their own."""
    return make.person(f"somebody-{next(numbers)}@example.org", name=name, password=PASSWORD)


def session_of(person: User | None, *, asked_lately: bool = True) -> str:
    """The key of a signed-in session, with a second factor used and the password given just now."""
    client = Client()
    if person is None:
        return ""
    client.force_login(person)
    session = client.session
    make.record_second_factor(session, person, just_now=asked_lately)
    session.save()
    return str(session.session_key)


def right_answers(attempt: Attempt) -> dict[str, list[str]]:
    """What somebody who knows everything would choose, by question id."""
    return {
        str(question["id"]): [option["key"] for option in question["options"] if option["right"]]
        for question in attempt.paper
    }


def _somebody_guarded() -> None:
    person = make.person("guarded@example.org", name="Ed Guarded")
    TOTP.activate(person, "A" * 32)
    RecoveryCodes.activate(person)


def _somebody_half_way() -> Enrolment:
    person = make.person("halfway@example.org", name="Bo Halfway")
    client = enrolled(person)
    mark_done(client, lessons()[:4])
    written = {"slot": "reflection-a-routine-that-took-choice", "text": "The queue."}
    client.post(f"{address(lessons()[3])}reflection/", written)
    hand_in(client, only=4)
    client.post(f"{COURSE}paper/start/")
    notify(people=[person], kind="news", fact="one", title="A course is due again", text="Whenever you like.")
    notify(people=[person], kind="news", fact="two", title="Somebody answered you", url="/my/")
    return Enrolment.objects.get(learner__user=person)


def _finish(person: User) -> Enrolment:
    client = enrolled(person)
    mark_done(client, lessons())
    hand_in(client)
    return Enrolment.objects.get(learner__user=person)


def enrolled(person: User) -> Client:
    """A person enrolled on the real course, as the forms of the pages see them."""
    client = Client()
    client.force_login(person)
    client.post(f"{COURSE}enrol/")
    return client


def mark_done(client: Client, done: list[LessonPage]) -> None:
    """Press the button at the end of each of these lessons."""
    for lesson in done:
        client.post(f"{address(lesson)}done/")


def hand_in(client: Client, only: int | None = None) -> None:
    """Sit the final check with right answers, to `only` so many questions or to all."""
    client.post(f"{COURSE}paper/start/")
    attempt = Attempt.objects.filter(submitted_at=None).latest("pk")
    answers = {f"q{key}": chosen for key, chosen in right_answers(attempt).items()}
    sent = dict(list(answers.items())[:only])
    client.post(f"{COURSE}paper/submit/", {"attempt": attempt.number, "as_it_is": 1} | sent)


def forget_limits() -> None:
    """Rate limits are counted in the database, which these tests share."""
    caches["default"].clear()
