"""Reading Moodle XML."""

from collections.abc import Callable
from dataclasses import replace
from xml.etree.ElementTree import Element

from django.utils.translation import gettext as _

from courses.exchange.drafts import Choice, Draft, Problem, UnreadableFile, as_decimal
from courses.exchange.gift_reading import wild
from courses.exchange.plain import from_html, tidy
from courses.exchange.sound import checked
from courses.exchange.xml_lines import line_of, parsed

PLAIN = ("plain_text", "moodle_auto_format", "markdown")
STAR = "*"


def read(text: str) -> list[Draft | Problem]:
    """Every question of a quiz, categories kept."""
    root = parsed(text)
    if root.tag != "quiz":
        raise UnreadableFile(_("This is XML, but not Moodle’s: it has no quiz in it."))
    rows: list[Draft | Problem] = []
    category = ""
    for element in root.iter("question"):
        if element.get("type") == "category":
            category = said(element.find("category"))[0]
        else:
            rows.append(_one(element, category))
    return rows


def said(element: Element | None) -> tuple[str, bool]:
    """The plain text of an element with a `text` in it, and whether media were in it."""
    if element is None:
        return "", False
    text = element.findtext("text") or ""
    if element.tag in ("name", "category", "subcategory") or element.get("format") in PLAIN:
        return tidy(text), element.find("file") is not None
    words, media = from_html(text)
    return words, media or element.find("file") is not None


def _one(element: Element, category: str) -> Draft | Problem:
    line, kind = line_of(element), element.get("type", "")
    text, media = said(element.find("questiontext"))
    reader = READERS.get(kind)
    if reader is None:
        words = _("Questions of the kind “%(kind)s” cannot be carried.")
        return Problem(line, text[:100], words % {"kind": kind[:40]})
    draft = reader(element, Draft("", text, line=line))
    notes = draft.notes + ((_("A picture or other media was left out."),) if media else ())
    if draft.options and said(element.find("generalfeedback"))[0]:
        notes += (_("Its general feedback was left out."),)
    return checked(replace(draft, name=said(element.find("name"))[0], category=category, notes=notes))


def fraction(answer: Element) -> float:
    """The per cent of the mark that an answer earns."""
    return float(as_decimal(answer.get("fraction", "0")) or 0)


def answer_text(answer: Element) -> str:
    """The text of an answer, whatever its format."""
    return said(answer)[0]


def one_line(answer: Element) -> str:
    """The text of a short answer, which the bank keeps on one line."""
    return " ".join(answer_text(answer).split())


def _options(element: Element, draft: Draft) -> Draft:
    single = (element.findtext("single") or "true").strip() in ("true", "1")
    found = element.findall("answer")
    options, notes = [], []
    for answer in found:
        earned, text = fraction(answer), answer_text(answer)
        right = earned >= 100 if single else earned > 0
        options.append(Choice(text, right, said(answer.find("feedback"))[0]))
        if single and 0 < earned < 100:
            words = _("“%(text)s” earned %(share)s per cent; here it is not right.")
            notes.append(words % {"text": text, "share": f"{earned:g}"})
    kind = "single" if single else "multiple"
    return replace(draft, kind=kind, options=tuple(options), notes=tuple(notes))


def _statement(element: Element, draft: Draft) -> Draft:
    answers = {answer_text(answer).lower(): answer for answer in element.findall("answer")}
    right = next((text for text, answer in answers.items() if fraction(answer) >= 100), "")
    wrong = {"true": "false", "false": "true"}.get(right, "")
    return replace(
        draft,
        kind="truefalse",
        truth={"true": True, "false": False}.get(right),
        feedback_right=_feedback(answers.get(right)),
        feedback_wrong=_feedback(answers.get(wrong)),
    )


def _feedback(answer: Element | None) -> str:
    return said(answer.find("feedback"))[0] if answer is not None else ""


def _combined(element: Element, draft: Draft) -> Draft:
    general = said(element.find("generalfeedback"))[0]
    return replace(
        draft,
        feedback_right=said(element.find("correctfeedback"))[0] or general,
        feedback_wrong=said(element.find("incorrectfeedback"))[0] or general,
    )


def _matching(element: Element, draft: Draft) -> Draft:
    items = tuple((said(sub)[0], said(sub.find("answer"))[0]) for sub in element.findall("subquestion"))
    return replace(_combined(element, draft), kind="matching", items=items)


def _ordering(element: Element, draft: Draft) -> Draft:
    answers = sorted(element.findall("answer"), key=fraction)
    items = tuple((answer_text(answer), "") for answer in answers)
    return replace(_combined(element, draft), kind="ordering", items=items)


def _number(element: Element, draft: Draft) -> Draft:
    answers = element.findall("answer")
    full = [answer for answer in answers if fraction(answer) >= 100]
    others = [answer for answer in answers if answer_text(answer) == STAR]
    number = as_decimal(answer_text(full[0])) if len(full) == 1 else None
    notes = () if not element.findall("units/unit") else (_("Its units were left out."),)
    return replace(
        draft,
        kind="numeric",
        number=number or "",
        tolerance=as_decimal(full[0].findtext("tolerance") or "0") or "0" if full else "0",
        feedback_right=_feedback(full[0]) if full else "",
        feedback_wrong=_feedback(others[0]) if others else "",
        notes=notes,
    )


def _short(element: Element, draft: Draft) -> Draft:
    answers = element.findall("answer")
    named = [answer for answer in answers if answer_text(answer) != STAR]
    full = [answer for answer in named if fraction(answer) >= 100 and not wild(answer_text(answer))]
    notes = [
        _("“%(text)s” is not carried: it stands for many answers, or earns part of a mark.")
        % {"text": answer_text(answer)}
        for answer in named
        if answer not in full
    ]
    if (element.findtext("usecase") or "0").strip() == "1":
        notes.append(_("Capitals counted; here they make no difference."))
    others = [answer for answer in answers if answer_text(answer) == STAR]
    return replace(
        draft,
        kind="text",
        accepted=tuple(dict.fromkeys(one_line(answer).replace("\\*", "*") for answer in full)),
        feedback_right=next((_feedback(answer) for answer in full if _feedback(answer)), ""),
        feedback_wrong=next((_feedback(answer) for answer in others if _feedback(answer)), ""),
        notes=tuple(notes),
    )


READERS: dict[str, Callable[[Element, Draft], Draft]] = {
    "multichoice": _options,
    "truefalse": _statement,
    "matching": _matching,
    "ordering": _ordering,
    "numerical": _number,
    "shortanswer": _short,
}
