"""Sending the outbox: a letter is claimed before it is sent, and comes back later while the mail server is away.

A worker that is killed between the server's "kept" and our own row leaves a claim that another takes up: the
letter may then go a second time, under the same Message-ID, by which mail programs know it again.
"""

import logging
from datetime import date, datetime, timedelta
from email.utils import parseaddr
from smtplib import SMTPDataError, SMTPException, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import DatabaseError
from django.db.models import F
from django.utils import timezone
from django.utils.crypto import salted_hmac

from academy.letters.addresses import bounce_address
from academy.letters.bounces import is_stopped, stop
from academy.letters.news import write_news
from academy.letters.refusals import enhanced, is_final
from academy.models import Letter, QuietHours, User
from academy.ways import quiet_until

log = logging.getLogger(__name__)
KEEP_TRYING = timedelta(days=5)
KEPT = timedelta(days=30)
LONGEST_WAIT = timedelta(hours=1)
AT_ONCE = 500


def send(pk: int) -> bool:
    """Send one letter if it is due and nobody else holds it; False when the mail server is away."""
    now = timezone.now()
    claim = Letter.objects.due(now).filter(pk=pk)
    if not claim.update(claimed_at=now, tries=F("tries") + 1):
        return True
    letter = Letter.objects.select_related("person").get(pk=pk)
    until = quiet_now(letter.person, now) if letter.news and letter.person else None
    if until is not None:
        _keep(letter, due_at=until, claimed_at=None)
        return True
    try:
        made = written(letter)
        return True if made is None else _hand_over(letter, made)
    except DatabaseError:
        raise
    except Exception as error:  # one letter that cannot be written must not keep the others waiting
        _later(letter, type(error).__name__)
        return True


def quiet_now(person: User, now: datetime) -> datetime | None:
    """When this person's quiet hours end, if it is quiet now."""
    hours = QuietHours.objects.filter(person=person).first()
    return quiet_until(now.astimezone(person.zone), hours.starts, hours.ends) if hours else None


def written(letter: Letter) -> EmailMultiAlternatives | None:
    """The letter as it goes out; None (and its end is kept) when nothing is to be said or nobody would get it."""
    headers = {"Message-ID": message_id(letter), **letter.headers}
    if not letter.news:
        return EmailMultiAlternatives(
            letter.subject, letter.text, settings.DEFAULT_FROM_EMAIL, [letter.to], headers=headers
        )
    words = write_news(letter)
    if words is None or letter.person is None:
        _end(letter, Letter.Ended.NOTHING)
        return None
    if is_stopped(letter.person.email):
        _end(letter, Letter.Ended.STOPPED)
        return None
    letter.to = letter.person.email
    headers |= {**words.headers, "From": settings.DEFAULT_FROM_EMAIL}
    made = EmailMultiAlternatives(
        words.subject, words.text, bounce_address(letter.pk), [letter.to], headers=headers
    )
    made.attach_alternative(words.html, "text/html")
    return made


def message_id(letter: Letter) -> str:
    """The same at every try."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<letter-{letter.pk}-{salted_hmac('academy.letter', str(letter.pk)).hexdigest()[:16]}@{domain}>"


def _hand_over(letter: Letter, made: EmailMultiAlternatives) -> bool:
    try:
        made.send()
    except SMTPRecipientsRefused as refused:
        return _refused(letter, refused)
    except SMTPDataError as error:
        _later(letter, type(error).__name__)
        return True
    except (SMTPException, OSError) as error:
        _later(letter, type(error).__name__)
        return False
    _sent(letter)
    return True


def _refused(letter: Letter, refused: SMTPRecipientsRefused) -> bool:
    answers = [(code, as_text(words)) for code, words in refused.recipients.values()]
    final = [enhanced(words) or str(code) for code, words in answers if is_final(code, words)]
    if final and len(final) == len(answers):
        stop(letter.to, status=final[0])
        _end(letter, Letter.Ended.REFUSED)
    else:
        _later(
            letter, f"recipient refused: {', '.join(f'{code} {enhanced(words)}' for code, words in answers)}"
        )
    return True


def as_text(words: bytes | str) -> str:
    """What a mail server answered, as text."""
    return words.decode("utf-8", errors="replace") if isinstance(words, bytes) else words


def _later(letter: Letter, why: str) -> None:
    now = timezone.now()
    if letter.made_at < now - KEEP_TRYING:
        log.error("letter %s was given up after %s tries: %s", letter.pk, letter.tries, why)
        _end(letter, Letter.Ended.LATE)
        return
    log.warning("letter %s could not be sent (try %s): %s", letter.pk, letter.tries, why)
    wait = min(timedelta(minutes=2 ** min(letter.tries, 10)), LONGEST_WAIT)
    _keep(letter, due_at=now + wait, claimed_at=None)


def _sent(letter: Letter) -> None:
    """Letters about an account are forgotten; of news stays to whom it went, for when it comes back."""
    if letter.news or letter.key:
        _keep(letter, sent_at=timezone.now(), to=letter.to if letter.news else "", subject="", text="")
    else:
        Letter.objects.filter(pk=letter.pk).delete()


def _end(letter: Letter, why: str) -> None:
    _keep(letter, ended=why, to="", subject="", text="")


def _keep(letter: Letter, **values: object) -> None:
    Letter.objects.filter(pk=letter.pk).update(**values)


def send_due(day: date) -> None:
    """Send what waits; the first letter that finds the mail server away ends the round."""
    due = Letter.objects.due(timezone.now()).order_by("due_at", "pk")
    for pk in list(due.values_list("pk", flat=True)[:AT_ONCE]):
        if not send(pk):
            return


def forget_letters(day: date) -> None:
    """Delete rows of letters that were sent or given up a month ago."""
    before = timezone.now() - KEPT
    Letter.objects.filter(made_at__lt=before).exclude(sent_at=None, ended="").delete()
