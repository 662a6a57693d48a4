"""A migration operation: triggers that let rows of a table be added but never changed or deleted.

A learner's or an actor's own erasure touches other tables; these rows hold ids alone.
"""

from typing import Any

from django.db.migrations.operations.base import Operation

POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION academy_refuse_change() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'rows of % are never changed or deleted', TG_TABLE_NAME; END
$$ LANGUAGE plpgsql
"""


class Protect(Operation):
    """Refuse UPDATE and DELETE on one table, on SQLite and PostgreSQL."""

    reversible = True

    def __init__(self, table: str) -> None:
        self.table = table

    def state_forwards(self, app_label: str, state: Any) -> None:
        """Nothing about the models changes."""

    def database_forwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Make the triggers."""
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(POSTGRESQL_FUNCTION, params=None)
            schema_editor.execute(
                f"CREATE TRIGGER {self.table}_kept BEFORE UPDATE OR DELETE ON {self.table} "
                "FOR EACH ROW EXECUTE FUNCTION academy_refuse_change()"
            )
            return
        for verb in ("update", "delete"):
            schema_editor.execute(
                f"CREATE TRIGGER {self.table}_no_{verb} BEFORE {verb} ON {self.table} "
                f"BEGIN SELECT RAISE(ABORT, 'rows of {self.table} are never changed or deleted'); END"
            )

    def database_backwards(self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any) -> None:
        """Take the triggers away."""
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {self.table}_kept ON {self.table}")
            return
        for verb in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {self.table}_no_{verb}")

    def describe(self) -> str:
        """One line for `migrate --plan`."""
        return f"Protect {self.table} against change"
