"""Messages to the people who run the site."""

from typing import Any

from django.db import transaction

from academy.actions.audit import record
from academy.actions.notify import notify
from academy.models import ContactMessage, User
from academy.permissions import AnyUser


@transaction.atomic
def receive_message(*, data: dict[str, Any], person: AnyUser) -> ContactMessage:
    """Keep a message once (its form's token is unique) and tell the owners and moderators."""
    fields = {name: data.get(name, "") for name in ("kind", "text", "email", "page")}
    fields["person"] = person if person.is_authenticated else None
    message, made = ContactMessage.objects.get_or_create(token=data["token"], defaults=fields)
    if made:
        record(actor_id=person.pk, action="message received", subject=message, kind=message.kind)
        staff = User.objects.filter(is_active=True, groups__name__in=["Owners", "Moderators"]).distinct()
        notify(
            people=staff,
            kind="contact",
            fact=f"contact:{message.pk}",
            title=f"New message: {message.get_kind_display()}",
            url=f"/cms/snippets/academy/contactmessage/edit/{message.pk}/",
        )
    return message
