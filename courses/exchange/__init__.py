"""Questions in and out of other platforms' formats: bytes in, drafts or problems out, and back. No database.

Reading knows GIFT, Moodle XML and Aiken; writing knows those and QTI 3.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from courses.exchange import aiken, gift_reading, gift_writing, moodle_reading, moodle_writing, qti
from courses.exchange.drafts import Draft, Problem, UnreadableFile
from courses.exchange.encodings import decoded
from courses.exchange.sound import MOST_QUESTIONS

__all__ = ["FORMATS", "Draft", "Problem", "UnreadableFile", "format_of", "read", "write"]

Row = Draft | Problem


@dataclass(frozen=True)
class Format:
    """A format: its name in words, how its files end, how it is read and written, what kinds it carries.

    `lost` says of a draft what the format cannot hold of it.
    """

    label: Any
    suffix: str
    mime: str
    kinds: frozenset[str]
    write: Callable[[Sequence[Draft]], bytes]
    lost: Callable[[Draft], str]
    read: Callable[[str], list[Row]] | None = None


FORMATS: dict[str, Format] = {
    "gift": Format(
        *(_("GIFT"), ".gift.txt", "text/plain; charset=utf-8", gift_writing.KINDS),
        *(gift_writing.write, gift_writing.lost, gift_reading.read),
    ),
    "moodle": Format(
        *(_("Moodle XML"), ".xml", "application/xml", moodle_writing.KINDS),
        *(moodle_writing.write, moodle_writing.lost, moodle_reading.read),
    ),
    "aiken": Format(
        *(_("Aiken"), ".txt", "text/plain; charset=utf-8", aiken.KINDS),
        *(aiken.write, aiken.lost, aiken.read),
    ),
    "qti": Format(_("QTI 3 package"), ".zip", "application/zip", qti.KINDS, qti.write, qti.lost),
}
READABLE = [name for name, form in FORMATS.items() if form.read is not None]


def format_of(content: bytes) -> str:
    """Which format a file is, told from its content. Raises UnreadableFile."""
    text = decoded(content)
    if text.lstrip().startswith("<"):
        return "moodle"
    return "aiken" if aiken.looks_like_it(text) else "gift"


def read(content: bytes, format_name: str) -> list[Row]:
    """The drafts of a file, and the problems of what cannot be carried, in the order of its lines.

    Raises UnreadableFile when nothing of it can be read, or when it holds too much.
    """
    reader = FORMATS[format_name].read
    if reader is None:
        raise UnreadableFile(_("This format can be written here, but not read."))
    rows = reader(decoded(content))
    if len(rows) > MOST_QUESTIONS:
        raise UnreadableFile(_("This holds more than 2,000 questions. Please send fewer at a time."))
    return rows


def write(drafts: Sequence[Draft], format_name: str) -> tuple[bytes, list[Problem]]:
    """The drafts as a file, and a problem for each that cannot be carried, or not wholly."""
    form = FORMATS[format_name]
    carried = [draft for draft in drafts if draft.kind in form.kinds]
    problems = []
    for draft in drafts:
        reason = (
            form.lost(draft) if draft.kind in form.kinds else _("This format has no such kind of question.")
        )
        if reason:
            problems.append(Problem(draft.line, draft.text[:100], str(reason)))
    return form.write(carried), problems
