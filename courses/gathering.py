"""Turning pages, drafts too, into the plain values that `courses.checking` looks at."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any
from urllib.parse import urlsplit

from wagtail.documents import get_document_model
from wagtail.models import Page

from academy.models import SupportLine
from courses.actions.outline import drawn
from courses.checking.lessons import Flaw, LessonDraft, Sensitive
from courses.checking.reading import reading_of
from courses.checking.whole import CourseDraft, OutcomeDraft
from courses.links import OUTWARD, gone_among, links_of_blocks, links_of_course, rich_texts
from courses.models import CoursePage, HumanCheck, LessonPage, ModulePage, Question
from courses.said import gettext_noop as _
from courses.said import said

BREAK = re.compile(r"</(?:p|li|h[1-6]|td|th|dt|dd|summary|figcaption|legend|label)>", re.IGNORECASE)
TAG = re.compile(r"<[^>]*>")
STORED_LINK = re.compile(r'<a\s[^>]*linktype="(page|document)"[^>]*>')
STORED_ID = re.compile(r'\bid="(\d+)"')
GONE = {
    "page": _("A link leads to a page that is gone or not published."),
    "document": _("A link leads to a document that is gone or not published."),
}
SCHEMES = ("https", "http", "mailto", "tel", "sms")


def sentences(html: str) -> str:
    """The words of a piece of HTML, each paragraph, item or heading ending a sentence."""
    return " ".join(unescape(TAG.sub(" ", BREAK.sub(".\n", html))).split(" "))


def lesson_draft(lesson: LessonPage) -> LessonDraft:
    """A lesson as the rules see it, from the draft at hand."""
    shown = drawn(lesson)
    pieces = [(str(child.id or ""), child.block_type, child.value, child) for child in lesson.body]
    texts = tuple((key, sentences(str(child.render({"slots": {}})))) for key, _kind, _value, child in pieces)
    return LessonDraft(
        title=lesson.title,
        texts=texts,
        reading=reading_of(sentences(shown["html"])),
        minutes=shown["minutes"],
        leave_button=lesson.leave_button,
        has_outcome=bool(lesson.outcome_key),
        sensitive=tuple(
            Sensitive(key, value["topic"], value["form"], words_of(value["route"]))
            for key, kind, value, _child in pieces
            if kind == "sensitive"
        ),
        broken_links=tuple(broken_links([(key, value) for key, _kind, value, _child in pieces])),
        links_gone=tuple(
            Flaw(key, said(_("“%(url)s” leads nowhere: %(answer)s."), url=url, answer=answer))
            for key, url, answer in gone_among(links_of_blocks(lesson.body))
        ),
        missing=tuple(
            flaw for key, kind, value, _child in pieces for flaw in missing_words(key, kind, value)
        ),
        sources=len(lesson.source_keys),
        questions_without_feedback=tuple(
            flaw for key, kind, value, _child in pieces for flaw in silent(key, kind, value)
        ),
    )


def words_of(stream: Any) -> int:
    """Words in a stream of blocks."""
    return len(sentences("".join(str(child.render({"slots": {}})) for child in stream)).split())


def silent(key: str, kind: str, value: Any) -> Iterator[Flaw]:
    """Questions of a check that are gone or say nothing to whoever answers them."""
    for question in value["questions"] if kind == "check" else ():
        if question is None:
            yield Flaw(key, said(_("A question of this check is no longer in the bank.")))
        elif any(not option.feedback.strip() for option in question.options.all()):
            yield Flaw(key, said(_("An option of “%(question)s” has no feedback."), question=question))


def missing_words(key: str, kind: str, value: Any) -> Iterator[Flaw]:
    """Pictures without words, recordings without captions or transcript."""
    if kind == "figure" and value["image"] is not None and not value["alt"].strip():
        yield Flaw(key, said(_("This picture has no words for somebody who cannot see it.")))
    if kind == "media":
        if value["captions"] is None:
            yield Flaw(key, said(_("This recording has no captions.")))
        if not sentences(str(value["transcript"])).strip():
            yield Flaw(key, said(_("This recording has no transcript.")))


def broken_links(blocks: list[tuple[str, Any]]) -> Iterator[Flaw]:
    """Links to pages and documents that are gone or not published, and addresses that lead nowhere.

    Other sites are not asked while a page is edited; what a nightly look found is in `links_gone`.
    """
    stored = [(key, html) for key, value in blocks for html in rich_texts(value)]
    wanted = {(kind, int(pk)) for _key, html in stored for kind, pk in _stored_links(html)}
    pages = Page.objects.live().filter(pk__in=[pk for kind, pk in wanted if kind == "page"])
    files = get_document_model().objects.filter(pk__in=[pk for kind, pk in wanted if kind == "document"])
    known = {("page", pk) for pk in pages.values_list("pk", flat=True)}
    known |= {("document", pk) for pk in files.values_list("pk", flat=True)}
    for key, html in stored:
        for kind, pk in _stored_links(html):
            if (kind, int(pk)) not in known:
                yield Flaw(key, said(GONE[kind]))
        for address in OUTWARD.findall(html):
            if not leads_somewhere(address):
                yield Flaw(key, said(_("The link “%(address)s” leads nowhere."), address=address))


def _stored_links(html: str) -> Iterator[tuple[str, str]]:
    for match in STORED_LINK.finditer(html):
        found = STORED_ID.search(match[0])
        yield match[1], found[1] if found else "0"


def leads_somewhere(address: str) -> bool:
    """Whether an address has a known scheme and a host, or is a path or a mark of this site."""
    try:
        parts = urlsplit(unescape(address))
    except ValueError:
        return False
    if parts.scheme in ("http", "https"):
        return "." in parts.netloc
    return bool(address.startswith(("/", "#")) or (parts.scheme in SCHEMES and parts.path))


def course_draft(course: CoursePage) -> CourseDraft:
    """A course as the rules see it; lessons and modules as they are published or last saved."""
    outcomes = list(course.outcomes.all())
    lessons = list(LessonPage.objects.descendant_of(course).values_list("outcome_key", flat=True))
    final = list(
        Question.objects.for_final().filter(outcome__course=course).values_list("outcome", flat=True)
    )
    modules = ModulePage.objects.child_of(course) if course.pk else []
    checks = {check.kind: check for check in reversed(list(course.human_checks.all()))} if course.pk else {}
    return CourseDraft(
        content_note=course.content_note,
        not_claimed=course.not_claimed,
        coproduction=course.coproduction,
        texts=(sentences(course.intro), course.summary, course.title),
        outcomes=tuple(
            OutcomeDraft(item.text, lessons.count(item.key), final.count(item.pk)) for item in outcomes
        ),
        drawn=course.questions_an_outcome,
        modules_without_guide=tuple(page.title for page in modules if not sentences(page.guide).strip()),
        support_lines=SupportLine.objects.filter(live=True, in_footer=True).count(),
        lived_experience=str(checks.get(HumanCheck.Kind.LIVED_EXPERIENCE, "")),
        subject=str(checks.get(HumanCheck.Kind.SUBJECT, "")),
        links_gone=tuple(f"{url} ({answer})" for _key, url, answer in gone_among(links_of_course(course))),
    )
