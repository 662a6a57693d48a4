"""PubMed's NBIB: MEDLINE tags of up to four letters, values wrapped under an indent of six.

Field meanings: the National Library of Medicine's list of MEDLINE/PubMed data elements. No library we trust reads
it, and the format is small.
"""

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from evidence.citations import kinds
from evidence.citations.cleaning import MEDLINE_LANGUAGES, tidy_title
from evidence.citations.dates import MONTHS, Issued, parse_date
from evidence.citations.drafts import Draft, Unusable
from evidence.citations.items import Item
from evidence.citations.names import Name, medline_text, name_text, parse_medline_name, parse_name
from evidence.citations.record import Record
from evidence.citations.source import Source

_START = re.compile(r"^PMID ?- ?\d", re.MULTILINE)
_OURS = re.compile(r"^(?:PMID|TI  |OWN |STAT)- ", re.MULTILINE)
_TAG = re.compile(r"^([A-Z][A-Z0-9]{1,3}) {0,2}- ?(.*)$")
_ARTICLE_NUMBER = re.compile(r"^([a-z]{0,2}\d{2,8}) \[pii\]$")
_MOST_LINES = 5_000
Pairs = list[tuple[str, str]]
_FIELDS = {
    "title": ("TI", "BTI", "TT"),
    "container_title": ("JT", "TA"),
    "volume": ("VI",),
    "issue": ("IP",),
    "page": ("PG",),
    "pmid": ("PMID",),
    "pmcid": ("PMC",),
    "isbn": ("ISBN",),
    "publisher": ("PB",),
    "publisher_place": ("PL",),
    "abstract": ("AB",),
    "language": ("LA",),
    "note": ("GN",),
}
_READ = {tag for tags in _FIELDS.values() for tag in tags} | {
    "AU", "FAU", "CN", "ED", "FED", "DP", "DEP", "LID", "AID", "IS", "OT", "MH", "PT",
}  # fmt: skip
#: What a library keeps for itself: of no use to a reader, so not kept.
_DROPPED = {
    "OWN",
    "STAT",
    "DCOM",
    "LR",
    "SB",
    "EDAT",
    "MHDA",
    "CRDT",
    "PHST",
    "PST",
    "JID",
    "AUID",
    "AD",
    "SO",
}


def begins(text: str) -> int | None:
    """Where the first MEDLINE tag of a record stands, or None."""
    found = _START.search(text) or (_OURS.search(text) if "\nTI  - " in f"\n{text}" else None)
    return found.start() if found and _TAG.match(text[found.start() :].partition("\n")[0]) else None


def read(source: Source) -> Iterator[Item]:
    """Each record: blank lines or a new `PMID` part them; wrapped lines are joined."""
    start, pairs = 0, Pairs()
    for number, line in source.lines():
        found = _TAG.match(line)
        if pairs and (not line.strip() or (found and found.group(1) == "PMID" and _has_title(pairs))):
            yield _item(start, pairs)
            pairs = []
        if found and len(pairs) < _MOST_LINES:
            start = start if pairs else number
            pairs.append((found.group(1), found.group(2).strip()))
        elif pairs and line.strip() and len(pairs) < _MOST_LINES:
            pairs.append(("", line.strip()))
    if pairs:
        yield _item(start, pairs)


def _has_title(pairs: Pairs) -> bool:
    return any(tag in ("TI", "BTI", "PMID") for tag, _value in pairs)


def _item(start: int, pairs: Pairs) -> Item:
    return Item(start, " ".join(value for _tag, value in pairs[:6]), partial(_draft, pairs))


def _joined(pairs: Pairs) -> Pairs:
    """Lines that go on without a tag put back to the value they belong to."""
    whole: list[tuple[str, list[str]]] = []
    for tag, value in pairs:
        if tag:
            whole.append((tag, [value]))
        elif whole:
            whole[-1][1].append(value)
    return [(tag, " ".join(values)) for tag, values in whole]


def _draft(raw: Pairs) -> Draft:
    pairs = _joined(raw)
    draft = Draft()
    for name, tags in _FIELDS.items():
        draft.set(name, *(value for wanted in tags for tag, value in pairs if tag == wanted))
    draft.type, rest = _kind([value for tag, value in pairs if tag == "PT"])
    if draft.type in ("chapter", "book") and not draft.texts["container_title"]:
        titles = [value for tag, value in pairs if tag == "BTI"]
        draft.set("container_title", *(title for title in titles if title != draft.texts["title"]))
    draft.authors = _people(pairs, "FAU", "AU", "CN")
    draft.editors = _people(pairs, "FED", "ED", "")
    draft.issued = parse_date(_first(pairs, "DP")) or parse_date(_first(pairs, "DEP"))
    draft.keywords = [value for tag, value in pairs if tag == "OT"] + _headings(pairs)
    _add_numbers(draft, pairs)
    draft.extra = _extra(pairs) | ({"publication-type": "; ".join(rest)} if rest else {})
    if not draft.texts["title"] and not draft.texts["pmid"]:
        raise Unusable("is not a PubMed record")
    return draft


def _first(pairs: Pairs, wanted: str) -> str:
    return next((value for tag, value in pairs if tag == wanted), "")


def _kind(types: Sequence[str]) -> tuple[str, list[str]]:
    """Our kind by the first publication type that names one, and the types that say more than that."""
    known = [kinds.of_words(value) for value in types]
    kind = next((found for found in known if found and found != "article-journal"), None)
    rest = [value for value in types if kinds.of_words(value) is None]
    return kind or "article-journal", rest


def _people(pairs: Pairs, full: str, short: str, bodies: str) -> list[Name]:
    """Full names in their order, bodies among them; the short ones where the full are missing."""
    chosen = full if any(tag == full for tag, _value in pairs) else short
    people = []
    for tag, value in pairs:
        if tag == chosen:
            people.append(parse_name(value) if tag == full else parse_medline_name(value))
        elif tag == bodies and bodies:
            people.append(Name(literal=value))
    return people


def _headings(pairs: Pairs) -> list[str]:
    """MeSH headings without their qualifiers and stars."""
    return [value.partition("/")[0].strip("* ") for tag, value in pairs if tag == "MH"]


def _add_numbers(draft: Draft, pairs: Pairs) -> None:
    located = [value for tag, value in pairs if tag in ("LID", "AID")]
    draft.set("doi", *(value.removesuffix("[doi]") for value in located if value.endswith("[doi]")))
    places = (_ARTICLE_NUMBER.match(value) for tag, value in pairs if tag == "LID")
    draft.set("page", *(found.group(1) for found in places if found))
    numbers = [value for tag, value in pairs if tag == "IS"]
    draft.set("issn", *(value for value in numbers if "linking" in value.casefold()), *numbers)


def _extra(pairs: Pairs) -> dict[str, str]:
    extra: dict[str, str] = {}
    for tag, value in pairs:
        if tag not in _READ and tag not in _DROPPED and len(extra.get(tag, "")) < 2_000:
            extra[tag] = f"{extra[tag]}; {value}" if tag in extra else value
    return extra


def write(records: Iterable[Record]) -> Iterator[str]:
    """Each record with wrapped lines and a blank line after it, as PubMed sends them."""
    for record in records:
        yield "".join(_lines(tag, value) for tag, value in _written(record) if value) + "\n"


def _lines(tag: str, value: str) -> str:
    wrapped = textwrap.wrap(value, 82, break_long_words=False, break_on_hyphens=False)
    return f"{tag:<4}- " + "\n      ".join(wrapped) + "\n"


def _written(record: Record) -> Iterator[tuple[str, str]]:
    yield "PMID", record.pmid
    stopped = f"{record.title}."
    yield (
        "TI",
        stopped if record.title[-1] not in "?!" and tidy_title(stopped) == record.title else record.title,
    )
    yield from _written_people(record.authors, "FAU", "AU", "CN")
    yield from _written_people(record.editors, "FED", "ED", "FED")
    yield "DP", _date(record.issued)
    yield "JT", record.container_title
    yield "VI", record.volume
    yield "IP", record.issue
    yield "PG", record.page
    yield "LID", f"{record.doi} [doi]" if record.doi else ""
    yield "PMC", record.pmcid
    yield "ISBN", record.isbn
    yield "IS", record.issn
    yield "PB", record.publisher
    yield "PL", record.publisher_place
    yield "LA", MEDLINE_LANGUAGES.get(record.language, record.language)
    yield "AB", record.abstract
    yield from (("OT", word) for word in record.keywords)
    yield "GN", record.note
    yield "PT", kinds.BY_CSL[record.type].medline


def _written_people(names: Sequence[Name], full: str, short: str, body: str) -> Iterator[tuple[str, str]]:
    for name in names:
        if name.literal:
            yield body, name.literal if body != full else name_text(name)
        else:
            yield full, name_text(name)
            yield short, medline_text(name)


def _date(date: Issued | None) -> str:
    """`2011 Jun 16`, as far as it is known."""
    if date is None:
        return ""
    month = MONTHS[date.month - 1].capitalize() if date.month else ""
    return " ".join(str(part) for part in (date.year, month, date.day) if part)
