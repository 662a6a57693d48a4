"""Bitstring Status List v1.0 (W3C): one bit a credential, set when it is no longer valid."""

import base64
import binascii
import gzip
import io
import zlib
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from courses.credentials.proofs import stamp

SIZE = 131_072
MOST_BYTES = 1_048_576
CONTEXT = "https://www.w3.org/ns/credentials/v2"
MINUTES_KEPT = 5


class WrongList(ValueError):
    """Something that should be a status list is not."""


def encode(set_bits: Iterable[int], *, size: int = SIZE) -> str:
    """A list of `size` bits with these set: gzipped, base64url, marked u. The same bits, the same text."""
    bits = bytearray(size // 8)
    for index in set_bits:
        if not 0 <= index < size:
            raise WrongList("An index lies outside the list.")
        bits[index // 8] |= 0x80 >> index % 8
    packed = gzip.compress(bytes(bits), mtime=0)
    return "u" + base64.urlsafe_b64encode(packed).decode().rstrip("=")


def decode(text: str) -> bytes:
    """The bits of an encoded list; raises WrongList for what is not one, is too short or far too long."""
    if not text.startswith("u"):
        raise WrongList("It does not begin with u.")
    try:
        packed = base64.b64decode(text[1:] + "=" * (-len(text[1:]) % 4), altchars=b"-_", validate=True)
        with gzip.GzipFile(fileobj=io.BytesIO(packed)) as opened:
            bits = opened.read(MOST_BYTES + 1)
    except (binascii.Error, OSError, EOFError, zlib.error, ValueError) as error:
        raise WrongList("It cannot be unpacked.") from error
    if not SIZE // 8 <= len(bits) <= MOST_BYTES:
        raise WrongList("It is shorter or longer than a list may be.")
    return bits


def is_set(bits: bytes, index: int) -> bool:
    """Whether a bit is set; the first bit is the leftmost of the first byte."""
    if not 0 <= index < len(bits) * 8:
        raise WrongList("An index lies outside the list.")
    return bool(bits[index // 8] & (0x80 >> index % 8))


def status_credential(*, url: str, issuer: str, set_bits: Iterable[int], now: datetime) -> dict[str, Any]:
    """The list as a credential of its own, not signed yet."""
    return {
        "@context": [CONTEXT],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": stamp(now),
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": "revocation",
            "encodedList": encode(set_bits),
            "ttl": MINUTES_KEPT * 60_000,
        },
    }


def status_entry(*, url: str, index: int) -> dict[str, Any]:
    """Where a credential's bit stands."""
    return {
        "id": f"{url}#{index}",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": str(index),
        "statusListCredential": url,
    }
