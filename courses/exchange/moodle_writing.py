"""Writing Moodle XML."""

from collections.abc import Sequence
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from courses.exchange.drafts import Draft

KINDS = frozenset({"single", "multiple", "truefalse", "matching", "ordering", "numeric", "text"})
TYPES = {
    "single": "multichoice",
    "multiple": "multichoice",
    "truefalse": "truefalse",
    "matching": "matching",
    "ordering": "ordering",
    "numeric": "numerical",
    "text": "shortanswer",
}


def lost(draft: Draft) -> str:
    """Moodle XML holds all of every kind that it has."""
    return ""


def write(drafts: Sequence[Draft]) -> bytes:
    """A quiz of all drafts, each category named before its questions."""
    quiz = Element("quiz")
    for category, group in groupby(drafts, key=lambda draft: draft.category):
        if category:
            told(
                SubElement(SubElement(quiz, "question", type="category"), "category"), f"$course$/{category}"
            )
        for draft in group:
            _question(quiz, draft)
    indent(quiz, " ")
    return bytes(tostring(quiz, encoding="utf-8", xml_declaration=True))


def told(element: Element, text: str) -> None:
    """Put a text into an element."""
    SubElement(element, "text").text = text


def _plain(parent: Element, tag: str, text: str) -> None:
    told(SubElement(parent, tag, format="plain_text"), text)


def _question(quiz: Element, draft: Draft) -> None:
    question = SubElement(quiz, "question", type=TYPES[draft.kind])
    told(SubElement(question, "name"), draft.name or draft.text[:60])
    _plain(question, "questiontext", draft.text)
    SubElement(question, "defaultgrade").text = "1"
    BODIES[draft.kind](question, draft)


def answer(question: Element, text: str, share: float, feedback: str) -> Element:
    """One answer with its share of the mark and its feedback."""
    made = SubElement(
        question, "answer", fraction=f"{share:.5f}".rstrip("0").rstrip("."), format="plain_text"
    )
    told(made, text)
    _plain(made, "feedback", feedback)
    return made


def _options(question: Element, draft: Draft) -> None:
    SubElement(question, "single").text = "true" if draft.kind == "single" else "false"
    SubElement(question, "shuffleanswers").text = "true"
    share = 100 / sum(option.right for option in draft.options)
    for option in draft.options:
        wrong = 0.0 if draft.kind == "single" else -100.0
        answer(question, option.text, share if option.right else wrong, option.feedback)


def _statement(question: Element, draft: Draft) -> None:
    for text, value in (("true", True), ("false", False)):
        right = value == draft.truth
        answer(question, text, 100.0 * right, draft.feedback_right if right else draft.feedback_wrong)


def _combined(question: Element, draft: Draft) -> None:
    _plain(question, "correctfeedback", draft.feedback_right)
    _plain(question, "incorrectfeedback", draft.feedback_wrong)


def _matching(question: Element, draft: Draft) -> None:
    SubElement(question, "shuffleanswers").text = "true"
    _combined(question, draft)
    for left, right in draft.items:
        sub = SubElement(question, "subquestion", format="plain_text")
        told(sub, left)
        told(SubElement(sub, "answer", format="plain_text"), right)


def _ordering(question: Element, draft: Draft) -> None:
    for tag, value in (
        ("layouttype", "VERTICAL"),
        ("selecttype", "ALL"),
        ("gradingtype", "ABSOLUTE_POSITION"),
    ):
        SubElement(question, tag).text = value
    _combined(question, draft)
    for place, (text, _match) in enumerate(draft.items, start=1):
        answer(question, text, float(place), "")


def _number(question: Element, draft: Draft) -> None:
    made = answer(question, draft.number, 100, draft.feedback_right)
    SubElement(made, "tolerance").text = draft.tolerance
    if draft.feedback_wrong:
        answer(question, "*", 0, draft.feedback_wrong)


def _text(question: Element, draft: Draft) -> None:
    SubElement(question, "usecase").text = "0"
    for text in draft.accepted:
        answer(question, text.replace("*", "\\*"), 100, draft.feedback_right)
    if draft.feedback_wrong:
        answer(question, "*", 0, draft.feedback_wrong)


BODIES = {
    "single": _options,
    "multiple": _options,
    "truefalse": _statement,
    "matching": _matching,
    "ordering": _ordering,
    "numeric": _number,
    "text": _text,
}
