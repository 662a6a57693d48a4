"""Work that can wait: letters. Each task is safe to run twice."""

import logging
from datetime import timedelta
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone
from django_tasks import task

from academy.models import Notification

log = logging.getLogger(__name__)
TRIES = 8


@task()
def send_letter(to: list[str], subject: str, body: str, html: str = "", tried: int = 0) -> None:
    """Send one email; while the mail server is away it is tried again, later each time."""
    letter = EmailMultiAlternatives(subject, body, settings.DEFAULT_FROM_EMAIL, to)
    if html:
        letter.attach_alternative(html, "text/html")
    try:
        letter.send()
    except (SMTPException, OSError) as error:
        log.warning("a letter could not be sent (try %s): %s", tried + 1, type(error).__name__)
        _try_again(to, subject, body, html, tried + 1)


def _try_again(to: list[str], subject: str, body: str, html: str, tried: int) -> None:
    if tried >= TRIES:
        log.error("a letter was given up after %s tries", tried)
        return
    later = send_letter
    if send_letter.get_backend().supports_defer:
        later = send_letter.using(run_after=timezone.now() + timedelta(minutes=2**tried))
    elif tried > 1:
        return
    later.enqueue(to, subject, body, html, tried)


@task()
def email_notification(pk: int) -> None:
    """Write the email of one notification, once: the row is claimed before the letter is queued."""
    with transaction.atomic():
        claimed = Notification.objects.filter(pk=pk, emailed_at__isnull=True, person__is_active=True)
        if not claimed.update(emailed_at=timezone.now()):
            return
        row = Notification.objects.select_related("person").get(pk=pk)
        context = {"row": row, "site_url": settings.SITE_URL, "site_name": settings.WAGTAIL_SITE_NAME}
        body = render_to_string("academy/mail/notification.txt", context)
        send_letter.enqueue([row.person.email], row.title, body)
