"""Everything the site holds about a person: handed over as a ZIP, or erased.

Each wing registers a `PersonalData` with the `academy_personal_data` hook.
"""

import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models, transaction

from academy import hooks
from academy.actions.audit import record
from academy.letters.news import told_now
from academy.models import Bounce, ContactMessage, Letter, QuietHours, User

Files = dict[str, bytes]


@dataclass(frozen=True)
class PersonalData:
    """What one wing holds: `export` returns files by name, `erase` removes all that is personal."""

    name: str
    export: Callable[[User], Files]
    erase: Callable[[User], None]


def as_json(value: Any) -> bytes:
    """Plain values as readable JSON."""
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2).encode()


def rows(queryset: models.QuerySet[Any], *fields: str) -> list[dict[str, Any]]:
    """The named fields of every row."""
    return list(queryset.values(*fields))


def export(person: User) -> bytes:
    """A ZIP of everything held about `person`: one folder a wing, JSON and files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in hooks.call(hooks.PERSONAL_DATA):
            for name, content in part.export(person).items():
                archive.writestr(f"{part.name}/{name}", content)
    record(actor_id=person.pk, action="data exported", subject=person)
    return buffer.getvalue()


@transaction.atomic
def erase(person: User, *, actor_id: int | None = None) -> None:
    """Remove a person and all that is personal; counts without names stay."""
    for part in sorted(hooks.call(hooks.PERSONAL_DATA), key=lambda part: part.name, reverse=True):
        part.erase(person)
    record(actor_id=actor_id, action="person erased", subject=person)
    person.delete()


def export_ground(person: User) -> Files:
    """The account, its addresses, factors and sessions, memberships, news and messages."""
    account = {
        "email": person.email,
        "display_name": person.display_name,
        "time_zone": person.time_zone,
        "joined": person.date_joined,
        "last_sign_in": person.last_login,
        "roles": rows(person.groups.all(), "name"),
        "addresses": rows(EmailAddress.objects.filter(user=person), "email", "verified", "primary"),
        "second_factors": rows(
            Authenticator.objects.filter(user=person), "type", "created_at", "last_used_at"
        ),
        "single_sign_on": rows(SocialAccount.objects.filter(user=person), "provider", "uid", "date_joined"),
        "sessions": rows(UserSession.objects.filter(user=person), "ip", "user_agent", "created_at"),
    }
    return {
        "account.json": as_json(account),
        "memberships.json": as_json(
            rows(
                person.memberships.all(),
                *("organisation__name", "role", "profession__name", "place__name", "valid_from", "valid_to"),
            )
        ),
        "notifications.json": as_json(news_of(person)),
        "notification_choices.json": as_json(rows(person.notification_choices.all(), "kind", "way")),
        "quiet_hours.json": as_json(rows(QuietHours.objects.filter(person=person), "starts", "ends")),
        "things_chosen.json": as_json(
            rows(person.thingchoices.all(), "content_type__model", "object_id", "way")
        ),
        "letters.json": as_json(rows(person.letters.all(), "to", "subject", "made_at", "sent_at", "ended")),
        "letters_came_back.json": as_json(rows(bounces_of(person), "address", "status", "met_at")),
        "follows.json": as_json(rows(person.follows.all(), "content_type__model", "object_id")),
        "mutes.json": as_json(rows(person.mutes.all(), "content_type__model", "object_id")),
        "messages.json": as_json(
            rows(ContactMessage.objects.filter(person=person), "kind", "text", "received_at", "outcome")
        ),
    }


def news_of(person: User) -> list[dict[str, Any]]:
    """What the person was told, as far as it may be told now."""
    return [
        {"kind": row.kind, "title": told.title, "text": told.text, "url": row.url}
        | {"created_at": row.created_at, "read_at": row.read_at}
        for row, told in told_now(person, person.notifications.all())
    ]


def bounces_of(person: User) -> models.QuerySet[Bounce]:
    """Addresses of theirs at which letters did not arrive."""
    own = EmailAddress.objects.filter(user=person).values_list("email", flat=True)
    return Bounce.objects.filter(address__in={address.lower() for address in (person.email, *own)})


def erase_ground(person: User) -> None:
    """Take the sender out of messages and end every session; the rest goes with the account itself."""
    bounces_of(person).delete()
    Letter.objects.filter(to__iexact=person.email).delete()
    ContactMessage.objects.filter(person=person).update(person=None, email="", text="Erased", outcome="")
    for session in UserSession.objects.filter(user=person):
        session.end()
