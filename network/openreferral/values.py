"""Single values of a feed's record. Each raises Unreadable with a reason, and keeps to what can be stored."""

import re
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal, InvalidOperation
from math import isfinite
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from network.openreferral.times import BYDAY, BYMONTHDAY, MONTHLY, WEEKLY

LONGEST = 20_000
OLDEST = 120
Record = Mapping[str, Any]
_EMAIL = re.compile(r"[!#-;=?A-~]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_CLOCK = re.compile(r"([01]?[0-9]|2[0-4]):([0-5][0-9])(?::[0-5][0-9](?:\.[0-9]+)?)?(Z|\+0[01]:?00)?")


class Unreadable(ValueError):
    """A record that cannot be taken; the text says why."""


def uuid_of(record: Record, name: str, *, of: str = "") -> UUID:
    """An id, which the profile wants as a UUID; of what it is the id stands in the reason."""
    try:
        return UUID(str(record.get(name)))
    except ValueError:
        told = f"“{name}” of {of}" if of else f"“{name}”"
        raise Unreadable(f"{told} is not a UUID.") from None


def text(record: Record, name: str, *, most: int = LONGEST, needed: bool = False) -> str:
    """A text, never cut without a word; numbers are taken as they are written."""
    value = record.get(name)
    if value is None:
        value = ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise Unreadable(f"“{name}” is not a text.")
    found = str(value).strip()
    if "\x00" in found or any("\ud800" <= letter <= "\udfff" for letter in found):
        raise Unreadable(f"“{name}” holds a character that cannot be stored.")
    if len(found) > most:
        raise Unreadable(f"“{name}” is longer than {most} characters.")
    if needed and not found:
        raise Unreadable(f"It has no “{name}”.")
    return found


def address(record: Record, name: str) -> str:
    """A web address; anything that a browser would run instead of open is refused."""
    found = text(record, name, most=500)
    if not found:
        return ""
    try:
        parts = urlsplit(found)
        good = parts.scheme in ("http", "https") and bool(parts.hostname)
    except ValueError:
        good = False
    if not good or any(letter.isspace() for letter in found):
        raise Unreadable(f"“{name}” is not a web address that begins with http.")
    return found


def email(record: Record, name: str) -> str:
    """An email address."""
    found = text(record, name, most=254)
    if found and not _EMAIL.fullmatch(found):
        raise Unreadable(f"“{name}” is not an email address.")
    return found


def phone(record: Record) -> str:
    """A phone number as printed."""
    found = text(record, "number", most=60)
    if not any(letter in "0123456789" for letter in found):
        raise Unreadable("A phone number holds no digit.")
    return found


def day(record: Record, name: str) -> date | None:
    """A day, such as 2026-03-01; the time of a moment is passed over."""
    found = text(record, name, most=40)
    if not found:
        return None
    try:
        return date.fromisoformat(found[:10])
    except ValueError:
        raise Unreadable(f"“{name}” is not a day written as year-month-day.") from None


def clock(record: Record, name: str) -> time | None:
    """A time of London's clocks; offsets of winter and summer are passed over, others refused."""
    found = text(record, name, most=30)
    if not found:
        return None
    match = _CLOCK.fullmatch(found)
    if match is None or (match[1] == "24" and match[2] != "00"):
        raise Unreadable(f"“{name}” is not a time of day in London, such as 09:30.")
    return time(int(match[1]) % 24, int(match[2]))


def whole(record: Record, name: str, *, usual: int) -> int:
    """A small whole number."""
    value = record.get(name)
    if value in (None, ""):
        return usual
    number = _number(value, name)
    if number != int(number) or not 0 <= number <= 1000:
        raise Unreadable(f"“{name}” is not a small whole number.")
    return int(number)


def age(record: Record, name: str) -> int | None:
    """An age in whole years."""
    value = record.get(name)
    if value in (None, ""):
        return None
    number = _number(value, name)
    if not 0 <= number <= OLDEST:
        raise Unreadable(f"“{name}” is not an age from 0 to {OLDEST}.")
    return int(number)


def _number(value: Any, name: str) -> float:
    try:
        number = float("nan") if isinstance(value, bool) else float(str(value))
    except ValueError:
        number = float("nan")
    if not isfinite(number):
        raise Unreadable(f"“{name}” is not a number.")
    return number


def money(record: Record, name: str) -> Decimal | None:
    """An amount, not below nothing."""
    value = record.get(name)
    if value in (None, ""):
        return None
    try:
        amount = Decimal(str(value)).quantize(Decimal("0.01"))
    except InvalidOperation:
        raise Unreadable(f"“{name}” is not an amount.") from None
    if not 0 <= amount < 1_000_000:
        raise Unreadable(f"“{name}” is not an amount from 0 to a million.")
    return amount


def freq(record: Record) -> str:
    """How days are counted; weekly where nothing is said."""
    found = text(record, "freq", most=20).upper() or WEEKLY
    if found not in (WEEKLY, MONTHLY):
        raise Unreadable(f"The frequency “{found}” is none that the profile knows.")
    return found


def days(record: Record) -> str:
    """Days of the week."""
    found = re.sub(r"\s", "", text(record, "byday", most=80)).upper()
    if found and not re.match(BYDAY, found):
        raise Unreadable(f"The days “{found}” cannot be read.")
    return found


def month_days(record: Record) -> str:
    """Days of the month."""
    found = re.sub(r"\s", "", text(record, "bymonthday", most=120))
    if found and not re.match(BYMONTHDAY, found):
        raise Unreadable(f"The days of the month “{found}” cannot be read.")
    return found
