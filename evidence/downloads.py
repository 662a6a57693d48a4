"""What the toolkit shows as CSV, as a workbook or as JSON. No cell is ever a formula."""

import csv
import io
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from academy.rules import guarded
from evidence.pictures.lettering import clean
from evidence.rules import SCALE
from evidence.shelves import COST, MATURITY, Card, is_apart, sure_of, word_of

NOT_KNOWN = "not known"
LONGEST_CELL = 30_000
COLUMNS = (
    *("Model", "Summary", "Our rating", "On what", "How sure we are", "Why", "Rated on", "Ranked"),
    *("Stage", "Cost", "Prevention level", "Settings", "Ages", "Types of violence", "Sectors", "Factors"),
    *("Topics", "Studies in our summaries", "Other bodies say", "Made with", "To be read again by"),
    *("Address", "Source", "Downloaded on"),
)


@dataclass(frozen=True)
class Origin:
    """Where a download comes from: the site, the day, and the address a model's slug leads to."""

    site: str
    on: date
    address: Callable[[str], str]


def row_of(card: Card, origin: Origin) -> list[str]:
    """One model as texts, in the order of the columns; what nobody knows is spelled out."""
    rating, terms = card["rating"] or {}, card["terms"]
    others = [
        f"{other['body']} ({other['scheme']}): {other['word']} on {other['aspect']}, {other['rated_on']}, "
        f"{other['url']}"
        for other in card["others"]
    ]
    values = [
        *(card["title"], card["summary"], SCALE.get(word_of(card), "not rated yet"), rating.get("aspect")),
        *(sure_of(card), rating.get("reason"), rating.get("rated_on")),
        "no: harmful or no added benefit" if is_apart(card) else "yes",
        *(MATURITY.get(card["maturity"]), COST.get(card["cost"])),
        *(_names(terms.get(key)) for key in ("level", "setting", "age", "violence", "sector")),
        *(_names(card["factors"]), _names(card["topics"]), str(card["studies"])),
        *("; ".join(others), card["coproduced"], card["review_due"]),
        *(origin.address(card["slug"]), origin.site, origin.on.isoformat()),
    ]
    return [_text(value) for value in values]


def _names(rows: Sequence[Sequence[str]] | None) -> str:
    return "; ".join(str(row[1]) for row in rows or ())


def _text(value: object) -> str:
    """A cell's text without characters that no file bears."""
    return clean(value)[:LONGEST_CELL] or NOT_KNOWN if value else NOT_KNOWN


def as_csv(cards: Sequence[Card], origin: Origin) -> bytes:
    """Comma-separated values that spreadsheets read as UTF-8."""
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerow(COLUMNS)
    writer.writerows([guarded(cell) for cell in row_of(card, origin)] for card in cards)
    return sheet.getvalue().encode("utf-8-sig")


def as_xlsx(cards: Sequence[Card], origin: Origin) -> bytes:
    """A workbook with one sheet, its headings kept in sight."""
    book = Workbook()
    sheet = book.active
    sheet.title = "Models"
    sheet.append(list(COLUMNS))
    for card in cards:
        sheet.append([guarded(cell) for cell in row_of(card, origin)])
    for place, heading in enumerate(sheet[1]):
        heading.font, heading.alignment = Font(bold=True), Alignment(wrap_text=True, vertical="top")
        sheet.column_dimensions[heading.column_letter].width = 44 if place in (1, 5) else 22
    sheet.freeze_panes = "B2"
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def as_json(cards: Sequence[Card], origin: Origin) -> bytes:
    """Objects by column, those outside the ranking in a list of their own."""
    rows = [(is_apart(card), dict(zip(COLUMNS, row_of(card, origin), strict=True))) for card in cards]
    value = {
        "source": origin.site,
        "downloaded_on": origin.on.isoformat(),
        "models": [row for apart, row in rows if not apart],
        "outside_the_ranking": [row for apart, row in rows if apart],
    }
    return json.dumps(value, ensure_ascii=False, indent=1).encode()


FORMS: dict[str, tuple[str, Callable[[Sequence[Card], Origin], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", as_xlsx),
    "json": ("application/json", as_json),
}
