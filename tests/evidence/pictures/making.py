"""What the tests of pictures are fed with, and what must hold of any picture."""

import math
from typing import Any
from xml.etree.ElementTree import Element, fromstring

from hypothesis import strategies as st

from evidence.pictures import Drawing, Picture
from evidence.pictures.marks import Shape, Words
from evidence.pictures.markup import standalone, svg_of
from evidence.rules import CERTAINTY, PRISMA, SCALE

SVG = "{http://www.w3.org/2000/svg}"
#: Texts with everything that could break out of markup or be unfit for XML.
TEXTS = st.text(max_size=60) | st.sampled_from(['<b>&"', "]]>", "\x00\x0b", "\ud800", "\u202e", "word " * 40])
NUMBERS = st.floats(allow_nan=True, allow_infinity=True) | st.floats(-3, 3)
MEASURES = st.sampled_from(["OR", "RR", "RD", "MD", "SMD", "IRR", "HR", "nonsense"])
OUTCOMES = st.fixed_dictionaries(
    {"measure": MEASURES, "good": st.sampled_from(["lower", "higher"]), "name": TEXTS}
)
STUDIES = st.fixed_dictionaries(
    {
        "label": TEXTS,
        "year": st.none() | st.integers(1900, 2100),
        **dict.fromkeys(("estimate", "low", "high", "se"), NUMBERS),
        "scale": st.lists(NUMBERS, min_size=3, max_size=3),
        "weight": st.none() | st.floats(0, 100),
    }
)
BOUNDS = st.lists(st.floats(-5, 5), min_size=3, max_size=3).map(sorted)


@st.composite
def results(draw: Any) -> dict[str, Any]:
    """A result, pooled with or without a prediction, or refused."""
    studies = draw(st.lists(STUDIES, max_size=12))
    low, middle, high = draw(BOUNDS)
    pooled = {"estimate": middle, "low": low, "high": high, "level": 0.95}
    around = draw(st.booleans())
    pooled |= {"prediction_low": low - 1 if around else None, "prediction_high": high + 1 if around else None}
    natural = {
        "estimate": middle,
        "low": low,
        "high": high,
        "prediction": [low - 1, high + 1] if around else None,
    }
    if draw(st.booleans()):
        return {"refused": draw(TEXTS) or "No.", "studies": studies, "pooled": None, "natural": None}
    return {"refused": "", "studies": studies, "pooled": pooled, "natural": natural}


TERMS = st.lists(st.tuples(st.sampled_from("abcdef"), TEXTS).map(list), max_size=3)
RATINGS = st.fixed_dictionaries(
    {
        "word": st.sampled_from(list(SCALE)),
        "sure": st.sampled_from(["", *CERTAINTY]),
        "aspect": st.sampled_from(["Violence", "Offending"]),
        "family": st.sampled_from(["", "Violence", "Offending", "Referral <b>"]),
        "change": st.none() | st.floats(-100, 100),
        "rated_on": st.dates().map(str),
    }
)
LEVELS = st.sampled_from(["individual", "relationship", "community", "society", "odd"])
FACTORS = st.lists(
    st.tuples(st.sampled_from("uvwxyz"), TEXTS, LEVELS, st.sampled_from(["risk", "protective", "odd"])).map(
        list
    ),
    max_size=4,
)


@st.composite
def cards(draw: Any) -> dict[str, Any]:
    """A card as the toolkit reads it."""
    rating = draw(st.none() | RATINGS)
    return {
        "title": draw(TEXTS),
        "slug": draw(st.sampled_from("abcdefgh")),
        "rating": rating,
        "ratings": [rating] if rating else [],
        "unranked": bool(rating and rating["word"] in ("none", "harmful")),
        "terms": {"setting": draw(TERMS)},
        "factors": draw(FACTORS),
        "studies": draw(st.integers(0, 500)),
    }


COUNTS = st.dictionaries(st.sampled_from(list(PRISMA)), st.none() | st.integers(0, 10**9))


def faults(picture: Picture) -> list[str]:
    """What is wrong with a picture: marks off the sheet, numbers that are none, markup that does not parse."""
    found = [fault for drawing in (picture.wide, picture.narrow) for fault in off_sheet(drawing)]
    if not all(len(row) == len(picture.table.columns) for row in picture.table.rows):
        found.append("a row of the table has too many cells or too few")
    texts = [
        standalone(picture),
        *(svg_of(picture, sheet, key="k") for sheet in (picture.wide, picture.narrow)),
    ]
    for text in texts:
        root = parsed(text)
        found += [f"no {name}" for name in ("title", "desc") if root.find(f"{SVG}{name}") is None]
        found += [f"NaN in {text[:40]}"] if any(bad in text for bad in ('"nan"', '"inf"', '"-inf"')) else []
    return found


def off_sheet(drawing: Drawing) -> list[str]:
    """Marks that reach beyond the view box by more than a letter's guess."""
    found = []
    for mark in drawing.marks:
        left, top, right, bottom = mark.extent
        if not all(map(math.isfinite, mark.extent)):
            found.append(f"no number: {mark}")
        elif left < -1 or top < -4 or right > drawing.width + 1 or bottom > drawing.height + 1:
            found.append(f"{drawing.shape}: off the sheet ({drawing.width} x {drawing.height}): {mark}")
    return found


def parsed(text: str) -> Element:
    """SVG read as XML."""
    return fromstring(text.encode("utf-8"))


def words(drawing: Drawing) -> list[str]:
    """Every text of a drawing, cut ones in full."""
    return [mark.full or mark.text for mark in drawing.marks if isinstance(mark, Words)]


def shapes(drawing: Drawing, look: str) -> list[Shape]:
    """The areas of one look."""
    return [mark for mark in drawing.marks if isinstance(mark, Shape) and mark.look == look]
