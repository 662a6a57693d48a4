"""References set in a style by citeproc-py: Vancouver, Harvard or APA, as plain text or as safe HTML.

The library does not escape what records say, so it is given marks of our own for italics and the like; everything is
escaped first and only those marks become tags. Three habits of the library are mended here: it says the title twice
where there is no author, it runs year, month and day together in Vancouver, and it numbers a single entry.
"""

import html
import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc.source.json import CiteProcJSON

from evidence.citations.dates import Issued
from evidence.citations.record import Record

#: Our names of the styles, and the files they stand in; see `styles/README.md`.
STYLES: Mapping[str, str] = {
    "vancouver": "nlm-citation-sequence.csl",
    "harvard": "harvard-cite-them-right.csl",
    "apa": "apa.csl",
}
LANGUAGES = ("en-GB", "en-US")
_FOLDER = Path(__file__).parent / "styles"

# Private-use characters: they cannot stand in a record's text here, since it is stripped of them first.
_ITALIC, _ITALIC_END, _BOLD, _BOLD_END, _SUP, _SUP_END, _TITLE, _TITLE_END = map(chr, range(0xE010, 0xE018))
_MARKS = re.compile("[\ue010-\ue017]")
_TAGS = {
    _ITALIC: "<i>", _ITALIC_END: "</i>", _BOLD: "<b>", _BOLD_END: "</b>",
    _SUP: "<sup>", _SUP_END: "</sup>", _TITLE: "", _TITLE_END: "",
}  # fmt: skip
_AROUND = f"[{_ITALIC}‘“]?{_TITLE}[^{_TITLE_END}]*{_TITLE_END}[’”{_ITALIC_END}]?"
_SAID_AGAIN = re.compile(f"^(.*?{_AROUND}.*?){_AROUND}[.,]?\\s?", re.DOTALL)
_NUMBERED = re.compile(r"^(?:\[|\()?1(?:\]|\))?\.?\s?")


@dataclass(frozen=True)
class Formatted:
    """A reference in a style: `text` without any markup, `html` with at most `<i>`, `<b>` and `<sup>`."""

    text: str
    html: str


def _between(before: str, after: str) -> Callable[[object], str]:
    return lambda text: f"{before}{text}{after}"


def _as_it_is(text: object) -> str:
    return str(text)


#: What citeproc-py calls a formatter: a function for each kind of emphasis.
_MARKER = SimpleNamespace(
    preformat=_as_it_is,
    Italic=_between(_ITALIC, _ITALIC_END),
    Oblique=_between(_ITALIC, _ITALIC_END),
    Bold=_between(_BOLD, _BOLD_END),
    Superscript=_between(_SUP, _SUP_END),
    Subscript=_as_it_is,
    Light=_as_it_is,
    Underline=_as_it_is,
    SmallCaps=_as_it_is,
)
# A parsed style remembers what it has rendered, so each thread has its own: parsing takes about two milliseconds.
_OWN = threading.local()


def _style(name: str, language: str) -> Any:
    if name not in STYLES or language not in LANGUAGES:
        raise ValueError(
            f"There is no style {name!r} in {language!r}: {', '.join(STYLES)} in {', '.join(LANGUAGES)}."
        )
    parsed: dict[tuple[str, str], Any] = _OWN.__dict__.setdefault("styles", {})
    if (name, language) not in parsed:
        path = str(_FOLDER / STYLES[name])
        parsed[name, language] = CitationStylesStyle(path, locale=language, validate=False)
    return parsed[name, language]


def in_bibliography(record: Record, style: str = "vancouver", *, language: str = "en-GB") -> Formatted:
    """The reference as its entry in a list of references. Raises `ValueError` for an unknown style.

    Vancouver comes without its number, which is the list's to give, and dates in it are years.
    """
    bibliography, _citation = _prepared(record, style, language)
    marked = "".join(str(entry) for entry in bibliography.bibliography())
    if style == "vancouver":
        marked = _NUMBERED.sub("", marked)
    return _finished(_SAID_AGAIN.sub(r"\1", marked))


def in_text(record: Record, style: str = "harvard", *, language: str = "en-GB") -> Formatted:
    """The reference as it is cited within a sentence: `(Florence et al., 2011)`. Raises `ValueError`."""
    bibliography, citation = _prepared(record, style, language)
    return _finished(str(bibliography.cite(citation, lambda _item: None)))


def _prepared(record: Record, style: str, language: str) -> tuple[Any, Any]:
    parsed = _style(style, language)
    source = CiteProcJSON([_item(record, style)])
    bibliography = CitationStylesBibliography(parsed, source, _MARKER)
    citation = Citation([CitationItem("reference")])
    bibliography.register(citation)
    return bibliography, citation


def _item(record: Record, style: str) -> dict[str, Any]:
    """What the style needs of a record, without what would stop or mislead the library."""
    issued = Issued(record.issued.year) if record.issued and style == "vancouver" else record.issued
    item = replace(record, issued=issued, abstract="", note="", keywords=(), extra={}).as_csl()
    item = {name: _bare(value) for name, value in item.items()}
    if not record.authors:
        item["title"] = f"{_TITLE}{item['title'][:1].upper()}{item['title'][1:]}{_TITLE_END}"
    if record.doi and record.type != "webpage":
        item.pop("URL", None)
    return item


def _bare(value: Any) -> Any:
    """The value without our marks, in whatever list or name it stands."""
    if isinstance(value, str):
        return _MARKS.sub("", value)
    if isinstance(value, list):
        return [_bare(each) for each in value]
    return {key: _bare(each) for key, each in value.items()} if isinstance(value, dict) else value


def _finished(marked: str) -> Formatted:
    one_line = " ".join(marked.split())
    escaped = html.escape(one_line, quote=True)
    return Formatted(_MARKS.sub("", one_line), _MARKS.sub(lambda found: _TAGS[found.group()], escaped))
