"""Reading a list of staff: whatever the encoding and the separator, each row with its line."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

MOST_ROWS = 50_000
LARGEST = 10 * 1024 * 1024
#: What each column may be called.
COLUMNS = {
    "email": ("email", "e-mail", "email address", "e-mail address", "mail", "work email"),
    "name": ("name", "full name", "display name"),
    "profession": ("profession", "job", "role title", "job title"),
    "place": ("place", "place of work", "borough"),
    "role": ("role",),
    "leaves": ("leaves", "leaver", "leaves on", "leaving date", "last day"),
}
ADDRESS = re.compile(r"[^\s@,;<>\"']{1,64}@[^\s@,;<>\"'.]+(?:\.[^\s@,;<>\"'.]+)+")
YES, NO = frozenset({"yes", "y", "x", "true", "1"}), frozenset({"", "no", "n", "false", "0"})
DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y", "%d %b %Y")


class UnreadableRoster(ValueError):
    """A file that is no list of people; the text says why and what to do."""


@dataclass(frozen=True)
class Row:
    """One person of a list, or what is wrong with their line."""

    line: int
    email: str = ""
    profession: str = ""
    place: str = ""
    role: str = ""
    leaves: bool = False
    last_day: date | None = None
    fault: str = ""


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8, UTF-16 with its mark, or Windows-1252. Raises UnreadableRoster."""
    if len(content) > LARGEST:
        raise UnreadableRoster("This file is larger than 10 MB. Send it in parts.")
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = content.decode("utf-16", "replace")
    else:
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = content.decode("cp1252", "replace")
    if "\x00" in text:
        raise UnreadableRoster("This is not a CSV file. Save the sheet as CSV and send that.")
    return text


def read(text: str) -> Iterator[Row]:
    """Each row after the headings. Raises UnreadableRoster when there is no email column, or too much."""
    first = text.split("\n", 1)[0]
    separator = max(";,\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        places = _places(next(reader, []))
        last, number = 1, 0
        for cells in reader:
            line, last = last + 1, reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            number += 1
            if number > MOST_ROWS:
                raise UnreadableRoster(f"This list has more than {MOST_ROWS:,} people. Send it in parts.")
            yield _row(line, {name: _cell(cells, place) for name, place in places.items()})
    except csv.Error:
        raise UnreadableRoster("The quotes in this file do not match. Save the sheet as CSV again.") from None


def _places(headings: list[str]) -> dict[str, int]:
    told = [" ".join(cell.strip().strip("\ufeff").lower().replace("_", " ").split()) for cell in headings]
    found = {
        name: place
        for name, words in COLUMNS.items()
        if (place := next((told.index(word) for word in words if word in told), -1)) >= 0
    }
    if "email" not in found:
        raise UnreadableRoster(
            "The first line names no column “email”. Name the columns email, name, profession, place, role, leaves."
        )
    return found


def _cell(cells: list[str], place: int) -> str:
    """A cell on one line, without the apostrophe that guards against formulas."""
    return " ".join((cells[place] if place < len(cells) else "").split()).removeprefix("'")


def _row(line: int, cells: dict[str, str]) -> Row:
    email = cells["email"].lower().removeprefix("mailto:")
    row = Row(
        line,
        email,
        profession=cells.get("profession", "")[:80],
        place=cells.get("place", "")[:120],
        role=cells.get("role", "").lower(),
    )
    if len(email) > 254 or not ADDRESS.fullmatch(email):
        return Row(line, fault="This is not an email address.")
    if row.role not in ("", "member", "manager"):
        return Row(line, email=email, fault="The role must be member, or empty.")
    try:
        leaves, last_day = leaving(cells.get("leaves", ""))
    except ValueError:
        return Row(line, email=email, fault="“leaves” must be a day such as 2026-03-31, yes, or empty.")
    return replace(row, leaves=leaves, last_day=last_day)


def leaving(word: str) -> tuple[bool, date | None]:
    """What the column says: nothing, at once, or a last day. Raises ValueError for anything else."""
    if word.lower() in NO:
        return False, None
    if word.lower() in YES:
        return True, None
    for form in DAYS:
        try:
            return True, datetime.strptime(word, form).date()  # noqa: DTZ007 - a day
        except ValueError:
            continue
    raise ValueError(word)
