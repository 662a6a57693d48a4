"""Titles made comparable: what remains when case, accents, punctuation and small words are gone."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_SMALL = frozenset(
    {
        "a", "an", "the", "of", "on", "in", "for", "and", "or", "to", "with", "by", "at", "from", "as", "its", "is",
        "are", "be", "das", "der", "die", "ein", "eine", "le", "la", "les", "un", "une", "des", "du", "de", "el",
        "los", "las", "y", "e", "et", "und",
    }
)  # fmt: skip
_TRANSLATE = str.maketrans(
    {
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "þ": "th",
        "&": " and ",
        "'": "",
        "’": "",
        "ʼ": "",
    }
)
_WORDS = re.compile(r"[^\W_]+")
_SUBTITLE = re.compile(r"\s?[:?!]\s|\s[–—-]\s|\.\s(?=[A-Z])|\s\(")
_PART = re.compile(
    r"\b(?:part|pt|phase|wave|chapter|volume|vol|paper|module|section|step|stage|report|series|series no|no|number)"
    r"\s(\d{1,4}|[ivx]{1,5}|one|two|three|four|five|six|seven|eight|nine|ten|first|second|third|[a-d])\b"
)
_ROMAN_END = re.compile(r"\s(ii|iii|iv|vi|vii|viii|ix|i|v|x)$")
_VALUES = {
    word: str(number)
    for number, words in enumerate(
        ("i one first a", "ii two second b", "iii three third c", "iv four d", "v five", "vi six", "vii seven",
         "viii eight", "ix nine", "x ten"), 1,
    )
    for word in words.split()
}  # fmt: skip

#: What a title says of another publication, so that the two are not the same one.
_MARKS = {
    "correction": re.compile(
        r"\b(?:correction|corrections|erratum|errata|corrigendum|corrigenda|addendum)\b"
    ),
    "retraction": re.compile(r"\b(?:retraction|retracted|withdrawn|withdrawal|expression of concern)\b"),
    "comment": re.compile(
        r"^(?:comments?|commentary|invited commentary|discussion|response|responses|reply|replies|rejoinder|letter)"
        r"\s(?:on|to|re|regarding|of|by)\b|^(?:re|reply|rejoinder|commentary|in reply)\b"
        r"|\b(?:authors?s? (?:reply|response)|the authors (?:reply|respond)|a (?:reply|response|rejoinder) to"
        r"|(?:reply|response|rejoinder|comment) (?:to|on) \w+ (?:et al|and \w+)|a commentary|a comment)\b"
    ),
    "review": re.compile(r"^(?:book review|review of (?:the book )?)\b|\bbook review$"),
    "protocol": re.compile(r"\b(?:study |trial |review )?protocol\b|\bstatistical analysis plan\b"),
    "summary": re.compile(
        r"\b(?:plain language|executive) summary\b|\btechnical (?:appendix|report)\b|\bsupplement(?:ary)?\b"
    ),
    "editorial": re.compile(r"^(?:editorial|introduction|foreword|preface)\b"),
}
#: A word that begins a title and only says what kind of article it is.
_KIND_WORD = re.compile(
    r"^(?:original (?:article|research|paper)|review article|research article|preprint)\s*[:.-]\s*", re.I
)


def plain(text: str) -> str:
    """Lower case without accents, marks or punctuation; words parted by single spaces."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_TRANSLATE))
    return " ".join(
        _WORDS.findall("".join(letter for letter in decomposed if not unicodedata.combining(letter)))
    )


@dataclass(frozen=True)
class Title:
    """A title in comparable form: whole and before its subtitle, its numbers and parts, what it marks itself as."""

    whole: str
    main: str
    has_subtitle: bool
    numbers: frozenset[str]
    main_numbers: frozenset[str]
    parts: tuple[str, ...]
    marks: frozenset[str]

    @property
    def words(self) -> tuple[str, ...]:
        """The telling words of the main title, in order; all its words when none tells."""
        words = tuple(self.main.split())
        return tuple(word for word in words if word not in _SMALL) or words


@lru_cache(maxsize=4096)
def title_of(text: str) -> Title:
    """A title read once and remembered for a while, since the same ones are compared again and again."""
    text = _KIND_WORD.sub("", text.strip().strip("[]"))
    whole = plain(text)
    before = plain(_SUBTITLE.split(text, maxsplit=1)[0])
    main = before if len(before.split()) >= 2 and len(before) >= 8 else whole
    return Title(
        whole=whole,
        main=main,
        has_subtitle=main != whole,
        numbers=_numbers(whole),
        main_numbers=_numbers(main),
        parts=_parts(whole, main),
        marks=frozenset(mark for mark, pattern in _MARKS.items() if pattern.search(whole)),
    )


def _numbers(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\d+", text))


def _parts(whole: str, main: str) -> tuple[str, ...]:
    """Which part of a whole the title says it is: `Part II`, `Phase 1`, or a Roman number at the end."""
    said = _PART.findall(whole) + _ROMAN_END.findall(main) + _ROMAN_END.findall(whole)
    return tuple(sorted({_VALUES.get(value, value.lstrip("0")) for value in said}))


def trigrams(text: str) -> frozenset[str]:
    """All runs of three characters, with the ends padded."""
    padded = f"  {text} "
    return frozenset(padded[place : place + 3] for place in range(len(padded) - 2))


def resemblance(one: str, other: str) -> float:
    """How alike two plain texts are, 0 to 1: the Dice measure over their trigrams."""
    if one == other:
        return 1.0 if one else 0.0
    left, right = trigrams(one), trigrams(other)
    return 2 * len(left & right) / (len(left) + len(right))
