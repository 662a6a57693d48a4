"""How our rating of a model changed: steps of our scale against dates."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from evidence.pictures.lettering import clean, fitted
from evidence.pictures.marks import NARROW, WIDE, Dot, Drawing, Line, Mark, Picture, Shape, Table, Words
from evidence.rules import SCALE

Values = Mapping[str, Any]
MOST_CURVES = 4
STEP, TOP = 40.0, 20.0
SHEETS = (("wide", WIDE, 142.0), ("narrow", NARROW, 118.0))
WORDS = list(SCALE)


@dataclass(frozen=True)
class Curve:
    """The ratings on one aspect, oldest first."""

    aspect: str
    points: tuple[tuple[date, str], ...]


def curve(ratings: Sequence[Values], *, until: date | None = None) -> Picture:
    """The history of a model's own ratings ({aspect, word, rated_on, ...}); lines run on to `until`."""
    curves = _curves(ratings)
    days = [day for held in curves for day, _word in held.points]
    last = max([*days, *([until] if until else [])], default=date(2000, 1, 1))
    first = min(days, default=last)
    wide, narrow = (_drawing(sheet, curves[:MOST_CURVES], first, last) for sheet in SHEETS)
    title = "How our rating changed"
    return Picture("history", title, _description(curves), wide, narrow, _table(title, curves))


def _curves(ratings: Iterable[Values]) -> list[Curve]:
    held: dict[str, list[tuple[date, str]]] = {}
    for row in ratings:
        day = _day(row.get("rated_on"))
        if day is not None and row.get("word") in SCALE:
            held.setdefault(clean(row.get("aspect") or "All in all"), []).append((day, str(row["word"])))
    return [Curve(aspect, tuple(sorted(points))) for aspect, points in held.items()]


def _day(text: object) -> date | None:
    try:
        return text if isinstance(text, date) else date.fromisoformat(str(text))
    except ValueError:
        return None


def said(day: date) -> str:
    """A day as a reader writes it."""
    return f"{day.day} {day:%B} {day.year}"


def _description(curves: Sequence[Curve]) -> str:
    if not curves:
        return "There is no rating of our own yet."
    parts = []
    for held in curves:
        steps = [f"{SCALE[word]} on {said(day)}" for day, word in held.points]
        parts.append(f"{held.aspect}: {', then '.join(steps)}.")
    if len(curves) > MOST_CURVES:
        parts.append(f"Only the first {MOST_CURVES} are drawn; the table holds all.")
    return " ".join(parts)


def _table(title: str, curves: Sequence[Curve]) -> Table:
    rows = [(held.aspect, said(day), SCALE[word]) for held in curves for day, word in held.points]
    return Table(title, ("On what", "Since", "Our rating"), tuple(rows))


def _drawing(sheet: tuple[str, float, float], curves: Sequence[Curve], first: date, last: date) -> Drawing:
    shape, width, left = sheet
    right, foot = width - 12, TOP + STEP * (len(WORDS) - 1)
    marks: list[Mark] = []
    for place, word in enumerate(WORDS):
        y = TOP + place * STEP
        marks += [Line(left, y, right, y, "rule"), Words(0, y + 5, SCALE[word], "small")]
    marks += _dates(first, last, left, right, foot)
    for place, held in enumerate(curves):
        marks += _steps(held, place, (first, last), (left, right))
    return Drawing(shape, width, foot + 46 + 24 * len(curves), tuple(marks + _key(curves, width, foot + 60)))


def _dates(first: date, last: date, left: float, right: float, foot: float) -> list[Mark]:
    marks: list[Mark] = [Words(left, foot + 30, f"{first:%b} {first.year}", "note")]
    if (first.year, first.month) != (last.year, last.month):
        marks.append(Words(right, foot + 30, f"{last:%b} {last.year}", "note", "end"))
    return marks


def _steps(held: Curve, place: int, days: tuple[date, date], edges: tuple[float, float]) -> list[Mark]:
    (first, last), (left, right) = days, edges
    length, aside = max(1, (last - first).days), place * 4
    path: list[tuple[float, float]] = []
    dots: list[Mark] = []
    for day, word in held.points:
        x = left + 7 + (right - left - 14) * (day - first).days / length
        y = TOP + WORDS.index(word) * STEP + aside
        path += [(x, path[-1][1])] if path else []
        path.append((x, y))
        dots.append(Dot(x, y, 5.5, "mark"))
    path.append((right, path[-1][1]))
    return [Shape(tuple(path), f"step-{place}", closed=False), *dots]


def _key(curves: Sequence[Curve], width: float, y: float) -> list[Mark]:
    marks: list[Mark] = []
    for place, held in enumerate(curves):
        line = y + 24 * place
        marks.append(Shape(((0, line - 5), (44, line - 5)), f"step-{place}", closed=False))
        shown = fitted(held.aspect, width - 56, "small")
        marks.append(Words(54, line, shown, "small", full=held.aspect))
    return marks
