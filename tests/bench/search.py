"""The search function on many entries against a raw look-up in the same index."""

import random
from collections.abc import Callable
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db import connection

from academy.search.finding import find
from tests.bench.timing import in_turns, report
from tests.bench_data import COMMON, synthetic_entries, vocabulary

UNRANKED = {
    "postgresql": "SELECT id FROM academy_searchentry WHERE search_all @@ plainto_tsquery('english', %s) LIMIT 200",
    "sqlite": "SELECT rowid FROM academy_search_fts WHERE academy_search_fts MATCH %s LIMIT 200",
}
RANKED = {
    "postgresql": "SELECT id FROM academy_searchentry, plainto_tsquery('english', %s) asked "
    "WHERE search_all @@ asked ORDER BY ts_rank(search_all, asked) DESC LIMIT 20",
    "sqlite": "SELECT rowid FROM academy_search_fts WHERE academy_search_fts MATCH %s ORDER BY rank LIMIT 20",
}


def raw(sql: dict[str, str], words: str) -> int:
    """How many ids the index itself gives, without readers, text or facets."""
    with connection.cursor() as cursor:
        cursor.execute(sql[connection.vendor], [words])
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
    for name, choose in kinds.items():
        report(f"Search, {name}", in_turns(three(choose), rounds=60), against="ranked look-up", by="p95")
    return 0


def three(choose: Callable[[], str]) -> dict[str, Callable[[], object]]:
    """The same words looked up raw, ranked and by our search, new words each round."""
    asked = {"words": ""}
    visitor = AnonymousUser()

    def first() -> int:
        asked["words"] = choose()
        return raw(UNRANKED, asked["words"])

    return {
        "unranked look-up": first,
        "ranked look-up": lambda: raw(RANKED, asked["words"]),
        "search": lambda: find(asked["words"], visitor),
    }
