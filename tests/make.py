"""Builders of things for tests."""

import time
from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group
from django.db import connection
from wagtail.models import Page, Site

from academy.append_only import Protect
from academy.models import HomePage, StandardPage, SupportLine, User
from courses.models import (
    CataloguePage,
    CourseOutline,
    CoursePage,
    LessonPage,
    ModulePage,
    Option,
    Outcome,
    Question,
)


def person(
    email: str = "someone@example.org", *, name: str = "Someone", password: str = "long enough 12"
) -> User:
    """A person with a verified address."""
    made = User.objects.create_user(email, password, display_name=name)
    EmailAddress.objects.create(user=made, email=email, verified=True, primary=True)
    return made


def staff(email: str, role: str) -> User:
    """A person in a role."""
    made = person(email, name=role)
    made.groups.add(Group.objects.get(name=role))
    made.is_staff = True
    made.save()
    return made


def record_second_factor(session: Any, user: User, *, just_now: bool = False) -> None:
    """As allauth records a sign-in with a second factor; `just_now` as if it was asked for again."""
    records = [{"method": "password", "at": 1}, {"method": "mfa", "at": 2, "type": "totp"}]
    if just_now:
        records.append({"method": "password", "at": time.time(), "reauthenticated": True})
    session["account_authentication_methods"] = records
    session["account_authentication_methods_user"] = str(user.pk)


def home() -> HomePage:
    """The site's home page, at its root."""
    found = HomePage.objects.first()
    if found is not None:
        return found
    root = Page.get_first_root_node()
    page = root.add_child(
        instance=HomePage(
            title="Home", slug="home-page", heading="Every Londoner safe", lead="A free place to learn."
        )
    )
    Site.objects.update_or_create(
        is_default_site=True, defaults={"root_page": page, "hostname": "localhost", "port": 80}
    )
    return page


def standard_page(title: str = "About", **fields: Any) -> StandardPage:
    """A published plain page."""
    return home().add_child(
        instance=StandardPage(
            title=title, slug=title.lower(), body=[("text", "<p>Some words.</p>")], **fields
        )
    )


def support_line(name: str = "Helpline", **fields: Any) -> SupportLine:
    """A line at the foot of every page."""
    values = {"number": "116 000", "dial": "116000", "kind": "emotional", "in_footer": True} | fields
    return SupportLine.objects.create(name=name, slug=name.lower(), **values)


def question(
    outcome: Outcome, key: str, *, use: str = "final", kind: str = "single", right: int = 1
) -> Question:
    """A question of four options, the first `right` of which are right."""
    made = Question.objects.create(outcome=outcome, key=key, use=use, kind=kind, text=f"What about {key}?")
    for place in range(4):
        Option.objects.create(
            question=made,
            sort_order=place,
            text=f"{key} {place}",
            right=place < right,
            feedback=f"Because {place}.",
        )
    return made


def course(
    slug: str = "listening",
    *,
    modules: int = 2,
    lessons: int = 2,
    outcomes: int = 2,
    questions: int = 3,
    **fields: Any,
) -> CoursePage:
    """A published course; its very first lesson holds a check and a reflection."""
    catalogue = CataloguePage.objects.first() or home().add_child(
        instance=CataloguePage(title="Learn", slug="learn")
    )
    catalogue.refresh_from_db()
    made = CoursePage(
        title=slug.title(),
        slug=slug,
        content_note="Nothing hard.",
        coproduction="Nobody yet.",
        intro="<p>Listen.</p>",
        **fields,
    )
    catalogue.add_child(instance=made)
    for place in range(outcomes):
        made.outcomes.add(Outcome(key=f"outcome-{place}", text=f"Do thing {place}", sort_order=place))
    made.save()
    asked = None
    for outcome in made.outcomes.all():
        asked = asked or question(outcome, "asked-in-lesson", use="lesson")
        for place in range(questions):
            question(outcome, f"{outcome.key}-{place}", kind="multiple" if place == 2 else "single")
    for place in range(modules):
        _module(made, place, lessons, asked)
    made.refresh_from_db()
    made.save_revision().publish()
    return CoursePage.objects.get(pk=made.pk)


def _module(course_page: CoursePage, place: int, lessons: int, asked: Question | None) -> None:
    course_page.refresh_from_db()
    module = course_page.add_child(instance=ModulePage(title=f"Module {place}", slug=f"module-{place}"))
    for number in range(lessons):
        body: list[Any] = [("text", f"<p>Words of lesson {number}.</p>")]
        if place == number == 0 and asked is not None:
            body.append(("check", {"title": "Try it", "questions": [asked]}))
            body.append(("reflection", {"key": "first", "prompt": "What helped?", "help": ""}))
        module.add_child(instance=LessonPage(title=f"Lesson {number}", slug=f"lesson-{number}", body=body))
        module.refresh_from_db()


def outline(course_page: CoursePage) -> CourseOutline:
    """The stored outline of a course."""
    return CourseOutline.objects.get(course=course_page)


TRIGGERS = ("academy_auditentry", "courses_completionevent", "evidence_synthesis")


def guard_ledgers(*, on: bool) -> None:
    """Put the append-only triggers in place, or take them away so that a test database can be emptied."""
    with connection.schema_editor() as editor:
        for table in TRIGGERS:
            Protect(table).database_backwards("", editor, None, None)
            if on:
                Protect(table).database_forwards("", editor, None, None)
