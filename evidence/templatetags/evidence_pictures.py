"""Template tags that draw. They ask no database."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from evidence.pictures import Picture, flow, forest, funnel, history
from evidence.pictures.markup import svg_of
from evidence.rules import CERTAINTY
from evidence.shelves import MATURITY

register = template.Library()


@register.simple_tag
def drawing(picture: Picture, shape: str, key: str) -> SafeString:
    """A picture's "wide" or "narrow" drawing as SVG."""
    sheet = picture.wide if shape == "wide" else picture.narrow
    return mark_safe(svg_of(picture, sheet, key=key))  # noqa: S308 - every text is escaped there


@register.simple_tag
def forest_plot(result: Mapping[str, Any], outcome: Mapping[str, Any]) -> Picture:
    """The forest plot of an analysis."""
    return forest.plot(result, outcome)


@register.simple_tag
def funnel_plot(result: Mapping[str, Any], outcome: Mapping[str, Any]) -> Picture:
    """The funnel plot of an analysis."""
    return funnel.plot(result, outcome)


@register.simple_tag
def flow_diagram(prisma: Mapping[str, int | None]) -> Picture:
    """The flow diagram of a summary."""
    return flow.diagram(prisma)


@register.simple_tag
def rating_curve(ratings: Sequence[Mapping[str, Any]]) -> Picture:
    """How a model's own ratings changed, up to today."""
    return history.curve(ratings, until=timezone.localdate())


@register.simple_tag
def picture_key(kind: str, number: object = "") -> str:
    """What makes a picture's ids, and the address of its file, its own."""
    return f"{kind}-{number}" if number not in ("", None) else kind


@register.filter
def stage(card: Mapping[str, Any]) -> str:
    """How far a model has come, in words."""
    return MATURITY.get(str(card.get("maturity")), "")


@register.filter
def certainty_step(level: str) -> int:
    """Which of the four steps a certainty is; 0 for a word that is none of them."""
    return CERTAINTY.index(level) + 1 if level in CERTAINTY else 0
