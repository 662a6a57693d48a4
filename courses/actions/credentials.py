"""Keys to sign with, and a signed credential for each certificate."""

import secrets
import uuid
from datetime import datetime, time

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from academy.actions.audit import record
from academy.models import User
from academy.sealing import CannotUnseal, seal, unseal
from courses.addresses import course_address
from courses.credentials import keys
from courses.credentials.badge import Facts, open_badge
from courses.credentials.proofs import sign
from courses.credentials.status import SIZE
from courses.issuing import issuer_did, status_url
from courses.models import Certificate, Credential, IssuerKey
from courses.permissions import can_rotate_keys

#: A list takes new credentials until half its places are taken, so that a place drawn at random is free soon.
FULL = SIZE // 2


def _add_key() -> None:
    """Add a key unless there is one to sign with: one statement, so that twenty at once make one."""
    made = keys.new_key()
    row = IssuerKey(public=keys.public_text(made), sealed=seal(keys.secret_text(made)))
    IssuerKey.objects.bulk_create([row], ignore_conflicts=True)
    mine = IssuerKey.objects.filter(public=row.public).first()
    if mine is not None:
        record(actor_id=None, action="issuer key made", subject=mine, public=mine.public)


def _retire(row: IssuerKey) -> bool:
    """Let a key sign no more: its secret half is forgotten, its public half stays."""
    mine = IssuerKey.objects.filter(pk=row.pk, current=True)
    return bool(mine.update(current=False, retired_at=timezone.now(), sealed=""))


@transaction.atomic
def signing_key() -> tuple[IssuerKey, Ed25519PrivateKey]:
    """The key to sign with, made on first need. One that the site's keys no longer open is replaced."""
    row = IssuerKey.objects.filter(current=True).first()
    if row is None:
        _add_key()
        row = IssuerKey.objects.get(current=True)
    try:
        return row, keys.read_secret(unseal(row.sealed))
    except CannotUnseal:
        if _retire(row):
            record(actor_id=None, action="issuer key lost", subject=row, public=row.public)
        _add_key()
        row = IssuerKey.objects.get(current=True)
        return row, keys.read_secret(unseal(row.sealed))


@transaction.atomic
def tend_key() -> None:
    """Seal the current key with the newest of the site's keys; replace it when none of them opens it."""
    if IssuerKey.objects.filter(current=True).exists():
        row, secret = signing_key()
        IssuerKey.objects.filter(pk=row.pk, current=True).update(sealed=seal(keys.secret_text(secret)))


@transaction.atomic
def rotate_key(*, actor: User, retiring: str) -> IssuerKey:
    """Sign with a new key from now on; what the old one signed stays verifiable.

    `retiring` is the public half that the owner saw as current, so that pressing twice rotates once.
    Raises PermissionDenied unless `actor` is an owner.
    """
    if not can_rotate_keys(actor):
        raise PermissionDenied("Only an owner may change the key that certificates are signed with.")
    row = IssuerKey.objects.select_for_update(of=("self",)).filter(current=True, public=retiring).first()
    if row is not None and _retire(row):
        _add_key()
        new = IssuerKey.objects.get(current=True)
        record(actor_id=actor.pk, action="issuer key rotated", subject=row, to=new.public)
    return signing_key()[0]


@transaction.atomic
def issue_credential(*, certificate: Certificate) -> Credential:
    """The certificate's credential, signed and kept once however often it is asked."""
    certificate = Certificate.objects.select_for_update(of=("self",)).get(pk=certificate.pk)
    held = Credential.objects.filter(certificate=certificate).first()
    if held is not None:
        return held
    row, secret = signing_key()
    made = _with_a_place(Credential(id=uuid.uuid4(), certificate=certificate, key=row))
    badge = open_badge(facts_of(certificate, made))
    method = f"{issuer_did()}#{row.public}"
    made.document = sign(badge, key=secret, method=method, created=timezone.now())
    made.save(update_fields=["document"])
    return made


def _with_a_place(made: Credential) -> Credential:
    """Save the credential at a free place drawn at random, which tells nobody when it was issued."""
    newest = Credential.objects.order_by("-list_number").values_list("list_number", flat=True).first() or 1
    made.list_number = newest + (Credential.objects.on_list(newest).count() >= FULL)
    while not Credential.objects.filter(pk=made.pk).exists():
        made.list_index = secrets.randbelow(SIZE)
        Credential.objects.bulk_create([made], ignore_conflicts=True)
    return made


def facts_of(certificate: Certificate, credential: Credential) -> Facts:
    """What the credential of a certificate says."""
    course = certificate.enrolment.course
    until = certificate.expires_on
    last = datetime.combine(until, time(23, 59, 59), timezone.get_default_timezone()) if until else None
    return Facts(
        id=str(credential),
        issuer=issuer_did(),
        issuer_name=settings.WAGTAIL_SITE_NAME,
        site_url=settings.SITE_URL,
        name=certificate.name,
        course_title=certificate.course_title,
        course_url=f"{settings.SITE_URL}{course_address(course.slug)}",
        level=certificate.level,
        outcomes=certificate.outcomes,
        minutes=certificate.minutes,
        awarded_at=certificate.awarded_at,
        valid_until=last,
        status_url=status_url(credential.list_number),
        status_index=credential.list_index,
    )
