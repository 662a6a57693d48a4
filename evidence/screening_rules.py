"""Screening in plain values: how far a record is, and what that means for the flow of a summary."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: How far a record can be.
STANDINGS = ("untouched", "half", "conflict", "include", "exclude")


def standing(*, settled: str, decisions: Sequence[bool]) -> str:
    """How far a record is; two who agree have settled it, two who differ have not."""
    if settled:
        return settled
    if len(decisions) < 2:
        return "half" if decisions else "untouched"
    if len(set(decisions)) > 1:
        return "conflict"
    return "include" if decisions[0] else "exclude"


@dataclass(frozen=True)
class ScreeningCounts:
    """How many records of a screening list are how far."""

    untouched: int
    half: int
    conflict: int
    include: int
    exclude: int

    @property
    def all(self) -> int:
        """Every record of the list."""
        return self.open + self.settled

    @property
    def open(self) -> int:
        """Those that are not settled."""
        return self.untouched + self.half + self.conflict

    @property
    def settled(self) -> int:
        """Those that are."""
        return self.include + self.exclude


def screening_counts(standings: Iterable[str]) -> ScreeningCounts:
    """The counts of a list, from how far each of its records is."""
    held = list(standings)
    return ScreeningCounts(**{name: held.count(name) for name in STANDINGS})


def flow_counts(counts: ScreeningCounts, *, identified: int = 0, refused: int = 0) -> dict[str, int]:
    """What a settled list says of the PRISMA flow; nothing while records are open.

    `identified` are the records of the imports made for the summary, `refused` those of them that could not
    be kept. The counts before screening are left out where records also came another way.
    """
    if counts.open or not counts.all:
        return {}
    flow = {"screened": counts.all, "excluded": counts.exclude, "sought": counts.include}
    duplicates = identified - refused - counts.all
    if identified and duplicates >= 0:
        flow = {"databases": identified, "duplicates": duplicates, "other_removed": refused} | flow
    return flow
