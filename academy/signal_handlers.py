"""What the ground does when Wagtail or allauth says that something happened."""

from typing import Any

from allauth.account.signals import email_confirmed, password_changed, password_reset
from allauth.mfa.signals import authenticator_added, authenticator_removed

from academy.actions.audit import record
from academy.letters.bounces import take_up_again
from academy.search import following


def note_password(request: Any, user: Any, **kwargs: Any) -> None:
    """Keep that a password was changed."""
    record(actor_id=user.pk, action="password changed", subject=user)


def note_factor_added(request: Any, user: Any, authenticator: Any, **kwargs: Any) -> None:
    """Keep that a second factor was added."""
    record(actor_id=user.pk, action="second factor added", subject=user, kind=authenticator.type)


def note_factor_removed(request: Any, user: Any, authenticator: Any, **kwargs: Any) -> None:
    """Keep that a second factor was removed."""
    record(actor_id=user.pk, action="second factor removed", subject=user, kind=authenticator.type)


def note_address(request: Any, email_address: Any, **kwargs: Any) -> None:
    """Send news again to an address that was just confirmed."""
    take_up_again(email_address.email)


def connect() -> None:
    """Listen."""
    email_confirmed.connect(note_address)
    password_changed.connect(note_password)
    password_reset.connect(note_password)
    authenticator_added.connect(note_factor_added)
    authenticator_removed.connect(note_factor_removed)
    following.connect()
