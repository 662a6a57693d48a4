"""Screening before posting: what in a text could point to a person, found before anybody else reads it.

Pure functions over a table of rules (`table.py`, one file a family). A right check digit with context holds a
post; everything else nudges. Nothing here stores or logs: `counts` is all that a log may hold.
"""

from network.screening.kinds import Answer, Category, Finding, Outcome, Screening, Severity, counts
from network.screening.screen import screen, screen_all

__all__ = [
    "Answer",
    "Category",
    "Finding",
    "Outcome",
    "Screening",
    "Severity",
    "counts",
    "screen",
    "screen_all",
]
