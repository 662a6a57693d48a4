"""Pure rules of the ground: no Django, no database."""

import hashlib
import re
import unicodedata

CONTROL = {"Cc", "Cs", "Co", "Cn"}
UNSAFE_FORMAT = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200b\ufeff")
MANY_DIGITS = 5
#: The first characters that a spreadsheet would take for a formula.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def clean_display_name(name: str) -> str:
    """A name in any script, without control or direction-changing characters or doubled spaces."""
    kept = (
        " " if character.isspace() else character
        for character in unicodedata.normalize("NFC", name)
        if character.isspace()
        or (unicodedata.category(character) not in CONTROL and character not in UNSAFE_FORMAT)
    )
    return " ".join("".join(kept).split())


def is_display_name(name: str) -> bool:
    """Whether a text may be shown as somebody's name: not empty, no email address, fewer than five digits in all."""
    plain = unicodedata.normalize("NFKC", name)
    return bool(name) and "@" not in plain and sum(map(str.isdigit, plain)) < MANY_DIGITS


def number_in(text: str, *, digits: int = 18) -> int:
    """The number that an address or a form holds, of so many digits at most; 0, which no row has, for any other."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= digits else 0


def readable(text: str) -> bool:
    """Whether a text can be stored by both databases: no NUL, no lone surrogate."""
    return "\x00" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def reading_minutes(words: int, *, activities: float = 0, words_a_minute: int = 200) -> int:
    """Whole minutes for a text and its activities (each counted in minutes), at least one."""
    return max(1, round(words / words_a_minute + activities))


def count_words(text: str) -> int:
    """Words in a text that may hold HTML tags."""
    return len(re.findall(r"[^\W_]+(?:['’-][^\W_]+)*", re.sub(r"<[^>]*>", " ", text)))


def pattern(slug: str, *, width: int = 400, height: int = 150) -> list[dict[str, float]]:
    """The circles of a drawn cover: always the same for a slug.

    Returns seven dicts of x, y, outer and inner radius in drawing units, and an opacity from 0 to 1.
    """
    seed = hashlib.sha256(slug.encode()).digest()
    return [
        {
            "x": seed[i] * width // 255,
            "y": seed[i + 8] * height // 255,
            "outer": 40 + seed[i + 16] * 110 // 255,
            "inner": round((40 + seed[i + 16] * 110 // 255) * 0.62),
            "opacity": round(0.06 + seed[i + 24] % 10 / 60, 2),
        }
        for i in range(7)
    ]


def share_done(done: int, of: int) -> int:
    """Whole per cent done; 100 only when all is done, 0 when there is nothing to do."""
    return done * 100 // of if of > 0 else 0


def guarded(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula; plain numbers are left as they are."""
    if not cell.startswith(FORMULA_STARTS):
        return cell
    try:
        float(cell)
    except ValueError:
        return f"'{cell}"
    return cell
