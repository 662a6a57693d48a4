"""The search function on many entries against a raw look-up in the same index."""

import random
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connection

from academy.search.finding import find
from tests.bench.timing import in_turns, report
from tests.bench_data import COMMON, synthetic_entries, vocabulary

RAW = {
    "postgresql": "SELECT id FROM academy_searchentry WHERE search_all @@ plainto_tsquery('english', %s) LIMIT 200",
    "sqlite": "SELECT rowid FROM academy_search_fts WHERE academy_search_fts MATCH %s LIMIT 200",
}


def raw(words: str) -> int:
    """How many ids the index itself gives, without rank, readers or text."""
    with connection.cursor() as cursor:
        cursor.execute(RAW[connection.vendor], [words])
        return len(cursor.fetchall())


def measure(options: Any) -> int:
    """Print tables for rare words, common words and both; returns 0."""
    print(f"\nEntries: {synthetic_entries(options.entries)}")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    dice = random.Random(3)
    rare = vocabulary()
    kinds = {
        "a rare word": lambda: dice.choice(rare),
        "a common and a rare word": lambda: f"{dice.choice(COMMON)} {dice.choice(rare)}",
        "two common words": lambda: " ".join(dice.sample(COMMON, 2)),
    }
    visitor = AnonymousUser()
    for name, choose in kinds.items():
        asked = {"words": ""}

        def look_up(choose: Any = choose, asked: Any = asked) -> None:
            asked["words"] = choose()
            raw(asked["words"])

        works = {"raw look-up": look_up, "search": lambda asked=asked: find(asked["words"], visitor)}
        report(f"Search, {name}", in_turns(works, rounds=60), against="raw look-up", by="p95")
    return 0
