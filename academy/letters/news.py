"""What news says, worked out when it is shown or its letter is sent: only what may still be told, as they chose."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from academy import hooks
from academy.hearing import ways_of
from academy.letters.unsubscribing import unsubscribe_link
from academy.models import Letter, Notification, User


@dataclass
class Told:
    """A notification in words, with an address of this site; a wing may put its own, and where an answer goes.

    `above` stands at the very top of a letter that can be answered, `answering` says what becomes of an answer.
    """

    title: str
    text: str = ""
    url: str = ""
    words: str = ""
    reply_to: str = ""
    above: str = ""
    answering: str = ""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Words:
    """A letter ready to be sent."""

    subject: str
    text: str
    html: str
    headers: dict[str, str]


def still_told(person: User, rows: Iterable[Notification]) -> list[tuple[Notification, Told]]:
    """Those of a person's notifications that a letter may tell now."""
    kept = []
    for row in rows:
        way = ways_of([person.pk], kind=row.kind, keys=row.about)[person.pk]
        if way not in ("app", "muted"):
            kept.append(row)
    found = told_now(person, kept, in_letter=True)
    return [(row, replace(told, url=absolute(told.url))) for row, told in found if told is not None]


def told_now(
    person: User, rows: Iterable[Notification], *, in_letter: bool = False
) -> list[tuple[Notification, Told | None]]:
    """Each of a person's notifications in the words that hold now; None for what they may no longer be told."""
    rows = list(rows)
    said: dict[int, Told | None] = {row.pk: Told(row.title, row.text, row.url) for row in rows}
    for answer in hooks.call(hooks.NEWS, person, rows, in_letter):
        said |= answer
    return [(row, said[row.pk]) for row in rows]


def absolute(url: str) -> str:
    """An address of this site in full."""
    return settings.SITE_URL + url if url.startswith("/") else url


def write_news(letter: Letter) -> Words | None:
    """The words of a letter of news; None when nothing is left to tell or the account is closed."""
    person = letter.person
    if person is None or not person.is_active:
        return None
    rows = Notification.objects.filter(person=person, pk__in=letter.news).order_by("created_at", "pk")
    is_digest = letter.key.startswith("digest:")
    told = still_told(person, rows.filter(read_at__isnull=True) if is_digest else rows)
    if not told:
        return None
    with timezone.override(person.zone):
        return _digest(letter, told) if is_digest else _single(person, *told[0])


def _single(person: User, row: Notification, told: Told) -> Words:
    link = unsubscribe_link(person, [*row.about, f"kind:{row.kind}"])
    headers = told.headers | ({"Reply-To": told.reply_to} if told.reply_to else {})
    return _words(told.title, [told], link, headers=headers, above=told.above, answering=told.answering)


def _digest(letter: Letter, told: list[tuple[Notification, Told]]) -> Words:
    way = letter.key.split(":")[1]
    subject = _("Your news of the week") if way == "weekly" else _("Your news of the day")
    link = unsubscribe_link(letter.person, [f"digest:{way}"])  # type: ignore[arg-type]
    return _words(subject, [each for _row, each in told], link, headers={}, is_digest=True)


def _words(subject: str, told: list[Told], link: str, *, headers: dict[str, str], **more: Any) -> Words:
    context = {
        "subject": subject,
        "told": told,
        "unsubscribe": link,
        "site_url": settings.SITE_URL,
        "site_name": settings.WAGTAIL_SITE_NAME,
        **more,
    }
    headers = headers | {
        "List-Unsubscribe": f"<{link}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    text = render_to_string("academy/mail/news.txt", context)
    html = render_to_string("academy/mail/news.html", context)
    return Words(" ".join(subject.split())[:200], text, html, headers)
