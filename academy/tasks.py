"""Work that can wait: letters. Each is a row of the outbox before anything is sent."""

from typing import Any

from django_tasks import task

from academy.letters.sending import send
from academy.models import Letter, User


@task()
def send_letters(ids: list[int]) -> None:
    """Send letters of the outbox; those that cannot be sent now stay there, and scheduled work takes them up."""
    for pk in ids:
        if not send(pk):
            return


def post_letter(
    *,
    to: str,
    subject: str,
    text: str,
    person: User | None = None,
    headers: dict[str, Any] | None = None,
    key: str = "",
) -> Letter:
    """Put a letter into the outbox, to be sent as soon as may be; a second one of the same `key` is the first."""
    values = {"to": to, "subject": subject[:150], "text": text, "person": person, "headers": headers or {}}
    if not key:
        letter = Letter.objects.create(**values)
    else:
        letter, made = Letter.objects.get_or_create(key=key, defaults=values)
        if not made:
            return letter
    send_letters.enqueue([letter.pk])
    return letter
