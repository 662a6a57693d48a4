"""Our pages and our POST against bare ones, in one process."""

from itertools import count
from typing import Any

from django.test import Client

from academy.actions.roles import ensure_roles
from courses.actions.enrol import enrol
from courses.models import CompletionEvent, LessonPage
from tests import make
from tests.bench.timing import in_turns, report

LESSON = "/learn/listening/module-0/lesson-0/"


def prepare() -> tuple[Client, int]:
    """A learner signed in and enrolled on a course of 8 modules; returns browser and enrolment."""
    ensure_roles()
    for number in range(4):
        make.support_line(f"Helpline {number}")
    course = make.course(modules=8, lessons=4)
    person = make.person("bench@example.org", name="Bench")
    enrolment = enrol(person=person, course=course)
    long_text = "<p>" + "Some calm words of a lesson that somebody reads on a phone. " * 40 + "</p>"
    first = LessonPage.objects.get(slug="lesson-0", url_path__contains="module-0")
    first.body.extend([("text", long_text) for _number in range(3)])
    first.save_revision().publish()
    browser = Client()
    browser.force_login(person)
    return browser, enrolment.pk


def checked(browser: Client, method: str, address: str, wanted: int) -> None:
    """One request; anything but the wanted status stops the benchmark."""
    response = getattr(browser, method)(address)
    if response.status_code != wanted:
        raise RuntimeError(f"{address} answered {response.status_code}")


def measure(options: Any) -> int:
    """Print both tables; returns 0, for a failed request stops everything."""
    browser, enrolment = prepare()
    gets = {
        "bare page": "/bare/page/",
        "lesson": LESSON,
        "course": "/learn/listening/",
        "dashboard": "/my/",
        "catalogue": "/learn/",
    }
    works = {name: lambda a=address: checked(browser, "get", a, 200) for name, address in gets.items()}
    report("Pages", in_turns(works, rounds=options.rounds), against="bare page")
    lessons = [f"/learn/listening/module-{m}/lesson-{n}/done/" for m in range(8) for n in range(4)]
    numbers = count()

    def done() -> None:
        address = lessons[next(numbers) % len(lessons)]
        checked(browser, "post", address, 302)

    posts = {
        "bare POST, like ours": lambda: checked(
            browser, "post", f"/bare/like-done/?enrolment={enrolment}", 302
        ),
        "lesson done": done,
        "bare POST, one insert": lambda: checked(
            browser, "post", f"/bare/one-insert/?enrolment={enrolment}", 302
        ),
    }
    times = in_turns(posts, rounds=min(options.rounds, 27), warm=4)
    report("POSTs", times, against="bare POST, like ours")
    print(f"  (ledger rows: {CompletionEvent.objects.count()})")
    return 0
