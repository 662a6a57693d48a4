"""Statements that PostgreSQL plans once a connection: planning a join of six tables takes longer than running it.

Used outside transactions only, where a refusal harms nothing. A pooler that gives each transaction another
server cannot keep statements: the first refusal turns them off for this process, and plain SQL goes on.
"""

import logging
from collections.abc import Sequence
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from django.db import DatabaseError, connection

logger = logging.getLogger(__name__)
#: SQLSTATE of: no such statement, a statement of that name already, a plan that no longer fits its tables.
REFUSALS = ("26000", "42P05", "0A000")
numbers = count()
#: By the driver's connection, which may be dropped and opened again: the statements it was given.
given: WeakKeyDictionary[Any, set[str]] = WeakKeyDictionary()
refused: set[str] = set()


class Slot:
    """A place among a query's parameters that a call fills."""

    def __init__(self, name: str) -> None:
        self.name = name


class Statement:
    """SQL of fixed text with `slots`, its parameters in order: a `Slot`, or the value itself."""

    def __init__(self, sql: str, slots: Sequence[Any]) -> None:
        self.sql = sql
        self.slots = slots
        self.name = f"academy_{next(numbers)}"

    def rows(self, values: dict[str, Any]) -> list[tuple[Any, ...]]:
        """The rows for these values by name of slot."""
        with connection.cursor() as cursor:
            if self._may_be_kept():
                try:
                    return self._kept(cursor, values)
                except DatabaseError as error:
                    if getattr(error.__cause__, "pgcode", None) not in REFUSALS:
                        raise
                    refused.add(connection.alias)
                    logger.warning("The database keeps no statements; each is planned anew from now on.")
            cursor.execute(
                self.sql, [values[slot.name] if isinstance(slot, Slot) else slot for slot in self.slots]
            )
            return list(cursor.fetchall())

    @staticmethod
    def _may_be_kept() -> bool:
        apart = connection.get_autocommit() and not connection.in_atomic_block
        return connection.vendor == "postgresql" and apart and connection.alias not in refused

    def _kept(self, cursor: Any, values: dict[str, Any]) -> list[tuple[Any, ...]]:
        known = given.setdefault(connection.connection, set())
        if self.name not in known:
            cursor.execute(f"PREPARE {self.name} AS {self._numbered(cursor)}")
            known.add(self.name)
        wanted = [values[slot.name] for slot in self.slots if isinstance(slot, Slot)]
        places = f"({', '.join(['%s'] * len(wanted))})" if wanted else ""
        cursor.execute(f"EXECUTE {self.name}{places}", wanted)
        return list(cursor.fetchall())

    def _numbered(self, cursor: Any) -> str:
        """The SQL with $1, $2 for slots and everything else written out."""
        place = count(1)
        pieces = self.sql.split("%s")
        filled = [
            f"${next(place)}" if isinstance(slot, Slot) else cursor.mogrify("%s", [slot]).decode()
            for slot in self.slots
        ]
        between = zip(pieces, [*filled, ""], strict=True)
        return "".join(piece.replace("%%", "%") + value for piece, value in between)
