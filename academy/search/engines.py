"""The two questions put to a database's own index, in its own words, with who asks inside the query.

Each answers with at most `CANDIDATES` rows, ranked among the first `LOOKED_AT` that match: a word that
stands in half the index costs no more than a rare one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from academy.search.words import Query

CANDIDATES = 200
LOOKED_AT = 1_000
FIELDS = ("id", "source", "object_id", "kind", "weight", "title", "url", "summary", "topics")
COLUMNS = ", ".join(f"e.{name}" for name in FIELDS)
WHO = "e.audience IN ({who}) AND (%s = '' OR e.kind = %s) AND (%s = '' OR e.topics LIKE %s ESCAPE '!')"

#: `{match}`, `{rank}` and `{who}` come from this module alone; everything typed is a parameter.
POSTGRESQL = (
    f"SELECT {COLUMNS.replace('e.', '')} FROM (SELECT {COLUMNS}, ts_rank(e.{{column}}, q) AS r "
    "FROM academy_searchentry e, to_tsquery('english', %s) q "
    f"WHERE e.{{column}} @@ q AND {WHO} LIMIT {LOOKED_AT}) found ORDER BY r DESC, id LIMIT {CANDIDATES}"
)
SQLITE = (
    f"SELECT {COLUMNS.replace('e.', '')} FROM (SELECT {COLUMNS}, {{rank}} AS r "
    "FROM academy_search_fts CROSS JOIN academy_searchentry e ON e.id = academy_search_fts.rowid "
    f"WHERE academy_search_fts MATCH %s AND {WHO} LIMIT {LOOKED_AT}) found ORDER BY r, id LIMIT {CANDIDATES}"
)

HOLDING = {
    "postgresql": "SELECT %s FROM academy_searchentry e "
    "WHERE e.search_head @@ to_tsquery('english', %s) AND e.audience IN ({who})",
    "sqlite": "SELECT %s FROM academy_search_fts "
    "CROSS JOIN academy_searchentry e ON e.id = academy_search_fts.rowid "
    "WHERE academy_search_fts MATCH %s AND e.audience IN ({who})",
}


@dataclass(frozen=True)
class Asked:
    """Who asks, and what they narrowed the answer to."""

    audiences: Sequence[str]
    kind: str = ""
    topic: str = ""

    @property
    def parameters(self) -> list[str]:
        """The parameters of `WHO`, in its order."""
        topic = self.topic.replace("!", "!!").replace("%", "!%").replace("_", "!_")
        return [*self.audiences, self.kind, self.kind, self.topic, f"%\n{topic} %"]


@dataclass(frozen=True)
class Candidate:
    """A row the database found."""

    id: int
    source: str
    object_id: str
    kind: str
    weight: int
    title: str
    url: str
    summary: str
    topics: str


def in_head(query: Query, asked: Asked, *, prefix: bool = False) -> list[Candidate]:
    """Entries whose title, summary and topics hold every word; the last may be a beginning."""
    return _candidates(query, asked, head=True, prefix=prefix)


def in_title(query: Query, asked: Asked) -> list[Candidate]:
    """Entries whose title holds every word, the last of them as a beginning: suggestions."""
    return _candidates(query, asked, head=True, prefix=True, title=True)


def anywhere(query: Query, asked: Asked, *, some: bool = False) -> list[Candidate]:
    """Entries that hold every word; or `some` of them, the last as a beginning."""
    return _candidates(query, asked, head=False, prefix=some, some=some)


def _candidates(
    query: Query, asked: Asked, *, head: bool, prefix: bool, some: bool = False, title: bool = False
) -> list[Candidate]:
    who = ", ".join(["%s"] * len(asked.audiences))
    if connection.vendor == "postgresql":
        match = postgresql_match(query, prefix=prefix, some=some, weight="A" if title else "")
        sql = POSTGRESQL.format(column="search_head" if head else "search_all", who=who)
    else:
        match = sqlite_match(query, prefix=prefix, some=some)
        if head:
            match = f"{{{'title' if title else 'title summary topics'}}} : ({match})"
        sql = SQLITE.format(rank="bm25(academy_search_fts, 10, 4, 4, 1)", who=who)
    return [Candidate(*row) for row in fetch(sql, [match, *asked.parameters])]


def fetch(sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows of a question in SQL."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def postgresql_match(query: Query, *, prefix: bool, some: bool, weight: str = "") -> str:
    """The query in PostgreSQL's words; these are letters and digits alone, so quotes hold them."""
    marks = f":{weight}" if weight else ""
    parts = [f"'{word}'{marks}" for word in query.words]
    if prefix and parts:
        parts[-1] = f"'{query.words[-1]}':*{weight}"
    parts += ["(" + " <-> ".join(f"'{word}'{marks}" for word in phrase) + ")" for phrase in query.phrases]
    return (" | " if some else " & ").join(parts)


def sqlite_match(query: Query, *, prefix: bool, some: bool) -> str:
    """The query in FTS5's words."""
    parts = [f'"{word}"' for word in query.words]
    if prefix and parts:
        parts[-1] += " *"
    parts += ['"' + " ".join(phrase) + '"' for phrase in query.phrases]
    return (" OR " if some else " AND ").join(parts)


def titles_holding(queries: dict[str, Query], asked: Asked) -> set[str]:
    """Which of these queries, by name, find a title for this person; one question for all of them."""
    if not queries:
        return set()
    who = ", ".join(["%s"] * len(asked.audiences))
    parts = []
    parameters: list[str] = []
    for name, query in queries.items():
        parts.append(f"SELECT * FROM ({HOLDING[connection.vendor].format(who=who)} LIMIT 1) part")
        parameters += [name, _title_match(query), *asked.audiences]
    return {str(row[0]) for row in fetch(" UNION ALL ".join(parts), parameters)}


def _title_match(query: Query) -> str:
    if connection.vendor == "postgresql":
        return postgresql_match(query, prefix=False, some=False, weight="A")
    return f"{{title}} : ({sqlite_match(query, prefix=False, some=False)})"
