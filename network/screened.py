"""What screening saw: noted for those who run the site by category and outcome, never words, never whose; and
sealed for its writer, so that what they answer counts for what they were shown and nothing else.
"""

import logging
from collections.abc import Iterable, Mapping

from django.utils.crypto import salted_hmac

from network.screening import Finding, Screening, counts

log = logging.getLogger("records.screening")
SEAL = 16


def seal(finding: Finding) -> str:
    """What stands for a passage in a form: it tells nothing of the words, and nobody else can make it."""
    words = f"{finding.category}:{finding.words}"
    return salted_hmac("network.screening", words, algorithm="sha256").hexdigest()[:SEAL]


def seals(findings: Iterable[Finding]) -> str:
    """The seals of these passages, as a form sends them along."""
    return ".".join(sorted({seal(finding) for finding in findings}))


def new_since(findings: Iterable[Finding], shown: str) -> list[Finding]:
    """Those of these passages whose seals are not among the ones that were sent along."""
    known = set(shown.split("."))
    return [finding for finding in findings if seal(finding) not in known]


def answers_that_count(screening: Screening, sent: Mapping[str, str]) -> dict[str, str]:
    """Answers by category (`answer:seals`, as `network_tags` shows them) to all that is seen of it now."""
    counted = {}
    for category, value in sent.items():
        answer, _colon, shown = value.partition(":")
        if not new_since((one for one in screening.findings if one.category == category), shown):
            counted[category] = answer
    return counted


def note(screening: Screening, *, where: str, outcome: str) -> None:
    """Log what was seen in a text of this kind and what came of it; nothing where nothing was seen."""
    if screening.findings:
        seen = ", ".join(f"{category} {number}" for category, number in counts(screening).items())
        log.info("%s: %s; %s", where, seen, outcome)
