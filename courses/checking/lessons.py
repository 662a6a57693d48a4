"""What must hold of a lesson."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from courses.checking.findings import Finding, Weight
from courses.checking.reading import Reading
from courses.checking.wording import is_generic_warning, labels_in
from courses.said import Said, said
from courses.said import gettext_noop as _

LEAST_ROUTE_WORDS = 40
CALM_MINUTES = range(3, 8)
LONGEST_MINUTES = 12
WORDS = range(250, 451)
HARDEST_GRADE = 9.0


@dataclass(frozen=True)
class Sensitive:
    """A sensitive activity: what its note says, and how many words its other route has."""

    block: str
    topic: str
    form: str
    route_words: int


@dataclass(frozen=True)
class Flaw:
    """Something found in one block."""

    block: str
    text: Said


@dataclass(frozen=True)
class LessonDraft:
    """A lesson as the rules see it; texts are plain."""

    title: str
    texts: tuple[tuple[str, str], ...]
    reading: Reading
    minutes: int
    leave_button: bool
    has_outcome: bool
    sensitive: tuple[Sensitive, ...] = ()
    broken_links: tuple[Flaw, ...] = ()
    links_gone: tuple[Flaw, ...] = ()
    missing: tuple[Flaw, ...] = ()
    sources: int = 0
    questions_without_feedback: tuple[Flaw, ...] = field(default=())


def check_lesson(lesson: LessonDraft) -> list[Finding]:
    """Every rule of a lesson, met or not; a rule with several flaws gives a finding for each."""
    return [finding for rule in RULES for finding in rule(lesson)]


def _each(rule: str, flaws: list[Flaw], good: Said, weight: Weight = Weight.BLOCKER) -> Iterator[Finding]:
    """A finding for each flaw, or one that says all is well."""
    if not flaws:
        yield Finding(rule, True, weight, good)
    for flaw in flaws:
        yield Finding(rule, False, weight, flaw.text, flaw.block)


def _notes(lesson: LessonDraft) -> Iterator[Finding]:
    vague = [
        Flaw(
            item.block,
            said(_("The content note “%(topic)s” does not say what is talked about."), topic=item.topic),
        )
        for item in lesson.sensitive
        if is_generic_warning(item.topic) or not item.form.strip()
    ]
    return _each("content-notes", vague, said(_("Every content note says what comes, and in which form.")))


def _routes(lesson: LessonDraft) -> Iterator[Finding]:
    thin = [
        Flaw(
            item.block,
            said(_("The other route has %(words)s words; it must teach as much."), words=item.route_words),
        )
        for item in lesson.sensitive
        if item.route_words < LEAST_ROUTE_WORDS
    ]
    return _each("equal-routes", thin, said(_("Every sensitive activity has another route that teaches.")))


def _leaving(lesson: LessonDraft) -> Iterator[Finding]:
    text = _("“Leave this page” is on.") if lesson.leave_button else _("Turn “Leave this page” on.")
    yield Finding("leave-button", lesson.leave_button, Weight.BLOCKER, said(text))


def _outcome(lesson: LessonDraft) -> Iterator[Finding]:
    text = _("It serves an outcome.") if lesson.has_outcome else _("Say which outcome it serves.")
    yield Finding("outcome", lesson.has_outcome, Weight.BLOCKER, said(text))


def _labels(lesson: LessonDraft) -> Iterator[Finding]:
    found = [
        Flaw(
            block,
            said(_("“%(word)s” labels or alarms. Say instead: %(better)s."), word=word, better=said(better)),
        )
        for block, text in lesson.texts
        for word, better in labels_in(text)
    ]
    return _each("wording", found, said(_("No word labels people or alarms.")))


def _links(lesson: LessonDraft) -> Iterator[Finding]:
    return _each("links", list(lesson.broken_links), said(_("No link is broken.")))


def _elsewhere(lesson: LessonDraft) -> Iterator[Finding]:
    """Another site is not ours to mend, and may be back tomorrow: no page waits for it."""
    return _each(
        "links-elsewhere",
        list(lesson.links_gone),
        said(_("No link to another site was found broken.")),
        Weight.ADVICE,
    )


def _alternatives(lesson: LessonDraft) -> Iterator[Finding]:
    return _each(
        "alternatives",
        list(lesson.missing),
        said(_("Pictures have words, recordings captions and a transcript.")),
    )


def _feedback(lesson: LessonDraft) -> Iterator[Finding]:
    return _each(
        "feedback", list(lesson.questions_without_feedback), said(_("Every question gives feedback."))
    )


def _length(lesson: LessonDraft) -> Iterator[Finding]:
    calm = lesson.minutes in CALM_MINUTES
    weight = Weight.BLOCKER if lesson.minutes > LONGEST_MINUTES else Weight.ADVICE
    text = said(_("It takes about %(minutes)s minutes; 3 to 7 suit a break."), minutes=lesson.minutes)
    yield Finding("minutes", calm, weight, text)
    words = lesson.reading.words
    text = said(_("It has %(words)s words; 250 to 450 suit a lesson."), words=words)
    yield Finding("words", words in WORDS, Weight.ADVICE, text)


def _grade(lesson: LessonDraft) -> Iterator[Finding]:
    reading = lesson.reading
    if reading.grade is None:
        yield Finding("reading", True, Weight.ADVICE, said(_("Too short for a reading grade.")))
        return
    text = said(
        _("Reading grade %(grade)s, about age %(age)s. Short sentences and words lower it."),
        grade=reading.grade,
        age=reading.age,
    )
    yield Finding("reading", reading.grade <= HARDEST_GRADE, Weight.ADVICE, text)


def _sources(lesson: LessonDraft) -> Iterator[Finding]:
    text = _("It names its sources.") if lesson.sources else _("It names no source.")
    yield Finding("sources", lesson.sources > 0, Weight.ADVICE, said(text))


RULES = (
    _notes,
    _routes,
    _leaving,
    _outcome,
    _labels,
    _links,
    _elsewhere,
    _alternatives,
    _feedback,
    _length,
    _grade,
    _sources,
)
