"""Filling the marks in a stored lesson with what is this person's own."""

import re
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from academy.sealing import CannotUnseal, unseal
from courses.models import LessonBody
from courses.showing import Tell, shown

MARK = re.compile(r"<!--slot:([\w-]+)-->")
Answers = Mapping[str, list[str]]


def fill(
    body: LessonBody,
    request: HttpRequest,
    *,
    keeps: bool,
    answers: Answers,
    reflections: Mapping[str, str],
) -> SafeString:
    """The lesson's HTML with each mark replaced by its form.

    `keeps` says whether answers are saved for this person; right answers appear only for what is answered.
    """

    def draw(match: re.Match[str]) -> str:
        slot = body.slots.get(match.group(1))
        if slot is None:
            return ""
        context = {"slot": slot, "name": match.group(1), "keeps": keeps, "body": body}
        if slot["kind"] == "check":
            context["questions"] = [marked(question, answers) for question in slot["questions"]]
            return render_to_string("courses/slots/check.html", context, request)
        context |= opened(slot["key"], reflections)
        return render_to_string("courses/slots/reflection.html", context, request)

    return mark_safe(MARK.sub(draw, body.html))  # noqa: S308 - blocks and templates escape


def marked(question: Mapping[str, Any], answers: Answers) -> dict[str, Any]:
    """A question for the page: feedback and marks only when it has been answered."""
    chosen = answers.get(str(question["id"]))
    view = shown(question, chosen or [], Tell.NOTHING if chosen is None else Tell.ALL)
    if chosen is None or not question["options"]:
        return view
    told = {option["key"]: option for option in question["options"]}
    for option in view["options"]:
        option["right"] = told[option["key"]]["right"]
        option["feedback"] = told[option["key"]]["feedback"] if option["chosen"] else ""
    return view


def opened(key: str, reflections: Mapping[str, str]) -> dict[str, Any]:
    """A reflection's text, or that it cannot be opened any more."""
    sealed = reflections.get(key)
    if sealed is None:
        return {"text": "", "lost": False, "kept": False}
    try:
        return {"text": unseal(sealed), "lost": False, "kept": True}
    except CannotUnseal:
        return {"text": "", "lost": True, "kept": True}
