"""Synthetic content for measuring: always the same for a number, in the words of the field."""

import random
from collections.abc import Iterator, Sequence
from typing import Any

from academy.models import SearchEntry, SupportLine
from academy.search import indexing
from academy.search.sources import EntryValues

COMMON = """
    trauma violence young people support hospital school police borough family harm safety prevention
    evidence team service community health training worker listen help risk child adult
""".split()  # noqa: SIM905
SMALL = "the of and to in a is that it was for on are with as they at be this have from or by not".split()  # noqa: SIM905
SYLLABLES = "ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu".split()  # noqa: SIM905
KINDS = ("lesson", "course", "page", "topic", "place")
TOPICS = [(f"subject-{n}", f"Subject {n}") for n in range(20)]


def vocabulary(size: int = 20_000) -> list[str]:
    """Made-up words of two to four syllables, each once."""
    chance = random.Random(1)
    words: dict[str, None] = {}
    while len(words) < size:
        words["".join(chance.choices(SYLLABLES, k=chance.randint(2, 4)))] = None
    return list(words)


def synthetic_values(count: int, *, words: int = 150) -> Iterator[EntryValues]:
    """`count` entries; a third small words, a third the field's, a third rare."""
    chance = random.Random(2)
    rare = vocabulary()
    for number in range(count):
        kind = KINDS[number % len(KINDS)]
        title = " ".join([chance.choice(COMMON), *chance.choices(rare, k=3)])
        third = words // 3
        said = (
            chance.choices(COMMON, k=third) + chance.choices(SMALL, k=third) + chance.choices(rare, k=third)
        )
        chance.shuffle(said)
        yield EntryValues(
            object_id=str(number),
            kind=kind,
            title=title.capitalize(),
            url=f"/{kind}/{number}/",
            summary=" ".join(chance.choices(rare, k=12)),
            body=" ".join(said),
            topics=(TOPICS[number % len(TOPICS)],),
            audiences=("public",) if number % 4 else ("members",),
        )


def synthetic_entries(count: int, *, source: str = "synthetic") -> int:
    """Put `count` entries into the index; returns how many rows it holds."""
    batch: list[EntryValues] = []
    for values in synthetic_values(count):
        batch.append(values)
        if len(batch) == indexing.BATCH:
            _put(batch, source)
            batch = []
    _put(batch, source)
    return SearchEntry.objects.count()


def _put(batch: Sequence[EntryValues], source: str) -> None:
    if batch:
        indexing.write([row for entry in batch for row in entry.rows(source)])
        indexing.remember_words(batch)


def synthetic_source(count: int) -> Any:
    """A source for `rebuilding.rebuild` whose `count` objects live in memory alone."""
    from academy.search.sources import Source

    made = Rows(count)
    return Source("synthetic", {"synthetic": "Synthetic"}, SupportLine, Rows.entries, lambda: made)  # type: ignore[arg-type, return-value]


class Rows:
    """Numbers that answer like a query set, as far as a rebuild asks."""

    def __init__(self, count: int, after: int = -1) -> None:
        self.values = list(synthetic_values(count)) if after < 0 else []
        self.after = after

    def order_by(self, *_names: str) -> "Rows":
        """They are in order."""
        return self

    def filter(self, *, pk__gt: int) -> "Rows":
        """Those after a number."""
        left = Rows(0, pk__gt)
        left.values = self.values
        return left

    def __getitem__(self, part: slice) -> list[Any]:
        start = self.after + 1
        return [Row(int(value.object_id), value) for value in self.values[start : start + part.stop]]

    @staticmethod
    def entries(rows: Sequence[Any]) -> list[EntryValues]:
        """The entries of a batch."""
        return [row.values for row in rows]


class Row:
    """One object in memory."""

    def __init__(self, pk: int, values: EntryValues) -> None:
        self.pk = pk
        self.values = values
