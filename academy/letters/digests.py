"""Daily and weekly letters: each piece of news in one of them, once."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from academy.letters.sending import quiet_now
from academy.models import Letter, Notification, User
from academy.tasks import send_letters
from academy.ways import DAILY, WEEKLY, digest_takes_until


def post_digests(day: date) -> None:
    """Put a letter into the outbox for everybody whose hour has come and who has news that waits for it."""
    for way in (DAILY, WEEKLY):
        waiting = Notification.objects.awaiting_digest().filter(way=way)
        for person in User.objects.filter(is_active=True, pk__in=waiting.values("person")):
            post_digest(person, way)


@transaction.atomic
def post_digest(person: User, way: str) -> Letter | None:
    """The letter with what waits for it, if its hour has come; the news is claimed with it."""
    now = timezone.now().astimezone(person.zone)
    if quiet_now(person, now) is not None:
        return None
    until = digest_takes_until(way, now)
    mine = Notification.objects.awaiting_digest().filter(person=person, way=way, created_at__lt=until)
    rows = list(mine.select_for_update(of=("self",)).values_list("pk", flat=True))
    if not rows:
        return None
    key = f"digest:{way}:{person.pk}:{rows[0]}"
    letter, made = Letter.objects.get_or_create(key=key, defaults={"person": person, "news": rows})
    Notification.objects.filter(pk__in=rows).update(emailed_at=now)
    if made:
        transaction.on_commit(lambda: send_letters.enqueue([letter.pk]))
    return letter
