"""What a reader may change on a stored summary: the local baseline, worked out again on the server."""

import math
import re
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from evidence.calculating import in_people, pooled_from
from evidence.models import StoredPage

MARK = re.compile(r"<!--slot:people-(\d+)-->")
LOWEST, HIGHEST = 1, 99
DOTS = 100


def people_slots(data: dict[str, Any]) -> dict[str, Any]:
    """The values that a summary's places for people need, by the outcome's id."""
    return {
        str(analysis["id"]): {
            "pooled": analysis["result"]["pooled"],
            "baseline": analysis["result"]["baseline"],
            "outcome": analysis["outcome"],
            "source": analysis.get("baseline_source", ""),
        }
        for analysis in data["analyses"]
        if analysis["result"]["pooled"] and analysis["result"]["absolute"]
    }


def fill(stored: StoredPage, asked: dict[str, str]) -> SafeString:
    """The stored HTML with each place drawn for the baseline asked for, by the outcome's id."""

    def draw(match: re.Match[str]) -> str:
        slot = stored.slots.get(match.group(1))
        if slot is None:
            return ""
        context = people_context(match.group(1), slot, asked.get(match.group(1), ""))
        return render_to_string("evidence/parts/people.html", context)

    return mark_safe(MARK.sub(draw, stored.html))  # noqa: S308 - templates escape


def people_context(key: str, slot: dict[str, Any], asked: str) -> dict[str, Any]:
    """What the place for people shows: the numbers for a baseline, and the form to change it."""
    own = round(slot["baseline"] * 100, 1)
    chosen, error = baseline_from(asked, own)
    pooled = pooled_from(slot)
    found = in_people(pooled, chosen / 100, harm=slot["outcome"]["harm"]) if pooled else {}
    return {
        "key": key,
        "slot": slot,
        "own": f"{own:g}",
        "slide": min(HIGHEST, max(LOWEST, round(chosen))),
        "asked": asked[:10] if error else f"{chosen:g}",
        "error": error,
        "found": found,
        "dots": dots(found.get("absolute")),
    }


def baseline_from(asked: str, own: float) -> tuple[float, bool]:
    """A baseline of 1 to 99 people in 100 from what was typed, and whether that could not be read.

    The summary's own may lie beyond these, for something rare; typed again, it is taken too.
    """
    if not asked.strip():
        return own, False
    try:
        value = float(asked[:10].replace(",", "."))
    except ValueError:
        return own, True
    if not math.isfinite(value) or not (LOWEST <= value <= HIGHEST or value == own):
        return own, True
    return round(value, 1), False


def dots(absolute: dict[str, Any] | None) -> list[str]:
    """A hundred people in order: "still" come to harm, "spared" or "added" by the programme, "not" at all."""
    if absolute is None:
        return []
    without, with_it = round(absolute["without"] * DOTS), round(absolute["with_it"] * DOTS)
    both = min(without, with_it)
    changed = "spared" if with_it < without else "added"
    return ["still"] * both + [changed] * abs(without - with_it) + ["not"] * (DOTS - max(without, with_it))
