"""What must hold of a whole course."""

from collections.abc import Iterator
from dataclasses import dataclass

from courses.checking.findings import Finding, Weight
from courses.checking.wording import is_generic_warning, labels_in


@dataclass(frozen=True)
class OutcomeDraft:
    """An outcome: how many lessons teach it and how many final questions ask for it."""

    text: str
    lessons: int
    questions: int


@dataclass(frozen=True)
class CourseDraft:
    """A course as the rules see it; `lived_experience` and `subject` say who checked, or are empty."""

    content_note: str
    not_claimed: str
    coproduction: str
    texts: tuple[str, ...]
    outcomes: tuple[OutcomeDraft, ...]
    drawn: int
    modules_without_guide: tuple[str, ...]
    support_lines: int
    lived_experience: str = ""
    subject: str = ""
    links_gone: tuple[str, ...] = ()


def check_course(course: CourseDraft) -> list[Finding]:
    """Every rule of a course, met or not."""
    return [finding for rule in RULES for finding in rule(course)]


def _said(rule: str, text: str, good: str, bad: str) -> Finding:
    met = bool(text.strip())
    return Finding(rule, met, Weight.BLOCKER, good if met else bad)


def _texts(course: CourseDraft) -> Iterator[Finding]:
    clear = bool(course.content_note.strip()) and not is_generic_warning(course.content_note)
    note = "The content note says what the course talks about."
    yield Finding("content-note", clear, Weight.BLOCKER, note if clear else f"{note} It must.")
    yield _said(
        "not-claimed",
        course.not_claimed,
        "It says what it does not claim.",
        "Say what the course does not claim, such as that training alone reduces violence.",
    )
    yield _said(
        "coproduction",
        course.coproduction,
        "It says who took part in making it.",
        "Say who took part, how they were paid and what changed. “Nobody yet” is an honest answer.",
    )


def _outcomes(course: CourseDraft) -> Iterator[Finding]:
    untaught = [item.text for item in course.outcomes if not item.lessons]
    short = [item.text for item in course.outcomes if item.questions < course.drawn]
    for rule, found, good in (
        ("outcomes-taught", untaught, "Every outcome is taught by a lesson."),
        ("outcomes-asked", short, f"Every outcome has the {course.drawn} final questions that are drawn."),
    ):
        text = good if not found else f"Not so for: {'; '.join(found)}."
        yield Finding(rule, bool(course.outcomes) and not found, Weight.BLOCKER, text)


def _guides(course: CourseDraft) -> Iterator[Finding]:
    without = course.modules_without_guide
    text = "Every module has a conversation guide."
    if without:
        text = f"No conversation guide in: {'; '.join(without)}."
    yield Finding("guides", not without, Weight.BLOCKER, text)


def _wording(course: CourseDraft) -> Iterator[Finding]:
    found = [f"“{word}” (say: {better})" for text in course.texts for word, better in labels_in(text)]
    text = "No word labels people or alarms." if not found else f"Words to change: {'; '.join(found)}."
    yield Finding("wording", not found, Weight.BLOCKER, text)


def _elsewhere(course: CourseDraft) -> Iterator[Finding]:
    """Another site is not ours to mend, and may be back tomorrow: no page waits for it."""
    gone = course.links_gone
    text = "No link to another site was found broken."
    if gone:
        text = f"Links to other sites that lead nowhere: {'; '.join(gone)}."
    yield Finding("links-elsewhere", not gone, Weight.ADVICE, text)


def _support(course: CourseDraft) -> Iterator[Finding]:
    met = course.support_lines > 0
    text = "Support lines stand on every page." if met else "No support line stands on every page."
    yield Finding("support", met, Weight.BLOCKER, text)


def _people(course: CourseDraft) -> Iterator[Finding]:
    for rule, who, words in (
        ("lived-experience", course.lived_experience, "people with lived experience"),
        ("subject", course.subject, "somebody who knows the subject"),
    ):
        text = f"Checked by {who}." if who else f"Not checked yet by {words}."
        yield Finding(rule, bool(who), Weight.HUMAN, text)


RULES = (_texts, _outcomes, _guides, _wording, _elsewhere, _support, _people)
