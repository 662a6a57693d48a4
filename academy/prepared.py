"""Queries compiled once: building SQL from a QuerySet costs ten times what the database needs for it.

A `Prepared` is made from a function that returns a `values_list` QuerySet for given values. The first
call compiles it with stand-ins; later calls put the real values in their place and run the same SQL.
Only for pages that everybody opens, where the budget says so; elsewhere a plain QuerySet reads better.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from academy.statements import Slot, Statement


def _adapted(value: Any) -> Any:
    """A moment or a day as the database's own driver takes it; anything else as it is."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


class Prepared:
    """A query of fixed shape. `stand_ins` are values of the right types that occur nowhere else in it."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], **stand_ins: Any) -> None:
        self.build = build
        self.stand_ins = stand_ins
        self.compiled: dict[str, tuple[Statement, dict[int, Any]]] = {}

    def rows(self, **values: Any) -> list[tuple[Any, ...]]:
        """Run the query; rows hold what the QuerySet's own would hold."""
        statement, converters = self._compiled()
        found = statement.rows({name: _adapted(value) for name, value in values.items()})
        if not converters:
            return found
        return [self._converted(row, converters) for row in found]

    def _compiled(self) -> tuple[Statement, dict[int, Any]]:
        kept = self.compiled.get(connection.vendor)
        if kept is None:
            kept = self.compiled[connection.vendor] = self._compile()
        return kept

    def _compile(self) -> tuple[Statement, dict[int, Any]]:
        compiler = self.build(**self.stand_ins).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        names = {_adapted(value): name for name, value in self.stand_ins.items()}
        slots = [Slot(names[param]) if param in names else param for param in params]
        expressions = [column[0] for column in compiler.select[: compiler.col_count]]
        return Statement(sql, slots), compiler.get_converters(expressions)

    @staticmethod
    def _converted(row: tuple[Any, ...], converters: dict[int, Any]) -> tuple[Any, ...]:
        cells = list(row)
        for place, (functions, expression) in converters.items():
            for function in functions:
                cells[place] = function(cells[place], expression, connection)
        return tuple(cells)
