"""What must hold of a lesson."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from courses.checking.findings import Finding, Weight
from courses.checking.reading import Reading
from courses.checking.wording import is_generic_warning, labels_in

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
    text: str


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


def _each(rule: str, flaws: list[Flaw], good: str, weight: Weight = Weight.BLOCKER) -> Iterator[Finding]:
    """A finding for each flaw, or one that says all is well."""
    if not flaws:
        yield Finding(rule, True, weight, good)
    for flaw in flaws:
        yield Finding(rule, False, weight, flaw.text, flaw.block)


def _notes(lesson: LessonDraft) -> Iterator[Finding]:
    vague = [
        Flaw(item.block, f"The content note “{item.topic}” does not say what is talked about.")
        for item in lesson.sensitive
        if is_generic_warning(item.topic) or not item.form.strip()
    ]
    return _each("content-notes", vague, "Every content note says what comes, and in which form.")


def _routes(lesson: LessonDraft) -> Iterator[Finding]:
    thin = [
        Flaw(item.block, f"The other route has {item.route_words} words; it must teach as much.")
        for item in lesson.sensitive
        if item.route_words < LEAST_ROUTE_WORDS
    ]
    return _each("equal-routes", thin, "Every sensitive activity has another route that teaches.")


def _leaving(lesson: LessonDraft) -> Iterator[Finding]:
    text = "“Leave this page” is on." if lesson.leave_button else "Turn “Leave this page” on."
    yield Finding("leave-button", lesson.leave_button, Weight.BLOCKER, text)


def _outcome(lesson: LessonDraft) -> Iterator[Finding]:
    text = "It serves an outcome." if lesson.has_outcome else "Say which outcome it serves."
    yield Finding("outcome", lesson.has_outcome, Weight.BLOCKER, text)


def _labels(lesson: LessonDraft) -> Iterator[Finding]:
    found = [
        Flaw(block, f"“{word}” labels or alarms. Say instead: {better}.")
        for block, text in lesson.texts
        for word, better in labels_in(text)
    ]
    return _each("wording", found, "No word labels people or alarms.")


def _links(lesson: LessonDraft) -> Iterator[Finding]:
    return _each("links", list(lesson.broken_links), "No link is broken.")


def _elsewhere(lesson: LessonDraft) -> Iterator[Finding]:
    """Another site is not ours to mend, and may be back tomorrow: no page waits for it."""
    return _each(
        "links-elsewhere",
        list(lesson.links_gone),
        "No link to another site was found broken.",
        Weight.ADVICE,
    )


def _alternatives(lesson: LessonDraft) -> Iterator[Finding]:
    return _each(
        "alternatives", list(lesson.missing), "Pictures have words, recordings captions and a transcript."
    )


def _feedback(lesson: LessonDraft) -> Iterator[Finding]:
    return _each("feedback", list(lesson.questions_without_feedback), "Every question gives feedback.")


def _length(lesson: LessonDraft) -> Iterator[Finding]:
    calm = lesson.minutes in CALM_MINUTES
    weight = Weight.BLOCKER if lesson.minutes > LONGEST_MINUTES else Weight.ADVICE
    yield Finding("minutes", calm, weight, f"It takes about {lesson.minutes} minutes; 3 to 7 suit a break.")
    words = lesson.reading.words
    yield Finding("words", words in WORDS, Weight.ADVICE, f"It has {words} words; 250 to 450 suit a lesson.")


def _grade(lesson: LessonDraft) -> Iterator[Finding]:
    reading = lesson.reading
    if reading.grade is None:
        yield Finding("reading", True, Weight.ADVICE, "Too short for a reading grade.")
        return
    text = f"Reading grade {reading.grade}, about age {reading.age}. Short sentences and words lower it."
    yield Finding("reading", reading.grade <= HARDEST_GRADE, Weight.ADVICE, text)


def _sources(lesson: LessonDraft) -> Iterator[Finding]:
    text = "It names its sources." if lesson.sources else "It names no source."
    yield Finding("sources", lesson.sources > 0, Weight.ADVICE, text)


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
