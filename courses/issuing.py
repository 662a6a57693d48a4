"""This site as an issuer, as anybody sees it: its DID, its keys, its status lists, its records."""

import uuid
from typing import Any

from django.conf import settings
from django.core.cache import caches
from django.urls import reverse
from django.utils import timezone

from academy.sealing import unseal
from courses.credentials import keys
from courses.credentials.checking import Issuer
from courses.credentials.proofs import sign
from courses.credentials.shape import issuer_of
from courses.credentials.status import status_credential
from courses.models import Credential, IssuerKey

SECONDS_KEPT = 60


def issuer_did() -> str:
    """This site's DID, by its address."""
    return keys.did_web(settings.SITE_URL)


def status_url(number: int) -> str:
    """The full address of a status list."""
    return f"{settings.SITE_URL}{reverse('courses:status_list', args=[number])}"


def our_did_document(did: str = "") -> dict[str, Any]:
    """Every key this site ever signed with, the current one first; under a former DID when one is given."""
    publics = IssuerKey.objects.order_by("-current", "-made_at", "-pk").values_list("public", flat=True)
    return keys.did_document(did or issuer_did(), list(publics))


def status_list(number: int) -> dict[str, Any] | None:
    """A status list, signed; None when there is no such list. The same answer for a minute."""
    kept: dict[str, Any] | None = caches["local"].get(f"status-list:{number}")
    if kept is None and Credential.objects.on_list(number).exists():
        kept = _signed_list(number)
        caches["local"].set(f"status-list:{number}", kept, SECONDS_KEPT)
    return kept


def _signed_list(number: int) -> dict[str, Any]:
    """The list worked out from certificates. Raises CannotUnseal when the key cannot be opened."""
    row = IssuerKey.objects.get(current=True)
    secret = keys.read_secret(unseal(row.sealed))
    ended = Credential.objects.on_list(number).no_longer_valid().values_list("list_index", flat=True)
    now = timezone.now()
    plain = status_credential(url=status_url(number), issuer=issuer_did(), set_bits=ended, now=now)
    return sign(plain, key=secret, method=f"{issuer_did()}#{row.public}", created=now)


def _held(document: dict[str, Any]) -> Credential | None:
    try:
        wanted = uuid.UUID(str(document.get("id")).removeprefix("urn:uuid:"))
    except ValueError:
        return None
    return Credential.objects.select_related("certificate").filter(pk=wanted).first()


def _record(held: Credential | None, document: dict[str, Any]) -> str:
    """What our own records say of a credential that we seem to have signed."""
    if held is None:
        return "unknown"
    if held.is_withdrawn:
        reason = held.certificate.reason
        return reason if reason in ("replaced", "erased") else "revoked"
    return "valid" if held.says(document) else "different"


def us(document: dict[str, Any]) -> Issuer:
    """This site as the checking of one credential knows it: also under an address the site had before."""
    held = _held(document)
    did = (issuer_of(held.document) if held and held.document else "") or issuer_did()
    return Issuer(did, our_did_document(did), lambda shown: _record(held, shown))
