"""Remembers which rows and pages the starter content made."""

import hashlib
import json
from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from wagtail.models import Page

from academy import hooks
from academy.models import StarterRecord

Row = TypeVar("Row", bound=models.Model)
Say = Callable[[str], None]


@dataclass
class Keeper:
    """Makes starter rows once, refreshes the unedited, and knows what it made."""

    say: Say = field(default=lambda line: None)

    def find(self, key: str) -> Any:
        """The row loaded under `key`, or None."""
        record = StarterRecord.objects.filter(key=key).first()
        return record.thing if record is not None else None

    def row(self, model: type[Row], key: str, *, identity: dict[str, Any], values: dict[str, Any]) -> Row:
        """Make or refresh a plain row; a row somebody else made with this identity is left as it is."""
        name = f"{model._meta.label_lower}:{key}"
        checksum = digest({**identity, **values})
        record = StarterRecord.objects.filter(key=name).first()
        found = model._default_manager.filter(**identity).first()
        if found is not None and (record is None or record.checksum == checksum):
            return found
        if found is None:
            found = model(**identity)
        for attribute, value in values.items():
            setattr(found, attribute, value)
        found.save()
        self.remember(name, found, checksum)
        return found

    def page(
        self, key: str, *, checksum: str, make: Callable[[], Page], fill: Callable[[Page], None]
    ) -> Page:
        """Make or refresh a published page.

        `make` returns a new page already placed in the tree and unpublished; `fill` sets its fields.
        A page that an editor has revised since is left alone.
        """
        record = StarterRecord.objects.filter(key=f"page:{key}").first()
        page: Any = record.thing if record is not None else None
        if page is not None and record is not None:
            page = page.specific
            edited = page.revisions.filter(user__isnull=False).exists()
            if edited or record.checksum == checksum:
                return page
        if page is None:
            page = make()
        fill(page)
        page.save_revision(log_action=False).publish(log_action=False)
        page.refresh_from_db()
        self.remember(f"page:{key}", page, checksum)
        return page

    def remember(self, key: str, thing: models.Model, checksum: str) -> None:
        """Keep that `thing` is starter content."""
        StarterRecord.objects.update_or_create(
            key=key,
            defaults={
                "content_type": ContentType.objects.get_for_model(thing),
                "object_id": thing.pk,
                "checksum": checksum,
            },
        )


@dataclass(frozen=True)
class StarterPart:
    """What a wing loads; lower `order` loads first and is removed last."""

    name: str
    order: int
    load: Callable[[Keeper], None]
    #: Whether people's own records rest on a thing this part loaded, so that it must stay.
    in_use: Callable[[Any], bool] = lambda thing: False
    #: What stands around removing, such as drawing a thing once for all its changes.
    around: Callable[[], AbstractContextManager[None]] = nullcontext


def digest(value: Any) -> str:
    """A checksum of plain values (rows by their key)."""
    text = json.dumps(value, sort_keys=True, default=lambda thing: str(getattr(thing, "pk", thing)))
    return hashlib.sha256(text.encode()).hexdigest()


def parts() -> list[StarterPart]:
    """The starter parts of every installed wing, in loading order."""
    return sorted(hooks.call(hooks.STARTER), key=lambda part: part.order)


@transaction.atomic
def load_all(say: Say = lambda line: None) -> None:
    """Load every part; safe to run again."""
    keeper = Keeper(say)
    for part in parts():
        say(f"Loading {part.name}")
        part.load(keeper)


@transaction.atomic
def remove_all(say: Say = lambda line: None) -> int:
    """Remove what the starter content made, newest first; returns how many things went.

    A thing that people's own records now rest on is kept, and said so.
    """
    gone = 0
    with ExitStack() as stack:
        for part in parts():
            stack.enter_context(part.around())
        for record in StarterRecord.objects.order_by("-pk"):
            reason = _removed(record.thing)
            if reason:
                say(f"Kept {record.key}: {reason}.")
                continue
            record.delete()
            gone += 1
    return gone


def _removed(thing: Any) -> str:
    """Remove one thing; returns why it stays instead, or nothing."""
    if thing is None:
        return ""
    if any(part.in_use(thing) for part in parts()):
        return "people's records rest on it"
    if isinstance(thing, Page) and not thing.is_leaf():
        return "there are pages below it"
    try:
        with transaction.atomic():
            thing.delete()
    except (models.ProtectedError, models.RestrictedError):
        return "other records rest on it"
    return ""
