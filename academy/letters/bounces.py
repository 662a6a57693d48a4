"""Addresses at which letters do not arrive: no news goes there until its owner confirms it again."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

from academy.models import Bounce, Letter

SALT = "academy.letters.confirm"
CONFIRM_WITHIN = 60 * 60 * 24 * 3


def stop(address: str, *, status: str) -> None:
    """Send no more news to an address; again changes nothing."""
    if address:
        Bounce.objects.get_or_create(address=address.lower(), defaults={"status": status[:12]})


def is_stopped(address: str) -> bool:
    """Whether news no longer goes to an address."""
    return Bounce.objects.filter(address=address.lower()).exists()


def take_up_again(address: str) -> None:
    """Send news to an address again, which its owner has just confirmed."""
    Bounce.objects.filter(address=address.lower()).delete()


def came_back(letter_id: int, *, status: str) -> None:
    """Stop the address to which a letter of ours went that came back."""
    letter = Letter.objects.filter(pk=letter_id).first()
    if letter is not None:
        stop(letter.to, status=status)


def confirm_link(address: str) -> str:
    """The link in the letter that asks whether an address works again."""
    token = signing.dumps(address.lower(), salt=SALT)
    return settings.SITE_URL + reverse("address_works", args=[token])


def read_confirm_link(token: str) -> str | None:
    """The address that a link confirms; None when it is too old or not ours."""
    try:
        return str(signing.loads(token, salt=SALT, max_age=CONFIRM_WITHIN))
    except signing.BadSignature:
        return None
