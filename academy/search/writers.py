"""More than one connection at work on the index, each on a processor of its own.

Only PostgreSQL gains by it: SQLite has one writer. Inside somebody's transaction everything stays on their
connection, since another would not see what they did.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import TypeVar

from django.db import connection

#: More than this gains little: what remains is reading the objects, which one thread does.
MOST = 2
Piece = TypeVar("Piece")
Result = TypeVar("Result")


class Writers:
    """Threads with a connection each; to be used in a `with`, which closes the connections."""

    def __init__(self) -> None:
        alone = connection.vendor != "postgresql" or connection.in_atomic_block
        self.threads = [] if alone else [ThreadPoolExecutor(max_workers=1) for _number in range(MOST)]

    @property
    def count(self) -> int:
        """How many pieces of work are done at once."""
        return max(1, len(self.threads))

    def each(self, verb: Callable[[Piece], Result], pieces: Iterable[Piece]) -> list[Result]:
        """What `verb` gives for each piece, in their order; every piece is done before an error is raised."""
        if not self.threads:
            return [verb(piece) for piece in pieces]
        futures = [
            self.threads[number % self.count].submit(verb, piece) for number, piece in enumerate(pieces)
        ]
        errors = [error for error in [future.exception() for future in futures] if error]
        if errors:
            raise errors[0]
        return [future.result() for future in futures]

    def __enter__(self) -> "Writers":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for thread in self.threads:
            thread.submit(_hang_up)
            thread.shutdown()


def _hang_up() -> None:
    """Close the calling thread's connection: the name means another one in every thread."""
    connection.close()
