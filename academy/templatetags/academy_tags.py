"""Template tags of the ground. They format; none of them asks the database."""

from datetime import datetime
from math import pi
from typing import Any

from django import template
from django.utils import formats, timezone

from academy.rules import pattern, share_done

register = template.Library()
RING_RADIUS = 26


@register.simple_tag
def circles(slug: str) -> list[dict[str, float]]:
    """The circles of the cover drawn for `slug`."""
    return pattern(str(slug))


@register.simple_tag
def ring(done: int, of: int) -> dict[str, float]:
    """Lengths of the drawn and the whole arc of a progress ring, and the per cent in its middle."""
    share = share_done(done, of)
    around = 2 * pi * RING_RADIUS
    return {"share": share, "dash": round(around * share / 100, 1), "round": round(around, 1)}


@register.filter
def widget_class(field: Any) -> str:
    """How a bound field is drawn: "options" (radios, checkboxes), "tick" (one checkbox) or "plain"."""
    if field.widget_type in ("radioselect", "checkboxselectmultiple"):
        return "options"
    return "tick" if field.widget_type == "checkbox" else "plain"


@register.filter
def around(page: Any) -> list[Any]:
    """Page numbers near a page and at both ends, with the paginator's ellipsis between."""
    return list(page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1))


@register.filter
def host(address: str) -> str:
    """The bare host of a web address, for showing where a link leads."""
    return str(address).split("://")[-1].split("/")[0].removeprefix("www.")


@register.filter
def iso_day(moment: str) -> str:
    """The day of a stored ISO 8601 moment, in the reader's own time zone."""
    return formats.date_format(timezone.localtime(datetime.fromisoformat(moment)), "j F Y")
