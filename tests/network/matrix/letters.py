"""What reaches a mailbox or a disk: letters at once, digests, the export of one's own data."""

import io
import zipfile
from datetime import timedelta

from django.core import mail
from django.test import override_settings
from django.utils import timezone

from academy.letters.digests import post_digests
from academy.letters.sending import send_due
from academy.models import Letter, Notification
from academy.privacy import export
from tests.network.matrix.people import Reader

Seen = dict[str, str]


def letters(readers: dict[str, Reader]) -> dict[str, Seen]:
    """By surface and reader, what letters say that waited while things changed: at once, then as a digest."""
    found = {"email at once": sent(readers)}
    Letter.objects.all().delete()
    before = timezone.now() - timedelta(days=10)
    Notification.objects.update(way="weekly", emailed_at=None, created_at=before)
    post_digests(timezone.localdate())
    found["email, weekly digest"] = sent(readers)
    return found


def sent(readers: dict[str, Reader]) -> Seen:
    """Send what waits in the outbox; answering by email is on, so that words go along."""
    mail.outbox = []
    with override_settings(REPLY_DOMAIN="reply.example.org"):
        send_due(timezone.localdate())
    by_address: dict[str, list[str]] = {}
    for letter in mail.outbox:
        whole = letter.message().as_bytes().decode(errors="replace").replace("=\n", "")
        by_address.setdefault(letter.to[0], []).append(f"{letter.subject}\n{letter.body}\n{whole}")
    addresses = {name: getattr(reader.person, "email", "") for name, reader in readers.items()}
    return {name: "\n".join(by_address.get(address, [])) for name, address in addresses.items()}


def exported(reader: Reader) -> str:
    """Everything that the site hands somebody about themselves."""
    return "" if reader.account is None else unpacked(export(reader.person))  # type: ignore[arg-type]


def unpacked(content: bytes) -> str:
    """All files of a ZIP as one text."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode(errors="replace") for name in archive.namelist())
