"""Writing references to a file in any of the formats that can be written."""

from collections.abc import Iterable, Iterator

from evidence.citations.formats import BY_NAME, FORMATS
from evidence.citations.record import Record

WRITTEN: tuple[str, ...] = tuple(form.name for form in FORMATS if form.write)


def write(records: Iterable[Record], format_name: str) -> Iterator[str]:
    """The file's text in pieces, ready to stream as UTF-8. Raises `ValueError` for a format that is not written.

    What a format cannot carry is in its `cannot_carry`; everything else reads back the same.
    """
    form = BY_NAME.get(format_name)
    if form is None or form.write is None:
        raise ValueError(f"References are not written as {format_name!r}, only as {', '.join(WRITTEN)}.")
    return form.write(records)


def write_bytes(records: Iterable[Record], format_name: str) -> bytes:
    """The whole file as UTF-8."""
    return "".join(write(records, format_name)).encode()
