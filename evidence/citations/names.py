"""Names of people and bodies: read from how each database writes them, and written so that they read back."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from evidence.citations.cleaning import LIMITS, cut


class Name(NamedTuple):
    """A person (`family` with `given`, perhaps a `suffix`) or, when only `literal` is filled, a body."""

    family: str = ""
    given: str = ""
    suffix: str = ""
    literal: str = ""


_SUFFIX = re.compile(r"^(?:jr|sr|ii|iii|iv|2nd|3rd|4th)\.?$", re.IGNORECASE)
_INITIALS = re.compile(r"^(?:[A-Z]\.?-?){1,4}$")
_OTHERS = {"et al", "et al.", "others", "and others", "...", "…"}
_ANONYMOUS = {"anonymous", "anon", "anon.", "[anonymous]", "no authors listed", "[no authors listed]"}


def is_rest(text: str) -> bool:
    """Whether the text stands for further names that were left out (`et al.`, `others`)."""
    return text.strip(" ,").casefold() in _OTHERS


def is_nobody(text: str) -> bool:
    """Whether the text says that there is no named author."""
    return text.strip(" ,").casefold() in _ANONYMOUS


def tidy_name(name: Name) -> Name | None:
    """The name cleaned, or None when nothing is left. A family name alone becomes a literal.

    Commas and semicolons separate names and their parts in nearly every format: within a part of a person's
    name both become spaces, within a body's name a semicolon becomes a comma; what LaTeX gives a meaning goes.
    """
    if name.literal:
        literal = _part(re.sub(r"[{}\\~^]", " ", name.literal).replace(";", ",")).strip(" ,")
        return Name(literal=literal) if literal else None
    family, given, suffix = (_part(re.sub(r"[,;{}\\~^]", " ", part)) for part in name[:3])
    if suffix and not _SUFFIX.match(suffix):
        given, suffix = _part(f"{given} {suffix}"), ""
    if family and given:
        return Name(family, given, suffix)
    alone = family or given
    return Name(literal=alone) if alone else None


def _part(text: str) -> str:
    """A part of a name, cleaned; what holds no letter or digit is not one."""
    part = cut(text, LIMITS["name"])[0]
    return part if any(character.isalnum() for character in part) else ""


def parse_name(text: str) -> Name:
    """A name from one text: `Family, Given`, `Family, Given, Jr`, `Family AB`, or else a literal.

    A closing comma marks a literal (EndNote's habit for bodies). `Given Family` without a comma stays a
    literal, because nothing tells it from a body.
    """
    text = " ".join(text[:2_000].split()).strip("; ")
    if text.endswith(",") or not text:
        return Name(literal=text.rstrip(", "))
    parts = [part.strip() for part in text.split(",")]
    if len(parts) == 1:
        return parse_medline_name(text)
    if len(parts) == 2 and all(parts):
        return Name(parts[0], parts[1])
    return _three_parts(parts) or Name(literal=text)


def _three_parts(parts: list[str]) -> Name | None:
    if len(parts) != 3 or not all(parts):
        return None
    family, second, third = parts
    if _SUFFIX.match(third):
        return Name(family, second, third)
    return Name(family, third, second) if _SUFFIX.match(second) else None


def parse_medline_name(text: str) -> Name:
    """`Florence C`, `van der Berg AB Jr`: the family, then initials in capitals; anything else is a literal."""
    words = text.split()
    suffix = words.pop() if len(words) > 2 and _SUFFIX.match(words[-1]) else ""
    if len(words) > 1 and _INITIALS.match(words[-1]) and not all(word.isupper() for word in words):
        return Name(" ".join(words[:-1]), words[-1], suffix)
    return Name(literal=text)


def name_text(name: Name) -> str:
    """The name so that `parse_name` reads it back: a literal gets a closing comma only where it needs one."""
    if name.literal:
        return name.literal if parse_name(name.literal) == name else f"{name.literal},"
    return ", ".join(part for part in name[:3] if part)


def medline_text(name: Name) -> str:
    """`Florence C`, `King ML Jr`: the family and the initials of the given names; a literal as it is."""
    if name.literal:
        return name.literal
    letters = "".join(word[0] for word in re.split(r"[\s.-]+", name.given) if word)
    return " ".join(part for part in (name.family, letters.upper(), name.suffix) if part)


def split_names(text: str) -> list[str]:
    """The names in one cell or field: at semicolons, else at ` and `, else MEDLINE names at commas."""
    if ";" in text:
        return [part for part in text.split(";") if part.strip(" ,")]
    if " and " in text and "," in text.split(" and ")[0]:
        return text.split(" and ")
    parts = [part.strip().rstrip(".") for part in text.split(",")]
    if len(parts) > 1 and all(parse_medline_name(part).family for part in parts):
        return parts
    return [text] if text.strip(" ,") else []


def parse_names(texts: Iterable[str]) -> list[Name]:
    """Every text as a name."""
    return [parse_name(text) for text in texts]
