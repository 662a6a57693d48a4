"""Template tags of evidence. They format; none of them asks the database."""

import json
from datetime import date
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.html import _json_script_escapes  # type: ignore[attr-defined]
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from evidence import rules

register = template.Library()
ACROSS = 20
#: Where each band of impact begins, in relative terms.
EDGES = ("30% or more", "10 to 30%", "2 to 10%", "within 2%", "worse by 2% or more")


@register.filter
def day(value: str | None) -> str:
    """An ISO date as a reader would write it."""
    return date_format(date.fromisoformat(value), "j F Y") if value else ""


@register.filter
def per_hundred(risk: float) -> int:
    """A risk as people of 100."""
    return round(risk * 100)


@register.filter
def decimals(value: float | None, places: int = 2) -> str:
    """A number to a few places, or a dash where there is none."""
    return "–" if value is None else f"{value:.{places}f}"


@register.filter
def anything_known(values: dict[str, Any]) -> bool:
    """Whether any of these values is known."""
    return any(value is not None for value in values.values())


@register.filter
def size(value: int) -> int:
    """A number without its sign."""
    return abs(value)


@register.filter
def scale_word(key: str) -> str:
    """Our scale's word."""
    return rules.SCALE.get(key, key)


@register.filter
def bias_word(key: str) -> str:
    """A judgement of bias in words."""
    return rules.JUDGEMENTS.get(key, key)


@register.filter
def dot_place(place: int) -> tuple[int, int]:
    """Where the dot of this number stands in a crowd of 100, five rows of twenty."""
    return 10 + 20 * (place % ACROSS), 12 + 20 * (place // ACROSS)


@register.filter
def grouped(value: int) -> str:
    """A whole number with its thousands apart."""
    return f"{value:,}"


@register.filter
def each_band(bands: dict[str, Any]) -> str:
    """The chance of every band of impact in a new place, with where each band begins."""
    chances = dict(bands["chances"])
    parts = [
        _("%(name)s (%(edge)s): %(chance)s")
        % {"name": band.name, "edge": edge, "chance": in_hundred(chances.get(band.key, 0.0))}
        for band, edge in zip((*rules.BANDS, rules.HARM), EDGES, strict=True)
    ]
    return _("In 100 new places: %(parts)s.") % {"parts": "; ".join(parts)}


@register.filter
def in_a_new_place(bands: dict[str, Any]) -> str:
    """What a new place may expect, in one or two sentences."""
    chances = dict(bands["chances"])
    helps = sum(chance for name, chance in chances.items() if name in ("high", "moderate", "low"))
    words = {"helps": in_hundred(helps), "none": in_hundred(chances.get("none", 0.0))}
    words["harm"] = in_hundred(chances.get("harm", 0.0))
    return (
        _(
            "Of 100 new places like those studied, about %(helps)s would see a benefit, %(none)s no clear "
            "difference and %(harm)s harm."
        )
        % words
    )


def in_hundred(chance: float) -> str:
    """A chance as places of 100."""
    if 0 < chance < 0.005:
        return _("fewer than 1")
    return str(round(chance * 100))


@register.filter
def as_json_ld(value: dict[str, Any]) -> SafeString:
    """A JSON-LD object that cannot close its script element."""
    return mark_safe(json.dumps(value, ensure_ascii=False).translate(_json_script_escapes))  # noqa: S308 - escaped
