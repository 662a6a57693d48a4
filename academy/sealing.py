"""Private writing, sealed at rest with keys that can be changed (Fernet: AES-128-CBC and HMAC-SHA256)."""

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


class CannotUnseal(ValueError):
    """None of the site's keys opens this text."""


def _keys() -> MultiFernet:
    if not settings.REFLECTION_KEYS:
        raise ImproperlyConfigured("REFLECTION_KEYS must hold at least one key.")
    try:
        return MultiFernet([Fernet(key) for key in settings.REFLECTION_KEYS])
    except ValueError as error:
        raise ImproperlyConfigured("REFLECTION_KEYS holds a key that is not a Fernet key.") from error


def seal(text: str) -> str:
    """Seal with the first key."""
    return _keys().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """Open with whichever key fits; raises CannotUnseal when none does."""
    try:
        return _keys().decrypt(sealed.encode()).decode()
    except InvalidToken as error:
        raise CannotUnseal("No key of REFLECTION_KEYS opens this text.") from error


def is_newest(sealed: str) -> bool:
    """Whether the first key, with which everything is sealed now, opens this text."""
    try:
        Fernet(settings.REFLECTION_KEYS[0]).decrypt(sealed.encode())
        return True
    except InvalidToken:
        return False


def reseal(sealed: str) -> str:
    """The same text under the first key; raises CannotUnseal when no key opens it."""
    return seal(unseal(sealed))
