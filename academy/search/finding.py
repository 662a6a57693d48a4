"""Answering a search: the database picks candidates, titles and summaries order them, bodies settle ties."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from academy.permissions import AnyUser
from academy.search import engines, rules
from academy.search.audiences import audiences_of
from academy.search.engines import CANDIDATES, Asked, Candidate
from academy.search.sources import all_sources, still_theirs
from academy.search.words import Query, parse, words_of

SETTLED_BY_BODY = 40
SUGGESTIONS = 8


@dataclass
class Facet:
    """One way to narrow the results, and how many would be left."""

    key: str
    name: str
    count: int


@dataclass
class Found:
    """What a person may see of what they asked for, best first, at most 200."""

    query: Query
    asked: Asked
    results: list[Candidate] = field(default_factory=list)
    bodies: dict[int, str] = field(default_factory=dict)
    kinds: list[Facet] = field(default_factory=list)
    topics: list[Facet] = field(default_factory=list)
    only_some_words: bool = False
    more: bool = False


def held_by(person: AnyUser) -> list[str]:
    """Every audience a person holds: the ground's and each source's own."""
    held = audiences_of(person)
    if person.is_authenticated and person.is_active:
        held += [audience for source in all_sources() for audience in source.held(person)]
    return held


def find(text: str, person: AnyUser, *, kind: str = "", topic: str = "") -> Found:
    """Search the whole site as `person`; facets count what is found before narrowing."""
    found = Found(parse(text), Asked(held_by(person), kind, topic))
    if found.query.is_empty:
        return found
    wide = replace(found.asked, kind="", topic="")
    everything = _still_theirs(_matching(found, wide), person)
    found.kinds = count(item.kind for item in everything)
    found.topics = count(line for item in everything for line in item.topics.split("\n") if line)
    found.more = len(everything) >= CANDIDATES
    narrowed = everything
    if found.more and (kind or topic):
        narrowed = _still_theirs(once(engines.candidates(found.query, found.asked)), person)
    found.bodies, found.results = in_order(
        found.query, [item for item in narrowed if _is_wanted(item, found.asked)]
    )
    return found


def _still_theirs(rows: list[Candidate], person: AnyUser) -> list[Candidate]:
    """Let sources look again at what they found: somebody may have been blocked or suspended since."""
    theirs = still_theirs(((row.source, row.object_id) for row in rows), person)
    return [row for row in rows if (row.source, row.object_id) in theirs]


def _is_wanted(item: Candidate, asked: Asked) -> bool:
    by_topic = not asked.topic or f"\n{asked.topic} " in item.topics
    return by_topic and (not asked.kind or item.kind == asked.kind)


def _matching(found: Found, asked: Asked) -> list[Candidate]:
    """Those with every word, at their head or anywhere; or else with some."""
    rows = engines.candidates(found.query, asked)
    if not rows:
        rows = engines.candidates(found.query, asked, some=True)
        found.only_some_words = bool(rows) and len(found.query.terms) > 1
    return once(rows)


def once(rows: Iterable[Candidate]) -> list[Candidate]:
    """Each object once, however many of its audiences a person holds."""
    return list({(row.source, row.object_id): row for row in reversed(list(rows))}.values())[::-1]


def count(lines: Iterable[str]) -> list[Facet]:
    """Facets of "key name" lines, the most frequent first."""
    counted = Counter(lines)
    facets = [Facet(line.partition(" ")[0], line.partition(" ")[2], n) for line, n in counted.items()]
    return sorted(facets, key=lambda facet: (-facet.count, facet.key))


def in_order(query: Query, rows: list[Candidate]) -> tuple[dict[int, str], list[Candidate]]:
    """The bodies of the 40 best, and all rows, best first.

    What counts is the title, then the summary, how often in the body, weight, and the title's letters.
    """
    scores = {
        row.id: rules.score(query, title=row.title, summary=row.summary, topics=row.topics) for row in rows
    }
    ranked = sorted(rows, key=lambda row: scores[row.id], reverse=True)
    best = ranked[:SETTLED_BY_BODY]
    body = bodies(best)
    often = {row.id: rules.hits(query, f"{row.summary} {body.get(row.id, '')}") for row in best}
    best.sort(key=lambda row: (*(-n for n in scores[row.id]), -often[row.id], -row.weight, row.title, row.id))
    return body, best + ranked[SETTLED_BY_BODY:]


def bodies(rows: Iterable[Candidate]) -> dict[int, str]:
    """The texts of these rows, in one query."""
    ids = [row.id for row in rows]
    return dict(engines.fetch(engines.BODIES.format(ids=", ".join(["%s"] * len(ids))), ids)) if ids else {}


def suggest(text: str, person: AnyUser) -> list[Candidate]:
    """The few best titles that hold these words, the last as a beginning."""
    query = parse(text)
    if query.is_empty:
        return []
    rows = _still_theirs(once(engines.in_title(query, Asked(held_by(person)))), person)
    beginning = " ".join(query.every)
    rows.sort(key=lambda row: (not starts(row.title, beginning), -row.weight, len(row.title), row.title))
    return rows[:SUGGESTIONS]


def starts(title: str, beginning: str) -> bool:
    """Whether a title starts with what was typed."""
    return " ".join(words_of(title)).startswith(beginning)
