"""How templates show what screening saw."""

from typing import Any

from django import template
from django.utils.translation import gettext

from network.screened import seals
from network.screening import Answer, Finding, Screening, Severity
from network.screening.words import ANSWER_NAMES, sentence_for

register = template.Library()
ORDER = (Answer.EDIT, Answer.SERVICE_CONTACT, Answer.FICTIONAL)


@register.filter
def by_category(screening: Screening) -> list[dict[str, Any]]:
    """Each category once, with every passage seen, a sentence and the answers that are open."""
    grouped: dict[str, list[Finding]] = {}
    for finding in screening.findings:
        grouped.setdefault(finding.category.value, []).append(finding)
    return [_shown(category, found) for category, found in grouped.items()]


def _shown(category: str, found: list[Finding]) -> dict[str, Any]:
    heaviest = next((one for one in found if one.severity is Severity.HOLD), found[0])
    shown = seals(found)
    return {
        "category": category,
        "words": " · ".join(dict.fromkeys(one.words for one in found)),
        "sentence": gettext(sentence_for(heaviest)),
        "answers": [
            (a.value if a is Answer.EDIT else f"{a.value}:{shown}", gettext(ANSWER_NAMES[a]))
            for a in ORDER
            if a in heaviest.answers
        ],
    }
