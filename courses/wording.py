"""A question's wording as plain values, which attempts and stored lessons keep."""

import hashlib
import json
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from courses.scored_blocks import plain_steps, short_digest


def as_data(question: Any) -> dict[str, Any]:
    """The wording of a `Question` as it stands now; holds the right answers.

    Keys of options are their ids; keys of items, matches and choices come from their texts, so that no key
    tells what goes with what, or first.
    """
    data = {
        "id": question.pk,
        "revision": question.revision,
        "outcome": question.outcome_id,
        "kind": question.kind,
        "text": question.text,
        "options": [],
        "feedback": {"right": question.feedback_right, "wrong": question.feedback_wrong},
    }
    return data | PARTS[question.kind](question)


def _options(question: Any) -> dict[str, Any]:
    options = [
        {"key": str(option.pk), "text": option.text, "right": option.right, "feedback": option.feedback}
        for option in question.options.all()
    ]
    return {"options": options}


def _statement(question: Any) -> dict[str, Any]:
    said = {True: question.feedback_right, False: question.feedback_wrong}
    options = [
        {
            "key": key,
            "text": text,
            "right": value == question.truth,
            "feedback": said[value == question.truth],
        }
        for key, text, value in (("true", _("True"), True), ("false", _("False"), False))
    ]
    return {"options": options}


def _matching(question: Any) -> dict[str, Any]:
    rows = list(question.items.all())
    matches = sorted({row.match for row in rows}, key=short_digest)
    items = [
        {"key": short_digest(row.text), "text": row.text, "match": short_digest(row.match)}
        for row in rows
        if row.text
    ]
    return {
        "items": items,
        "shown": [item["key"] for item in items],
        "matches": [{"key": short_digest(match), "text": match} for match in matches],
    }


def _ordering(question: Any) -> dict[str, Any]:
    items = [{"key": short_digest(row.text), "text": row.text} for row in question.items.all()]
    return {"items": items, "shown": sorted(item["key"] for item in items), "matches": []}


def _number(question: Any) -> dict[str, Any]:
    return {"number": plain(question.number), "tolerance": plain(question.tolerance)}


def plain(number: Any) -> str:
    """A decimal number without noughts at its end."""
    text = f"{Decimal(str(number)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _text(question: Any) -> dict[str, Any]:
    return {"accepted": question.accepted_answers()}


def _scenario(question: Any) -> dict[str, Any]:
    return {"steps": plain_steps(question.steps)}


PARTS = {
    "single": _options,
    "multiple": _options,
    "truefalse": _statement,
    "matching": _matching,
    "ordering": _ordering,
    "numeric": _number,
    "text": _text,
    "scenario": _scenario,
}


def fingerprint(data: dict[str, Any]) -> str:
    """The same for two wordings that ask, accept and say the same."""
    left_out = {"id", "revision", "outcome"}
    kept = {name: value for name, value in data.items() if name not in left_out}
    kept["options"] = [{**option, "key": ""} for option in data["options"]]
    return hashlib.sha256(json.dumps(kept, sort_keys=True, default=str).encode()).hexdigest()
