"""A migration operation: what each database searches in, beside the plain table.

PostgreSQL gets two generated columns, `search_head` (title A; summary and topics B) and `search_all`
(head and body C), each with a GIN index. SQLite gets an FTS5 table over the same four columns, kept by
triggers. Every write therefore costs the same however large the index is, and no extension is needed.

On SQLite an `AlterField` on the entry table rebuilds it and loses its triggers: put a new `FullText()`
after such an operation, and one (in reverse) before it.
"""

from typing import Any

from django.db.migrations.operations.base import Operation

TABLE = "academy_searchentry"
FTS = "academy_search_fts"
COLUMNS = ("title", "summary", "topics", "body")
#: PostgreSQL's parser would take "and/or", "harm-free" or "x@y" for one word, and in a database without a
#: locale anything beyond ASCII for a letter; SQLite's splits and folds all of these by itself.
SEPARATORS = dict.fromkeys("/.-_@:&", " ")
TYPOGRAPHIC = dict.fromkeys("’‘“”–—…•·«»", " ")
ACCENTED = "àáâãäåçèéêëìíîïñòóôõöùúûüýÿÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖÙÚÛÜÝ"
PLAIN = "aaaaaaceeeeiiiinooooouuuuyyaaaaaaceeeeiiiinooooouuuuy"


def replaced(text: str, letters: dict[str, str]) -> str:
    """SQL that puts other letters in place; many `replace` cost a tenth of one `translate`."""
    for letter, instead in letters.items():
        text = f"replace({text}, '{letter}', '{instead}')"
    return text


def vector(columns: tuple[str, ...], weight: str) -> str:
    """SQL of a weighted vector; plain ASCII is spared most of the folding."""
    text = " || ' ' || ".join(columns)
    short = replaced(text, SEPARATORS)
    long = replaced(text, SEPARATORS | TYPOGRAPHIC | dict(zip(ACCENTED, PLAIN, strict=True)))
    plain = f"CASE WHEN octet_length({text}) = char_length({text}) THEN {short} ELSE {long} END"
    return f"setweight(to_tsvector('english', {plain}), '{weight}')"


HEAD = f"{vector(('title',), 'A')} || {vector(('summary', 'topics'), 'B')}"
INDEXES = (
    f"CREATE INDEX IF NOT EXISTS academy_search_head ON {TABLE} USING GIN (search_head)",
    f"CREATE INDEX IF NOT EXISTS academy_search_all ON {TABLE} USING GIN (search_all)",
)
NO_INDEXES = ("DROP INDEX IF EXISTS academy_search_head", "DROP INDEX IF EXISTS academy_search_all")
POSTGRESQL = (
    f"ALTER TABLE {TABLE} ADD COLUMN search_head tsvector GENERATED ALWAYS AS ({HEAD}) STORED",
    f"ALTER TABLE {TABLE} ADD COLUMN search_all tsvector GENERATED ALWAYS AS "
    f"({HEAD} || {vector(('body',), 'C')}) STORED",
    *INDEXES,
)
POSTGRESQL_BACK = (
    f"ALTER TABLE {TABLE} DROP COLUMN IF EXISTS search_head",
    f"ALTER TABLE {TABLE} DROP COLUMN IF EXISTS search_all",
)
NAMES = ", ".join(COLUMNS)
NEW = ", ".join(f"new.{name}" for name in COLUMNS)
OLD = ", ".join(f"old.{name}" for name in COLUMNS)
ADD = f"INSERT INTO {FTS}(rowid, {NAMES}) VALUES (new.id, {NEW});"  # noqa: S608
TAKE = f"INSERT INTO {FTS}({FTS}, rowid, {NAMES}) VALUES ('delete', old.id, {OLD});"  # noqa: S608
SQLITE = (
    f"CREATE VIRTUAL TABLE {FTS} USING fts5({NAMES}, content='{TABLE}', content_rowid='id', "
    "tokenize='porter unicode61 remove_diacritics 2')",
    f"INSERT INTO {FTS}({FTS}) VALUES ('rebuild')",  # noqa: S608
    f"CREATE TRIGGER {FTS}_added AFTER INSERT ON {TABLE} BEGIN {ADD} END",
    f"CREATE TRIGGER {FTS}_taken AFTER DELETE ON {TABLE} BEGIN {TAKE} END",
    f"CREATE TRIGGER {FTS}_changed AFTER UPDATE ON {TABLE} BEGIN {TAKE} {ADD} END",
)
SQLITE_BACK = (
    *(f"DROP TRIGGER IF EXISTS {FTS}_{name}" for name in ("added", "taken", "changed")),
    f"DROP TABLE IF EXISTS {FTS}",
)


class FullText(Operation):
    """Make the entry table searchable, on SQLite and PostgreSQL."""

    reversible = True

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Nothing about the models changes."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Add the columns and indexes, or the table and its triggers."""
        self._run(schema_editor, POSTGRESQL, SQLITE)

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Take them away."""
        self._run(schema_editor, POSTGRESQL_BACK, SQLITE_BACK)

    def describe(self) -> str:
        """One line for `migrate --plan`."""
        return "Make the search index searchable"

    @staticmethod
    def _run(schema_editor: Any, postgresql: tuple[str, ...], sqlite: tuple[str, ...]) -> None:
        for statement in postgresql if schema_editor.connection.vendor == "postgresql" else sqlite:
            schema_editor.execute(statement, params=None)
