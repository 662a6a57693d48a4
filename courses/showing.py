"""A question as a page shows it: the fields to answer it, and once it may be told, how the answer did."""

from collections.abc import Callable, Iterable, Mapping
from enum import Enum
from typing import Any

from django.utils.translation import gettext as _

from courses import marking
from courses.marking.paired import places
from courses.marking.paths import best, path

Asked = Mapping[str, Any]
FOLDER = "courses/parts/answers"


class Tell(Enum):
    """How much a page tells: nothing yet, how one's own answer did, or the right answers too."""

    NOTHING = 0
    OWN = 1
    ALL = 2


def shown(question: Asked, answer: Iterable[str], tell: Tell) -> dict[str, Any]:
    """A question for the page, with somebody's answer; what is right is in it only as far as `tell` says."""
    known = marking.clean(question, answer)
    view = CONTROLS[question["kind"]](question, known)
    told = tell is not Tell.NOTHING
    view |= {
        "id": question["id"],
        "kind": question["kind"],
        "text": question["text"],
        "answered": bool(known),
        "told": told,
        "is_right": marking.is_right(question, known) if told and known else None,
        "is_part": told and 0 < marking.mark(question, known) < 1,
        "lines": LINES[question["kind"]](question, known, tell is Tell.ALL) if told else [],
        "says": _says(question, known) if told and known else "",
    }
    return view


def _says(question: Asked, known: list[str]) -> str:
    feedback = question.get("feedback") or {}
    if question["options"]:
        return ""
    return str(feedback.get("right" if marking.is_right(question, known) else "wrong", ""))


def line(text: str, note: str = "", feedback: str = "") -> dict[str, str]:
    """One line of how an answer did."""
    return {"text": text, "note": note, "feedback": feedback}


def _option_controls(question: Asked, known: list[str]) -> dict[str, Any]:
    options = [
        {"key": option["key"], "text": option["text"], "chosen": option["key"] in known}
        for option in question["options"]
    ]
    single = question["kind"] != "multiple"
    hint = "" if single else _("Choose all that apply.")
    return {"template": f"{FOLDER}/options.html", "single": single, "options": options, "hint": hint}


def _option_lines(question: Asked, known: list[str], everything: bool) -> list[dict[str, str]]:
    notes = {
        (True, True): _("(your answer, right)"),
        (True, False): _("(your answer)"),
        (False, True): _("(right)"),
    }
    found = []
    for option in question["options"]:
        chosen = option["key"] in known
        if chosen or (everything and option["right"]):
            feedback = option["feedback"] if chosen else ""
            found.append(line(option["text"], notes[chosen, option["right"]], feedback))
    return found


def _select_controls(question: Asked, known: list[str], hint: str, choices: list[Any]) -> dict[str, Any]:
    given = dict(item.split("=", 1) for item in known)
    texts = {item["key"]: item["text"] for item in question["items"]}
    parts = [
        {"key": key, "name": f"q{question['id']}-{key}", "text": texts[key], "chosen": given.get(key, "")}
        for key in question["shown"]
    ]
    return {"template": f"{FOLDER}/selects.html", "parts": parts, "choices": choices, "hint": hint}


def _matching_controls(question: Asked, known: list[str]) -> dict[str, Any]:
    return _select_controls(question, known, _("Choose what goes with each."), question["matches"])


def _ordering_controls(question: Asked, known: list[str]) -> dict[str, Any]:
    choices = [{"key": place, "text": place} for place in places(question)]
    return _select_controls(question, known, _("Give each its place; 1 comes first."), choices)


def _matching_lines(question: Asked, known: list[str], everything: bool) -> list[dict[str, str]]:
    texts = {match["key"]: match["text"] for match in question["matches"]}
    return _paired_lines(question, known, everything, texts, marking.right_answer(question))


def _ordering_lines(question: Asked, known: list[str], everything: bool) -> list[dict[str, str]]:
    texts = {place: place for place in places(question)}
    return _paired_lines(question, known, everything, texts, marking.right_answer(question))


def _paired_lines(
    question: Asked, known: list[str], everything: bool, texts: dict[str, str], right: list[str]
) -> list[dict[str, str]]:
    given = dict(item.split("=", 1) for item in known)
    answer = dict(item.split("=", 1) for item in right)
    if not known:
        pairs = ((item["text"], texts[answer[item["key"]]]) for item in question["items"] if everything)
        return [line(f"{text}: {value}", _("(right)")) for text, value in pairs]
    found = []
    for item in question["items"] if everything else _as_shown(question):
        key = item["key"]
        chosen = texts.get(given.get(key, ""), _("no answer"))
        if given.get(key) == answer[key]:
            found.append(line(f"{item['text']}: {chosen}", _("(right)")))
        elif everything:
            note = _("(right: %(answer)s)") % {"answer": texts[answer[key]]}
            found.append(line(f"{item['text']}: {chosen}", note))
        else:
            found.append(line(f"{item['text']}: {chosen}", _("(look again)")))
    return found


def _as_shown(question: Asked) -> list[Asked]:
    by_key = {item["key"]: item for item in question["items"]}
    return [by_key[key] for key in question["shown"]]


def _typed_controls(question: Asked, known: list[str]) -> dict[str, Any]:
    numeric = question["kind"] == "numeric"
    hint = _("Type a number.") if numeric else _("Type a word or a few.")
    value = known[0] if known else ""
    return {"template": f"{FOLDER}/typed.html", "numeric": numeric, "value": value, "hint": hint}


def _typed_lines(question: Asked, known: list[str], everything: bool) -> list[dict[str, str]]:
    note = _("(your answer, right)") if marking.is_right(question, known) else _("(your answer)")
    found = [line(known[0], note)] if known else []
    if everything and not marking.is_right(question, known):
        found.append(line(right_in_words(question), _("(right)")))
    return found


def right_in_words(question: Asked) -> str:
    """What would have been right: a number with its tolerance, or the accepted answers."""
    if question["kind"] == "text":
        return str(_(" or ")).join(question["accepted"])
    if question["tolerance"] == "0":
        return str(question["number"])
    return str(_("%(number)s, give or take %(tolerance)s") % question)


def _path_controls(question: Asked, known: list[str]) -> dict[str, Any]:
    parts = [
        {
            "name": f"q{question['id']}-{step['key']}",
            "text": step["text"],
            "options": [
                {"key": each["key"], "text": each["text"], "chosen": each is choice}
                for each in step["choices"]
            ],
        }
        for step, choice in path(question, known)
    ]
    hint = _("Choose, then go on: what happens next depends on it.")
    return {
        "template": f"{FOLDER}/path.html",
        "parts": parts,
        "goes_on": _goes_on(question),
        "hint": hint,
    } | {"ended": marking.is_whole(question, known)}


def _goes_on(question: Asked) -> bool:
    return any(choice["next"] for step in question["steps"] for choice in step["choices"])


def _path_lines(question: Asked, known: list[str], everything: bool) -> list[dict[str, str]]:
    found = []
    for _step, choice in path(question, known):
        if choice is not None:
            points = _("(points: %(points)s)") % {"points": choice["points"]}
            found.append(line(choice["text"], points, choice["feedback"]))
    most, way = best(question)
    if everything and not marking.is_right(question, known):
        words = " → ".join(marking.in_words(question, way))
        found.append(line(words, _("(the way with most points: %(points)s)") % {"points": most}))
    return found


Controls = Callable[[Asked, list[str]], dict[str, Any]]
CONTROLS: dict[str, Controls] = {
    "single": _option_controls,
    "multiple": _option_controls,
    "truefalse": _option_controls,
    "matching": _matching_controls,
    "ordering": _ordering_controls,
    "numeric": _typed_controls,
    "text": _typed_controls,
    "scenario": _path_controls,
}
LINES: dict[str, Callable[[Asked, list[str], bool], list[dict[str, str]]]] = {
    "single": _option_lines,
    "multiple": _option_lines,
    "truefalse": _option_lines,
    "matching": _matching_lines,
    "ordering": _ordering_lines,
    "numeric": _typed_lines,
    "text": _typed_lines,
    "scenario": _path_lines,
}
