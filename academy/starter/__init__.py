"""Loading and removing the starter content.

A wing registers a `StarterPart` with the `academy_starter` hook. Everything a part makes goes through
a `Keeper`, which remembers it by key: loading again refreshes what nobody has edited since, leaves
alone what an editor changed, and removal takes away exactly what was loaded.
"""

from academy.starter.keeper import Keeper, StarterPart, load_all, parts, remove_all

__all__ = ["Keeper", "StarterPart", "load_all", "parts", "remove_all"]
