"""A letter as it arrives, read so far as we need it. No Django here."""

import email
import email.policy
from dataclasses import dataclass
from email.utils import getaddresses
from hashlib import sha256
from typing import Any

from academy.letters.refusals import is_mailbox_gone
from network.mail.quoting import own_words, text_of_html

RECIPIENT_HEADERS = ("Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc")
BULK = {"bulk", "junk", "list", "auto_reply", "auto-reply"}
MOST_PARTS = 100


@dataclass(frozen=True)
class Incoming:
    """What a letter says: who sent it to whom, its own words, and whether a machine wrote it.

    `failed` holds the status of a delivery that failed (RFC 3464), when it tells of one; `is_gone`, whether that is
    because there is no such mailbox.
    """

    senders: tuple[str, ...]
    recipients: tuple[str, ...]
    digest: str
    text: str
    has_files: bool
    is_automatic: bool
    failed: str
    is_gone: bool


def read_letter(raw: bytes) -> Incoming:
    """Read a letter, however broken."""
    letter: Any = email.message_from_bytes(raw, policy=email.policy.compat32)
    parts = list(letter.walk())[:MOST_PARTS]
    identity = header(letter, "Message-ID").strip().encode() or raw
    failed, why = failure(letter, parts)
    return Incoming(
        senders=addresses(letter, ("From",)),
        recipients=addresses(letter, RECIPIENT_HEADERS),
        digest=sha256(identity).hexdigest()[:30],
        text=words_of(parts),
        has_files=any(is_file(part) for part in parts),
        is_automatic=is_automatic(letter),
        failed=failed,
        is_gone=bool(failed) and is_mailbox_gone(failed, why),
    )


def header(letter: Any, name: str) -> str:
    """A header as text, "" without it."""
    return str(letter.get(name, "") or "")


def addresses(letter: Any, names: tuple[str, ...]) -> tuple[str, ...]:
    """The addresses in these headers, in lower case."""
    values = [str(value) for name in names for value in letter.get_all(name, [])]
    return tuple(address.lower() for _name, address in getaddresses(values) if "@" in address)


def is_automatic(letter: Any) -> bool:
    """Whether a machine wrote it: an absence note, a list, a bounce."""
    if header(letter, "Auto-Submitted").strip().lower() not in ("", "no"):
        return True
    if header(letter, "Precedence").strip().lower() in BULK or header(letter, "List-Id"):
        return True
    marks = ("X-Autoreply", "X-Autorespond", "X-Auto-Response")
    return any(header(letter, name) for name in marks) or header(letter, "Return-Path").strip() == "<>"


def is_file(part: Any) -> bool:
    """Whether a part is a file rather than words; pictures inside a letter are files too."""
    if part.is_multipart():
        return False
    named = part.get_content_disposition() == "attachment" or bool(part.get_filename())
    return named or part.get_content_maintype() not in ("text", "message", "multipart")


def words_of(parts: list[Any]) -> str:
    """What the sender wrote: of plain text where there is some, else of HTML."""
    for kind, read in (("text/plain", str), ("text/html", text_of_html)):
        for part in parts:
            if part.get_content_type() == kind and not is_file(part):
                words = own_words(cleaned(read(decoded(part))))
                if words:
                    return words
    return ""


def decoded(part: Any) -> str:
    """The text of a part, whatever it says of its letters."""
    payload = part.get_payload(decode=True) or b""
    try:
        return str(payload.decode(part.get_content_charset() or "utf-8"))
    except (LookupError, UnicodeDecodeError):
        return str(payload.decode("utf-8", errors="replace"))


def cleaned(text: str) -> str:
    """Text without characters that no page shows."""
    shown = (c if c in "\n\t" or c.isprintable() or c.isspace() else "" for c in text)
    return "".join(shown).replace("\x00", "")


def failure(letter: Any, parts: list[Any]) -> tuple[str, str]:
    """The status of a delivery that failed and the words of the server beside it; "" when this is no such report."""
    if letter.get_content_type() != "multipart/report":
        return "", ""
    for part in parts:
        if part.get_content_type() != "message/delivery-status":
            continue
        for block in part.get_payload() if part.is_multipart() else []:
            status = header(block, "Status").strip().partition(" ")[0]
            if header(block, "Action").strip().lower() == "failed" and status.startswith("5"):
                return status[:12], header(block, "Diagnostic-Code")
    return "", ""
