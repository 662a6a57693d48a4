"""What must hold of a whole course."""

from collections.abc import Iterator
from dataclasses import dataclass

from courses.checking.findings import Finding, Weight
from courses.checking.wording import is_generic_warning, labels_in
from courses.said import gettext_noop as _
from courses.said import said


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
    return Finding(rule, met, Weight.BLOCKER, said(good if met else bad))


def _texts(course: CourseDraft) -> Iterator[Finding]:
    clear = bool(course.content_note.strip()) and not is_generic_warning(course.content_note)
    good = _("The content note says what the course talks about.")
    bad = _("The content note must say what the course talks about.")
    yield Finding("content-note", clear, Weight.BLOCKER, said(good if clear else bad))
    yield _said(
        "not-claimed",
        course.not_claimed,
        _("It says what it does not claim."),
        _("Say what the course does not claim, such as that training alone reduces violence."),
    )
    yield _said(
        "coproduction",
        course.coproduction,
        _("It says who took part in making it."),
        _("Say who took part, how they were paid and what changed. “Nobody yet” is an honest answer."),
    )


def _outcomes(course: CourseDraft) -> Iterator[Finding]:
    untaught = [item.text for item in course.outcomes if not item.lessons]
    short = [item.text for item in course.outcomes if item.questions < course.drawn]
    taught = said(_("Every outcome is taught by a lesson."))
    asked = said(_("Every outcome has the %(drawn)s final questions that are drawn."), drawn=course.drawn)
    not_so = _("%(rule)s Not so for: %(outcomes)s.")
    for rule, found, good in (("outcomes-taught", untaught, taught), ("outcomes-asked", short, asked)):
        text = said(not_so, rule=good, outcomes="; ".join(found)) if found else good
        yield Finding(rule, bool(course.outcomes) and not found, Weight.BLOCKER, text)


def _guides(course: CourseDraft) -> Iterator[Finding]:
    without = course.modules_without_guide
    text = said(_("Every module has a conversation guide."))
    if without:
        text = said(_("No conversation guide in: %(modules)s."), modules="; ".join(without))
    yield Finding("guides", not without, Weight.BLOCKER, text)


def _wording(course: CourseDraft) -> Iterator[Finding]:
    instead = _("“%(word)s” (say: %(better)s)")
    found = tuple(
        said(instead, word=word, better=said(better))
        for text in course.texts
        for word, better in labels_in(text)
    )
    text = said(_("No word labels people or alarms."))
    if found:
        text = said(_("Words to change: %(words)s."), words=found)
    yield Finding("wording", not found, Weight.BLOCKER, text)


def _elsewhere(course: CourseDraft) -> Iterator[Finding]:
    """Another site is not ours to mend, and may be back tomorrow: no page waits for it."""
    gone = course.links_gone
    text = said(_("No link to another site was found broken."))
    if gone:
        text = said(_("Links to other sites that lead nowhere: %(links)s."), links="; ".join(gone))
    yield Finding("links-elsewhere", not gone, Weight.ADVICE, text)


def _support(course: CourseDraft) -> Iterator[Finding]:
    met = course.support_lines > 0
    text = _("Support lines stand on every page.") if met else _("No support line stands on every page.")
    yield Finding("support", met, Weight.BLOCKER, said(text))


def _people(course: CourseDraft) -> Iterator[Finding]:
    for rule, who, words in (
        ("lived-experience", course.lived_experience, _("Not checked yet by people with lived experience.")),
        ("subject", course.subject, _("Not checked yet by somebody who knows the subject.")),
    ):
        text = said(_("Checked by %(who)s."), who=who) if who else said(words)
        yield Finding(rule, bool(who), Weight.HUMAN, text)


RULES = (_texts, _outcomes, _guides, _wording, _elsewhere, _support, _people)
