"""Tables as files: CSV and a workbook, with no cell that a spreadsheet runs as a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font

from academy.rules import guarded
from evidence.pictures.lettering import clean

Rows = Iterable[Sequence[str]]
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def safe(cell: str) -> str:
    """A cell on one line, without what no file bears, never a formula."""
    return guarded(clean(cell))


def as_csv(columns: Sequence[str], rows: Rows) -> bytes:
    """Comma-separated values that spreadsheets read as UTF-8."""
    sheet = io.StringIO()
    writer = csv.writer(sheet)
    writer.writerows([safe(cell) for cell in row] for row in (columns, *rows))
    return sheet.getvalue().encode("utf-8-sig")


def as_xlsx(columns: Sequence[str], rows: Rows) -> bytes:
    """A workbook of one sheet, its headings and first column kept in sight."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Team")
    sheet.freeze_panes = "B2"
    headings = [WriteOnlyCell(sheet, safe(column)) for column in columns]
    for heading in headings:
        heading.font = Font(bold=True)
    sheet.append(headings)
    for row in rows:
        sheet.append([safe(cell) for cell in row])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


FORMS = {"csv": as_csv, "xlsx": as_xlsx}
