"""Signed addresses that letters come back to: short, in lower case, and nobody else can make one.

An address is `what+numbers-signature@REPLY_DOMAIN`, its numbers in base 36. Some mail servers fold case and
cut what stands before the @ at 64 letters.
"""

import string
from email.utils import parseaddr

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

DIGITS = string.digits + string.ascii_lowercase
SIGNATURE = 20
MOST_DIGITS = 13


def in_base36(number: int) -> str:
    """A number from nought up in base 36."""
    text = ""
    while number:
        number, digit = divmod(number, 36)
        text = DIGITS[digit] + text
    return text or "0"


def signed(what: str, *numbers: int) -> str:
    """The address that stands for these numbers."""
    body = "-".join(in_base36(number) for number in numbers)
    return f"{what}+{body}-{_signature(what, body)}@{settings.REPLY_DOMAIN}"


def read_signed(what: str, address: str) -> tuple[int, ...] | None:
    """The numbers in an address of ours; None when it is not one."""
    name, _at, domain = parseaddr(address)[1].lower().rpartition("@")
    kind, _plus, rest = name.partition("+")
    body, _dash, signature = rest.rpartition("-")
    if not settings.REPLY_DOMAIN or domain != settings.REPLY_DOMAIN or kind != what or not body:
        return None
    if not constant_time_compare(signature, _signature(what, body)):
        return None
    return tuple(int(part[:MOST_DIGITS], 36) for part in body.split("-"))


def _signature(what: str, body: str) -> str:
    digest = salted_hmac(f"academy.address.{what}", body, algorithm="sha256").digest()
    return in_base36(int.from_bytes(digest[:16]))[:SIGNATURE].rjust(SIGNATURE, "0")


def bounce_address(letter: int) -> str:
    """Where a letter of news goes back to when it cannot be delivered."""
    return signed("bounce", letter) if settings.REPLY_DOMAIN else settings.DEFAULT_FROM_EMAIL
