"""Text as it is kept: one line, Unicode NFC, without control characters, markup or entities, never too long."""

import html
import re
import unicodedata
from collections.abc import Mapping

#: The longest value of each field, in characters after cleaning; a longer one is cut and a note says so.
LIMITS: Mapping[str, int] = {
    "title": 1_000,
    "container_title": 500,
    "volume": 60,
    "issue": 60,
    "page": 60,
    "publisher": 300,
    "publisher_place": 200,
    "abstract": 20_000,
    "language": 35,
    "note": 5_000,
    "name": 200,
    "keyword": 200,
    "extra": 2_000,
}
MOST_NAMES = 500
MOST_KEYWORDS = 100
MOST_EXTRA = 40

_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
_TAG = re.compile(
    r"</?(?:jats:|mml:)?(?:i|b|u|em|strong|sub|sup|scp|sc|p|br|span|title|sec|italic|bold)"
    r'(?:\s[a-z:-]{1,20}="[^"<>]{0,200}")*\s?/?>',
    re.IGNORECASE,
)
#: Bytes 80-9F read as Latin-1 are nearly always Windows-1252 punctuation; five have no meaning there.
_C1 = {
    code: bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in {129, 141, 143, 144, 157}
}
_UNWANTED = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff]"
)
_SUSPECT = re.compile(r"[^\x20-\x25\x27-\x3b\x3d-\x7e\xa1-\xac\xae-\u024f]|  ")
_LOST = re.compile(r"[\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U0010fffe\U0010ffff\ufdd0-\ufdef]")


def clean_text(value: str) -> str:
    """One line of plain text: entities and inline markup undone, controls and lone surrogates dropped, NFC.

    Cleaning what is clean changes nothing. Cost grows with the length alone.
    """
    text = value.strip()
    if not _SUSPECT.search(text):
        return unicodedata.normalize("NFC", text)
    for _round in range(6):
        before = text
        text = _once(text)
        if text == before:
            break
    return text


def _once(text: str) -> str:
    if "&" in text:
        text = _ENTITY.sub(lambda found: html.unescape(found.group()), text)
    if "<" in text:
        text = _TAG.sub("", text)
    text = _LOST.sub("", _UNWANTED.sub("", text.translate(_C1)))
    return unicodedata.normalize("NFC", " ".join(text.split()))


def cut(value: str, limit: int) -> tuple[str, bool]:
    """The cleaned text within `limit` characters, and whether something had to go.

    Far too long text is cut before it is cleaned, so that a hostile field costs little.
    """
    rough = value[: limit * 4 + 100]
    text = clean_text(rough)
    shortened = text[:limit].rstrip()
    return shortened, len(text) > limit or len(rough) < len(value)


def tidy_title(title: str) -> str:
    """A title without the full stop some databases end it with; abbreviations and ellipses keep theirs."""
    if title.endswith(".") and title.split()[-1].count(".") == 1:
        return title[:-1].rstrip()
    return title


_DASHES = re.compile(r"\s?[\u2010-\u2015\u2212-]+\s?")
_PAGE_WORD = re.compile(r"^(?:pp?\.|pages?|pp)\s?(?=[A-Za-z]?\d)", re.IGNORECASE)


def tidy_pages(pages: str) -> str:
    """Page numbers with plain hyphens and without "pp."; `pp. 451–476` becomes `451-476`."""
    return _DASHES.sub("-", _PAGE_WORD.sub("", pages)).strip(" -")


LANGUAGES: Mapping[str, str] = {
    "eng": "en", "english": "en", "ger": "de", "deu": "de", "german": "de", "fre": "fr", "fra": "fr",
    "french": "fr", "spa": "es", "spanish": "es", "ita": "it", "italian": "it", "por": "pt",
    "portuguese": "pt", "dut": "nl", "nld": "nl", "dutch": "nl", "swe": "sv", "swedish": "sv", "dan": "da",
    "danish": "da", "nor": "no", "norwegian": "no", "fin": "fi", "finnish": "fi", "pol": "pl",
    "polish": "pl", "rus": "ru", "russian": "ru", "chi": "zh", "zho": "zh", "chinese": "zh", "jpn": "ja",
    "japanese": "ja", "kor": "ko", "korean": "ko", "ara": "ar", "arabic": "ar", "tur": "tr",
    "turkish": "tr", "wel": "cy", "cym": "cy", "welsh": "cy",
}  # fmt: skip
MEDLINE_LANGUAGES: Mapping[str, str] = {
    short: code for code, short in reversed([*LANGUAGES.items()]) if len(code) == 3
}


def tidy_language(language: str) -> str:
    """A two-letter code where the language is one of the usual ones (`eng`, `English` give `en`)."""
    return LANGUAGES.get(language.casefold(), language)
