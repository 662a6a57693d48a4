"""Records for the tests: from files beside this one, from strategies, and in numbers."""

from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from evidence.citations import Draft, Found, Issued, Name, Read, Record, Refused, read
from evidence.citations.dates import issued
from evidence.citations.kinds import KINDS

FILES = Path(__file__).parent / "files"


def outcomes(name: str) -> list[Read]:
    """Everything that reading one of our files gives."""
    return list(read((FILES / name).read_bytes(), name=name))


def found(outcome: Read) -> Record:
    """The record of an outcome, which must be one that was found."""
    assert isinstance(outcome, Found), outcome
    return outcome.record


def records(data: bytes | str) -> list[Record]:
    """The records found in a file's content, refused ones left out."""
    content = data.encode() if isinstance(data, str) else data
    return [outcome.record for outcome in read(content) if isinstance(outcome, Found)]


def refusals(data: bytes | str) -> list[str]:
    """Why records of a file's content were refused."""
    content = data.encode() if isinstance(data, str) else data
    return [outcome.reason for outcome in read(content) if isinstance(outcome, Refused)]


def record(title: str, **said: Any) -> Record:
    """A record as a reader would make it; `authors` as `Family, Given` texts, `year` for short."""
    authors = [
        Name(*name.split(", ")) if "," in name else Name(literal=name) for name in said.pop("authors", ())
    ]
    draft = Draft(type=said.pop("type", "article-journal"), authors=authors, extra=said.pop("extra", {}))
    draft.issued = Issued(said.pop("year")) if "year" in said else said.pop("issued", None)
    draft.keywords = list(said.pop("keywords", ()))
    draft.texts = {"title": title, **said}
    return draft.finish()[0]


def florence(**changed: Any) -> Record:
    """The evaluation of the Cardiff model, a real paper."""
    said: dict[str, Any] = {
        "authors": ("Florence, Curtis", "Shepherd, Jonathan", "Brennan, Iain", "Simon, Thomas"),
        "issued": Issued(2011, 6, 16),
        "container_title": "BMJ",
        "volume": "342",
        "page": "d3313",
        "doi": "10.1136/bmj.d3313",
        "pmid": "21680632",
    }
    title = (
        "Effectiveness of anonymised information sharing and use in health service, police, and local government "
        "partnership for preventing violence related injury: experimental study and time series analysis"
    )
    return record(changed.pop("title", title), **(said | changed))


LETTERS = "abcdefgh ijklmnop qrstuvwxyz ABC DEF éüñøßçŁőİıαβγЖдя中文字한글عربעב"
MARKS = " .,;:!?'\"()[]-–—/&%$#_^~@+=*<>|\\{}`“”‘’…½²°§€"
texts = st.text(st.sampled_from(LETTERS * 2 + MARKS + "0123456789\u0301\u200d\U0001f468"), max_size=60)
titles = st.tuples(
    st.sampled_from(["Violence", "Éducation", "Über uns", "暴力", "=Test", "@home", "A"]), texts
).map(" ".join)
parts = st.text(st.sampled_from("abcdeé fghiñ-'’ÅÖЖя中 ."), min_size=1, max_size=12)
suffixes = st.sampled_from(["", "", "", "Jr", "III", "PhD"])
people = st.builds(Name, family=parts, given=parts, suffix=suffixes, literal=st.just(""))
bodies = st.builds(Name, family=st.just(""), given=st.just(""), suffix=st.just(""), literal=texts | st.text())
dates = st.none() | st.builds(issued, st.integers(1400, 2100), st.none() | st.integers(1, 12), st.none())
days = st.dates().map(lambda day: issued(max(1400, day.year % 2100), day.month, min(day.day, 28)))
pages = st.sampled_from(["", "1", "451-476", "d3313", "e356-e366", "S12", "iv-xii", "12-15, 20", "1234567"])
numbers = st.sampled_from(["", "1", "342", "12 Suppl 1", "7414", "Spec No", "3-4", "A&B", "50%"])
dois = st.sampled_from(["", "10.1136/bmj.d3313", "10.1016/s0749-3797(98)00017-8", "10.1000/a_b<c>;2-#%(x)"])
addresses = st.sampled_from(["", "https://example.org/a_b?c=1&d=2%20e#f~g", "http://example.org/{x}$y^z"])


@st.composite
def any_record(draw: st.DrawFn) -> Record:
    """A record with realistic and with awkward text in every field."""
    draft = Draft(type=draw(st.sampled_from([kind.csl for kind in KINDS])))
    draft.authors = draw(st.lists(people | bodies, max_size=4))
    draft.editors = draw(st.lists(people | bodies, max_size=2))
    draft.issued = draw(dates | days)
    draft.keywords = draw(st.lists(texts, max_size=4))
    draft.extra = draw(st.dictionaries(st.sampled_from(["C1", "series", "a b"]), texts, max_size=2))
    draft.texts = {
        "title": draw(titles),
        "volume": draw(numbers),
        "issue": draw(numbers),
        "page": draw(pages),
        "doi": draw(dois),
        "url": draw(addresses),
        "pmid": draw(st.sampled_from(["", "21680632"])),
        "pmcid": draw(st.sampled_from(["", "PMC3116927"])),
        "isbn": draw(st.sampled_from(["", "9780306406157", "080442957X"])),
        "issn": draw(st.sampled_from(["", "0959-8138", "2049-369X"])),
        "language": draw(st.sampled_from(["", "en", "de", "cy", "gd", "en-GB"])),
    }
    for name in ("container_title", "publisher", "publisher_place", "abstract", "note"):
        draft.texts[name] = draw(texts)
    return draft.finish()[0]
