"""Lists of staff as spreadsheets write them: read, and compared with who is known. No Django, no database."""

from courses.roster.planning import Change, Ground, Known, Plan, plan
from courses.roster.reading import MOST_ROWS, Row, UnreadableRoster, decoded, read

__all__ = [
    "MOST_ROWS",
    "Change",
    "Ground",
    "Known",
    "Plan",
    "Row",
    "UnreadableRoster",
    "decoded",
    "plan",
    "read",
]
