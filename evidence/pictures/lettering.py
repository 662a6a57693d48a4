"""How much room words take. Widths are guesses on the wide side, for no two readers have the same letters."""

import unicodedata

TEXT, SMALL = 16.0, 14.0
#: Sizes of the looks that words may have; css/evidence.css and the standalone style say the same.
SIZES = {"": TEXT, "head": TEXT, "small": SMALL, "note": SMALL, "on": SMALL, "off": SMALL}
THIN, BROAD = frozenset("iljtfrI.,:;'|!()[] "), frozenset("mwMW@%—…")
ELLIPSIS = "…"
#: A rest longer than this never fits where the ellipsis would have stood.
SHORT_REST = 8


def clean(text: object) -> str:
    """Text without the characters that XML forbids, and on one line."""
    kept = "".join(letter if _is_xml(ord(letter)) else " " for letter in str(text))
    return " ".join(kept.split())


def _is_xml(code: int) -> bool:
    plain = 0x20 <= code <= 0xD7FF and not 0x7F <= code <= 0x9F
    return plain or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF


def breadth(text: str, look: str = "") -> float:
    """The room a line of words takes at most."""
    heavier = 1.08 if look == "head" else 1.0
    return heavier * SIZES[look] * sum(_letter(letter) for letter in text)


def _letter(letter: str) -> float:
    if letter in THIN:
        return 0.36
    if letter in BROAD:
        return 0.96
    if unicodedata.east_asian_width(letter) in "WF" or ord(letter) > 0x2FFF:
        return 1.1
    return 0.68 if letter.isupper() else 0.58


def fitted(text: str, room: float, look: str = "") -> str:
    """As much of a line as there is room for, with an ellipsis where something is left out."""
    left, kept = room - breadth(ELLIPSIS, look), 0
    for place, letter in enumerate(text, start=1):
        left -= breadth(letter, look)
        if left < 0:
            break
        kept = place
    rest = text[kept:]
    if not rest or (len(rest) < SHORT_REST and breadth(text, look) <= room):
        return text
    return text[:kept].rstrip() + ELLIPSIS


def wrapped(text: str, room: float, look: str = "", most: int = 3) -> list[str]:
    """A sentence over at most so many lines; the last is cut short where it must be."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most - 1:
        taken = 1
        while taken < len(words) and breadth(" ".join(words[: taken + 1]), look) <= room:
            taken += 1
        lines.append(fitted(" ".join(words[:taken]), room, look))
        words = words[taken:]
    if words:
        lines.append(fitted(" ".join(words), room, look))
    return lines


def centred(x: float, text: str, look: str, width: float) -> float:
    """Where the middle of a word stands so that none of it falls off a sheet of this width."""
    half = breadth(text, look) / 2
    return max(half, min(width - half, x))
