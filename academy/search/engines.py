"""The questions put to a database's own index, in its own words, with who asks inside the query.

Entries with every word at their head (title, summary, topics) come first, then those with the rest of the
words in their body. Each half is ranked among the first `LOOKED_AT` that match and gives at most
`CANDIDATES`, and the second is looked at only when the first leaves room: a word that stands in half the
index costs no more than a rare one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from django.db import connection
from django.db.models.expressions import RawSQL

from academy.search.words import Query

CANDIDATES = 200
LOOKED_AT = 500
NAMES = "id, source, object_id, kind, weight, title, url, summary, topics"
COLUMNS = ", ".join(f"e.{name}" for name in NAMES.split(", "))
WHO = "e.audience IN ({who}) AND (%s = '' OR e.kind = %s) AND (%s = '' OR e.topics LIKE %s ESCAPE '!')"

#: `{column}`, `{rest}` and `{who}` are filled from this module alone; everything typed is a parameter.
RANKED = {
    "postgresql": f"SELECT {NAMES} FROM (SELECT {COLUMNS}, ts_rank(e.{{column}}, q) AS r "  # noqa: S608
    "FROM academy_searchentry e, to_tsquery('english', %s) q "
    f"WHERE e.{{column}} @@ q {{rest}}AND {WHO} LIMIT {LOOKED_AT}) found "
    f"ORDER BY r DESC, id LIMIT {CANDIDATES}",
    "sqlite": f"SELECT {NAMES} FROM (SELECT {COLUMNS}, bm25(academy_search_fts, 10, 4, 4, 1) AS r "  # noqa: S608
    "FROM academy_search_fts CROSS JOIN academy_searchentry e ON e.id = academy_search_fts.rowid "
    f"WHERE academy_search_fts MATCH %s AND {WHO} LIMIT {LOOKED_AT}) found "
    f"ORDER BY r, id LIMIT {CANDIDATES}",
}
#: So many titles are asked whether they still may be seen, before a word of theirs is offered.
HOLDERS = 20
HOLDING = {
    "postgresql": "SELECT %s, e.source, e.object_id FROM academy_searchentry e "  # noqa: S608
    f"WHERE e.search_head @@ to_tsquery('english', %s) AND e.audience IN ({{who}}) LIMIT {HOLDERS}",
    "sqlite": "SELECT %s, e.source, e.object_id FROM academy_search_fts "  # noqa: S608
    "CROSS JOIN academy_searchentry e ON e.id = academy_search_fts.rowid "
    f"WHERE academy_search_fts MATCH %s AND e.audience IN ({{who}}) LIMIT {HOLDERS}",
}
BODIES = "SELECT id, body FROM academy_searchentry WHERE id IN ({ids})"


@dataclass(frozen=True)
class Asked:
    """Who asks, and what they narrowed the answer to."""

    audiences: Sequence[str]
    kind: str = ""
    topic: str = ""

    @property
    def who(self) -> str:
        """A place in SQL for each audience."""
        return ", ".join(["%s"] * len(self.audiences))

    @property
    def parameters(self) -> list[str]:
        """The parameters of `WHO`, in its order."""
        topic = self.topic.replace("!", "!!").replace("%", "!%").replace("_", "!_")
        return [*self.audiences, self.kind, self.kind, self.topic, f"%\n{topic} %"]


class Candidate(NamedTuple):
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


def candidates(query: Query, asked: Asked, *, some: bool = False) -> list[Candidate]:
    """Entries that hold every word; or `some` of them, the last being a beginning."""
    return [Candidate._make(row) for row in fetch(*_ranked(query, asked, some=some))]


def ids_of(query: Query, asked: Asked) -> RawSQL:
    """SQL: the ids of entries that hold every word, or else of those that hold some; to be used after `__in`."""
    every, some = _ranked(query, asked, some=False), _ranked(query, asked, some=True)
    sql = (
        f"WITH every_word AS ({every[0]}), some_words AS ({some[0]}) "  # noqa: S608
        "SELECT CAST(object_id AS bigint) FROM every_word UNION ALL "
        "SELECT CAST(object_id AS bigint) FROM some_words WHERE NOT EXISTS (SELECT 1 FROM every_word)"
    )
    return RawSQL(sql, [*every[1], *some[1]])  # noqa: S611


def _ranked(query: Query, asked: Asked, *, some: bool) -> tuple[str, list[Any]]:
    halves = [_head(match_of(query, prefix=some, some=some)), _body(match_of(query, prefix=some, some=some))]
    sql = " UNION ALL ".join(f"SELECT * FROM ({sql.format(who=asked.who)}) half" for sql, _match in halves)  # noqa: S608
    parameters = [value for _sql, match in halves for value in (*match, *asked.parameters)]
    return f"{sql} LIMIT {CANDIDATES}", parameters


def in_title(query: Query, asked: Asked) -> list[Candidate]:
    """Entries whose title holds every word, the last of them as a beginning: suggestions."""
    sql = RANKED[connection.vendor].format(column="search_head", rest="", who=asked.who)
    match = title_match(query, prefix=True)
    return [Candidate._make(row) for row in fetch(sql, [match, *asked.parameters])]


def titles_holding(queries: dict[str, Query], asked: Asked) -> list[tuple[str, str, str]]:
    """What these queries, by name, find in titles: name, source and id, a few a query; one question for all."""
    if not queries:
        return []
    part = f"SELECT * FROM ({HOLDING[connection.vendor].format(who=asked.who)}) part"  # noqa: S608
    parameters: list[str] = []
    for name, query in queries.items():
        parameters += [name, title_match(query), *asked.audiences]
    rows = fetch(" UNION ALL ".join([part] * len(queries)), parameters)
    return [(str(name), str(source), str(pk)) for name, source, pk in rows]


def fetch(sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
    """The rows of a question in SQL."""
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return list(cursor.fetchall())


def _head(match: str) -> tuple[str, list[str]]:
    """SQL and its match for entries that answer with their head."""
    if connection.vendor == "postgresql":
        return RANKED["postgresql"].replace("{column}", "search_head").replace("{rest}", ""), [match]
    return RANKED["sqlite"], [f"{{title summary topics}} : ({match})"]


def _body(match: str) -> tuple[str, list[str]]:
    """SQL and its match for entries that answer, but not with their head."""
    if connection.vendor == "postgresql":
        rest = "AND NOT e.search_head @@ q "
        return RANKED["postgresql"].replace("{column}", "search_all").replace("{rest}", rest), [match]
    return RANKED["sqlite"], [f"({match}) NOT ({{title summary topics}} : ({match}))"]


def match_of(query: Query, *, prefix: bool = False, some: bool = False, mark: str = "") -> str:
    """The query in the database's words: letters and digits alone, so that quotes hold them.

    `mark` names the part of an entry that PostgreSQL should look in ("A" is the title).
    """
    if connection.vendor == "postgresql":
        return _postgresql_match(query, prefix=prefix, some=some, mark=mark)
    parts = [f'"{word}"' for word in query.words]
    if prefix and parts:
        parts[-1] += " *"
    parts += ['"' + " ".join(phrase) + '"' for phrase in query.phrases]
    return (" OR " if some else " AND ").join(parts)


def _postgresql_match(query: Query, *, prefix: bool, some: bool, mark: str) -> str:
    marks = f":{mark}" if mark else ""
    parts = [f"'{word}'{marks}" for word in query.words]
    if prefix and parts:
        parts[-1] = f"'{query.words[-1]}':*{mark}"
    parts += ["(" + " <-> ".join(f"'{word}'{marks}" for word in phrase) + ")" for phrase in query.phrases]
    return (" | " if some else " & ").join(parts)


def title_match(query: Query, *, prefix: bool = False) -> str:
    """The query, looked for in titles alone."""
    match = match_of(query, prefix=prefix, mark="A")
    return match if connection.vendor == "postgresql" else f"{{title}} : ({match})"
