"""Whether two references are the same publication, and the keys under which a database finds the candidates.

Blocking first (`candidate_keys`), comparing then: so a file of 10,000 is never compared with itself pair by pair.
The order of evidence follows the habit of systematic reviewers' deduplication tools: identifiers, then title with
author, year and place, and a refusal where a title marks itself as another publication (a correction, a part).
"""

from dataclasses import dataclass
from typing import Literal

from evidence.citations.comparing import (
    FORM_WORDS,
    YEARLY,
    first_author,
    form_of,
    identifiers_differ,
    places_differ,
    same_author,
    same_place,
    year_gap,
)
from evidence.citations.record import Record
from evidence.citations.titles import Title, resemblance, title_of

#: From here on two titles count as the same, typing errors and small differences aside.
SAME_TITLE = 0.88
#: Below this, one shared identifier is more likely an error than a sign.
OTHER_TITLE = 0.25


@dataclass(frozen=True)
class Match:
    """Why two references are the same work: `kind` of evidence, `likeness` from 0 to 1, `reason` in words.

    `doi`, `pmid` and `title` say the same publication twice: join them. `version` says the same work published in
    another form (a preprint, a conference abstract, a thesis): a person decides.
    """

    kind: Literal["doi", "pmid", "title", "version"]
    likeness: float
    reason: str


def fingerprint(record: Record) -> str:
    """One key for an index: the title's first six telling words and the year. Same record, same fingerprint."""
    words = " ".join(title_of(record.title).words[:6])[:100]
    return f"{words}|{record.year or ''}"


def candidate_keys(record: Record) -> tuple[str, ...]:
    """Keys of which two references share at least one if they could be duplicates.

    By identifier; by the first and by the last telling words of the main title; by first author, year (and the
    year after, so that neighbours meet) and the title's first letter. Each at most 110 characters.
    """
    words = title_of(record.title).words
    keys = [f"{kind}:{value}" for kind, value in (("doi", record.doi), ("pmid", record.pmid)) if value]
    keys += [f"first:{' '.join(words[:4])[:100]}", f"last:{' '.join(words[-4:])[:100]}"]
    author = first_author(record)
    if author and record.year and words:
        near = (record.year, record.year + 1)
        keys += [f"by:{author.replace(' ', '')[:60]}:{year}:{words[0][:1]}" for year in near]
    return tuple(dict.fromkeys(keys))


def likeness(one: Record, other: Record) -> float:
    """How alike two references are, 0 to 1: seven tenths the title, two the first author, one the year."""
    years = 1.0 if year_gap(one, other) == 0 else 0.5 if year_gap(one, other) in (None, 1) else 0.0
    author = same_author(one, other)
    authors = 0.5 if author is None else float(author)
    return round(0.7 * _titles_alike(one, other) + 0.2 * authors + 0.1 * years, 4)


def is_duplicate(one: Record, other: Record) -> Match | None:
    """The match between two references, or None when they are different publications or nothing tells."""
    alike = _titles_alike(one, other)
    if alike >= OTHER_TITLE and not _parts_differ(one, other):
        for kind, words in (("doi", "DOI"), ("pmid", "PubMed number")):
            value = getattr(one, kind)
            if value and value == getattr(other, kind):
                return Match(kind, likeness(one, other), f"Both have the {words} {value}.")  # type: ignore[arg-type]
    if alike < SAME_TITLE or _says_otherwise(one, other) or not _enough(one, other):
        return None
    return _by_title(one, other)


def _by_title(one: Record, other: Record) -> Match | None:
    """The title is the same: is it the same publication, another version, or something else?"""
    left, right = form_of(one), form_of(other)
    gap = year_gap(one, other)
    if left and right and left != right:
        near = gap is None or gap <= (3 if {"thesis", "preprint"} & {left, right} else 2)
        words = f"The same title and first author, once as {FORM_WORDS[left]}, once as {FORM_WORDS[right]}."
        return Match("version", likeness(one, other), words) if near else None
    if identifiers_differ(one, other) or places_differ(one, other):
        return None
    if gap is not None and gap > (0 if {one.type, other.type} & YEARLY else 1):
        return None
    return Match("title", likeness(one, other), _in_words(one, other, gap))


def _in_words(one: Record, other: Record, gap: int | None) -> str:
    parts = [
        "the same title"
        if title_of(one.title).whole == title_of(other.title).whole
        else "nearly the same title"
    ]
    if same_author(one, other):
        parts.append("the same first author")
    if gap == 0:
        parts.append("the same year")
    elif gap == 1:
        parts.append("years one apart")
    return (
        f"They have {', '.join(parts[:-1])} and {parts[-1]}." if len(parts) > 1 else f"They have {parts[0]}."
    )


def _titles_alike(one: Record, other: Record) -> float:
    """Whole against whole, or main title against main title where one lacks its subtitle."""
    left, right = title_of(one.title), title_of(other.title)
    whole = resemblance(left.whole, right.whole)
    if left.has_subtitle != right.has_subtitle and min(len(left.main), len(right.main)) >= 15:
        return max(whole, 0.97 * resemblance(left.main, right.main))
    return whole


def _parts_differ(one: Record, other: Record) -> bool:
    left, right = title_of(one.title), title_of(other.title)
    return left.parts != right.parts


def _says_otherwise(one: Record, other: Record) -> bool:
    """Whether the titles, or the database, mark one of them as another publication than the other."""
    left, right = title_of(one.title), title_of(other.title)
    if left.marks != right.marks or left.parts != right.parts or _flags(one) != _flags(other):
        return True
    return _numbers_differ(left, right) or same_author(one, other) is False


def _numbers_differ(left: Title, right: Title) -> bool:
    if left.has_subtitle == right.has_subtitle:
        return left.numbers != right.numbers
    shorter, longer = (right, left) if left.has_subtitle else (left, right)
    return shorter.numbers not in (longer.numbers, longer.main_numbers)


def _flags(record: Record) -> frozenset[str]:
    """What the library itself calls a correction, comment or letter."""
    said = record.extra.get("publication-type", "").casefold()
    return frozenset(word for word in ("published erratum", "comment", "letter", "editorial") if word in said)


def _enough(one: Record, other: Record) -> bool:
    """Whether there is enough to tell: a short or unsigned title needs more than itself."""
    words = min(len(title_of(record.title).whole.split()) for record in (one, other))
    letters = min(len(title_of(record.title).whole) for record in (one, other))
    author = same_author(one, other)
    if words <= 3 and letters < 40:
        return bool(author and same_place(one, other))
    if author is None:
        return bool(year_gap(one, other) == 0 and (words >= 6 or letters >= 60 or same_place(one, other)))
    return True
