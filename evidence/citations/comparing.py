"""One fact of two references beside the other: first author, year, place of publication, form."""

from evidence.citations.names import Name
from evidence.citations.record import Record
from evidence.citations.titles import plain, resemblance

#: Registrants of DOIs that give out preprints: bioRxiv and medRxiv, Research Square, the OSF servers, SSRN, arXiv...
PREPRINT_DOIS = (
    "10.1101/", "10.21203/", "10.31234/", "10.31235/", "10.31219/", "10.31222/", "10.2139/", "10.48550/",
    "10.20944/", "10.64898/", "10.36227/", "10.26434/", "10.33774/",
)  # fmt: skip


FORM_WORDS = {
    "journal": "a journal article",
    "preprint": "a preprint",
    "conference": "a conference paper or abstract",
    "thesis": "a thesis",
    "report": "a report",
    "book": "a book",
    "chapter": "a chapter",
}


def form_of(record: Record) -> str | None:
    """The form of publication; None when the type says too little."""
    if record.doi.startswith(PREPRINT_DOIS) or record.type == "article":
        return "preprint"
    if record.type in ("paper-conference", "thesis", "report", "book", "chapter"):
        return record.type.removeprefix("paper-")
    if record.type == "article-journal" and _is_meeting(record):
        return "conference"
    return "journal" if record.type == "article-journal" else None


def _is_meeting(record: Record) -> bool:
    """Whether a journal article is an abstract from a supplement: page S12, issue Suppl, or the words themselves."""
    said = f"{record.extra.get('publication-type', '')} {record.note} {record.container_title}".casefold()
    words = any(word in said for word in ("meeting abstract", "conference abstract", "abstracts of the"))
    return words or (
        "suppl" in record.issue.casefold() and record.first_page[:1] in ("A", "P") and not record.abstract
    )


def year_gap(one: Record, other: Record) -> int | None:
    """How many years lie between the two; None when one of them names none."""
    return abs(one.year - other.year) if one.year and other.year else None


def identifiers_differ(one: Record, other: Record) -> bool:
    """Whether both have a DOI, or both a PubMed number, and not the same one."""
    return any(
        getattr(one, kind) and getattr(other, kind) and getattr(one, kind) != getattr(other, kind)
        for kind in ("doi", "pmid")
    )


def same_place(one: Record, other: Record) -> bool:
    """Same volume and first page, or same first page and year."""
    pages = bool(one.first_page) and one.first_page.casefold() == other.first_page.casefold()
    return pages and (one.volume == other.volume or year_gap(one, other) == 0)


def places_differ(one: Record, other: Record) -> bool:
    """Two volumes, or two journals, of the same author and title: two publications.

    Abbreviated names of journals differ from full ones, so a journal only counts where pages differ too.
    """
    if one.volume and other.volume and _number(one.volume) != _number(other.volume):
        return True
    if not (one.container_title and other.container_title and one.first_page and other.first_page):
        return False
    pages = one.first_page.casefold().lstrip("e") != other.first_page.casefold().lstrip("e")
    return pages and not _same_journal(one.container_title, other.container_title)


def _same_journal(one: str, other: str) -> bool:
    """Whether one name may be the other abbreviated: each telling word begins with the other's letters, in order."""
    left, right = ([word for word in plain(name).split() if len(word) > 1] for name in (one, other))
    small = {"the", "of", "and", "for", "in", "on", "amp"}
    left, right = [word for word in left if word not in small], [word for word in right if word not in small]
    if resemblance(" ".join(left), " ".join(right)) > 0.7:
        return True
    initials = "".join(word[0] for word in left), "".join(word[0] for word in right)
    if "".join(right) == initials[0] or "".join(left) == initials[1]:
        return True
    return len(left) == len(right) and all(
        long.startswith(short[:3]) for long, short in zip(left, right, strict=True)
    )


def _number(volume: str) -> str:
    return "".join(character for character in volume if character.isdigit()) or volume.casefold()


def first_author(record: Record) -> str:
    """The first author's family name, or the body's, in comparable form; the editor's where there is no author."""
    return _family((record.authors or record.editors or (Name(),))[0])


def _family(name: Name) -> str:
    """The family name in comparable form, without particles, which databases put here and there."""
    words = plain(name.family or name.literal).split()
    telling = [word for word in words if word not in _PARTICLES] if name.family else words
    return " ".join(telling or words)


_PARTICLES = {
    "van",
    "von",
    "de",
    "der",
    "den",
    "del",
    "della",
    "di",
    "da",
    "la",
    "le",
    "ter",
    "ten",
    "du",
    "dos",
}


def same_author(one: Record, other: Record) -> bool | None:
    """Whether the first authors agree; None when one of the two names none."""
    left, right = first_author(one), first_author(other)
    if not left or not right:
        return None
    if left == right or left.replace(" ", "") == right.replace(" ", ""):
        return True
    if set(left.split()) & set(right.split()) or resemblance(left, right) >= 0.6:
        return True
    return left in _families(other) or right in _families(one) or _swapped(one, other)


def _swapped(one: Record, other: Record) -> bool:
    """Whether a file took the given name of the first author for the family name."""
    if not (one.authors and other.authors):
        return False
    left, right = one.authors[0], other.authors[0]
    return plain(left.family) == plain(right.given) and plain(left.given) == plain(right.family) != ""


def _families(record: Record) -> set[str]:
    return {_family(name) for name in record.authors[:6]}


YEARLY = {"report", "webpage", "dataset", "legislation", "document"}
