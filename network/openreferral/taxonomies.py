"""A taxonomy has a name here and nothing else; the id that the profile gives it is made of that name."""

from collections.abc import Iterable
from uuid import UUID, uuid5

_OF_TAXONOMIES = UUID("7d0b1b52-6f0e-4a52-9d8f-0c1c1f5c3a7e")


def id_of(name: str) -> UUID:
    """The id of the taxonomy with this name, the same on every site."""
    return uuid5(_OF_TAXONOMIES, name)


def named(names: Iterable[str], wanted: UUID) -> str | None:
    """The name whose taxonomy has this id, among some."""
    return next((name for name in names if id_of(name) == wanted), None)
