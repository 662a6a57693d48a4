"""What screening saw, noted for those who run the site: categories and outcome, never words, never whose."""

import logging

from network.screening import Screening, counts

log = logging.getLogger("network.screening")


def note(screening: Screening, *, where: str, outcome: str) -> None:
    """Log what was seen in a text of this kind and what came of it; nothing where nothing was seen."""
    if screening.findings:
        seen = ", ".join(f"{category} {number}" for category, number in counts(screening).items())
        log.info("%s: %s; %s", where, seen, outcome)
