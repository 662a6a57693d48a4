"""What OAI-PMH 2.0 asks of a request: verbs, their arguments, dates, and the errors it has words for.

Source: openarchives.org/OAI/openarchivesprotocol.html, sections 2.5, 2.7.1, 3.3 to 3.6 and 4.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

PREFIX = "oai_dc"
SETS = {"models": "Models of violence reduction", "summaries": "Living summaries of evidence"}
DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
SECOND = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z\Z", re.ASCII)


class Wrong(ValueError):
    """A request that the protocol answers with an error; `code` is its own word for it."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code = code


@dataclass(frozen=True)
class Verb:
    """The arguments of a verb; a resumption token stands alone."""

    needed: frozenset[str] = frozenset()
    allowed: frozenset[str] = frozenset()
    resumed: bool = False


LISTED = frozenset({"from", "until", "set"})
VERBS: Mapping[str, Verb] = {
    "Identify": Verb(),
    "ListMetadataFormats": Verb(allowed=frozenset({"identifier"})),
    "ListSets": Verb(resumed=True),
    "ListIdentifiers": Verb(frozenset({"metadataPrefix"}), LISTED, resumed=True),
    "ListRecords": Verb(frozenset({"metadataPrefix"}), LISTED, resumed=True),
    "GetRecord": Verb(frozenset({"identifier", "metadataPrefix"})),
}


def arguments_of(pairs: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The arguments of a request, its verb among them. Raises Wrong."""
    verbs = pairs.get("verb", ())
    if len(verbs) != 1 or verbs[0] not in VERBS:
        raise Wrong("badVerb", "The verb is missing, repeated or none of the protocol’s six.")
    repeated = [name for name, values in pairs.items() if len(values) != 1]
    if repeated:
        raise Wrong("badArgument", f"An argument is given more than once: {shown(repeated[0])}.")
    given = {name: values[0] for name, values in pairs.items()}
    _check_names(VERBS[given["verb"]], set(given) - {"verb"})
    return given


def shown(name: str) -> str:
    """As much of what was sent as an answer repeats."""
    return name[:60]


def _check_names(verb: Verb, given: set[str]) -> None:
    if verb.resumed and "resumptionToken" in given:
        if len(given) > 1:
            raise Wrong("badArgument", "A resumptionToken stands alone beside the verb.")
        return
    unknown = sorted(given - verb.needed - verb.allowed)
    if unknown:
        raise Wrong("badArgument", f"This verb has no argument {shown(unknown[0])}.")
    missing = sorted(verb.needed - given)
    if missing:
        raise Wrong("badArgument", f"This verb needs the argument {missing[0]}.")


@dataclass(frozen=True)
class Span:
    """From when (or None) to just before when (or None)."""

    start: datetime | None
    end: datetime | None


def span_of(given: Mapping[str, str]) -> Span:
    """The time that `from` and `until` name, both ends in it, by day or by second. Raises Wrong."""
    texts = [given[name] for name in ("from", "until") if name in given]
    if len({len(text) for text in texts}) > 1:
        raise Wrong("badArgument", "from and until have different granularities.")
    start = moment(given["from"]) if "from" in given else None
    last = moment(given["until"]) if "until" in given else None
    if start and last and start > last:
        raise Wrong("badArgument", "from is later than until.")
    if last is None:
        return Span(start, None)
    step = timedelta(days=1) if DAY.match(given["until"]) else timedelta(seconds=1)
    return Span(start, last + step if last.year < 9999 else None)


def moment(text: str) -> datetime:
    """A date as the protocol writes it, in UTC. Raises Wrong."""
    form = "%Y-%m-%d" if DAY.match(text) else "%Y-%m-%dT%H:%M:%SZ" if SECOND.match(text) else ""
    try:
        return datetime.strptime(text, form).replace(tzinfo=UTC) if form else _not_a_date()
    except ValueError as error:
        raise Wrong("badArgument", "A date is YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ.") from error


def _not_a_date() -> datetime:
    raise ValueError


def stamp(when: datetime) -> str:
    """A moment as the protocol writes it."""
    return when.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def check_prefix(prefix: str) -> None:
    """Dublin Core is the one format there is. Raises Wrong."""
    if prefix != PREFIX:
        raise Wrong("cannotDisseminateFormat", "Records are given as oai_dc alone.")
