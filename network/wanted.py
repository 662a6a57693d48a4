"""What somebody looks for in the directory: words, values of fields and an order, as an address holds them."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict

from network.choices import FILTERS

MOST_VALUES = 10
SORTS = ("name", "newest")
NARROWEST_FIRST = ("language", "model", "place", "role", "topic", "sector", "offer")


@dataclass(frozen=True)
class Wanted:
    """What somebody looks for: words, values of fields (any of them), checked members alone, an order."""

    words: str = ""
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    checked: bool = False
    sort: str = "name"

    @property
    def is_empty(self) -> bool:
        """Whether everybody fits."""
        return not (self.words or self.facts or self.checked)

    @property
    def conditions(self) -> dict[str, tuple[str, ...]]:
        """The values of each field, being checked among them; what narrows most is likely to stand first."""
        names = dict.fromkeys((*NARROWEST_FIRST, *self.facts))
        found = {name: self.facts[name] for name in names if name in self.facts}
        return found | ({"verified": ("yes",)} if self.checked else {})

    @property
    def lead(self) -> str:
        """A field of which one value is wanted: the list is read along the index of those who have it."""
        return next((name for name, values in self.conditions.items() if len(values) == 1), "")

    @property
    def alternatives(self) -> list["Wanted"]:
        """One for each value of the narrowest field, where any of several will do and nothing leads."""
        if self.lead or self.words or not self.facts:
            return [self]
        name = next(iter(self.conditions))
        return [replace(self, facts={**self.facts, name: (value,)}) for value in self.facts[name]]

    def without(self, name: str, value: str) -> "Wanted":
        """The same without one thing: a value of a field, the words (`q`), or being checked (`verified`)."""
        if name == "q":
            return replace(self, words="")
        if name == "verified":
            return replace(self, checked=False)
        left = tuple(one for one in self.facts.get(name, ()) if one != value)
        others = {key: values for key, values in self.facts.items() if key != name}
        return replace(self, facts=others | ({name: left} if left else {}))

    def as_query(self) -> str:
        """The same as the address holds it, always in one order."""
        pairs = [("q", self.words)] if self.words else []
        pairs += [(name, value) for name in FILTERS for value in self.facts.get(name, ())]
        pairs += [("verified", "yes")] if self.checked else []
        return urlencode(pairs + ([("sort", self.sort)] if self.sort != "name" else []))


def wanted_from(query: QueryDict) -> Wanted:
    """What an address asks for; whatever it holds beside that is passed over."""
    facts = {
        name: tuple(dict.fromkeys(value[:160] for value in query.getlist(name) if value))[:MOST_VALUES]
        for name in FILTERS
    }
    sort = query.get("sort", "name")
    return Wanted(
        words=query.get("q", "").strip()[:200],
        facts={name: values for name, values in facts.items() if values},
        checked=query.get("verified") == "yes",
        sort=sort if sort in SORTS else "name",
    )
