"""Reading feeds into the directory: each record whole or not at all, and the same twice changes nothing."""

import logging
from collections import Counter
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from academy import outgoing
from academy.actions.audit import record as audit
from academy.models import Place
from network.actions.support import describe_service
from network.models import (
    ServiceAtLocation,
    ServiceImport,
    SupportArea,
    SupportContact,
    SupportCost,
    SupportLanguage,
    SupportLocation,
    SupportNeed,
    SupportPhone,
    SupportProvider,
    SupportSchedule,
    SupportService,
)
from network.models.support_parts import PARTS
from network.openreferral.feeds import MOST_BYTES, Unread, from_address, from_file
from network.openreferral.records import Draft, read_service
from network.openreferral.values import Unreadable

log = logging.getLogger(__name__)
State = ServiceImport.State
HEADERS = {"Accept": "application/json"}
SIMPLE = {
    "phones": SupportPhone,
    "contacts": SupportContact,
    "costs": SupportCost,
    "languages": SupportLanguage,
}


class AnotherSource(Unreadable):
    """An id of a feed that belongs to somebody else here."""


def ask(address: str) -> bytes:
    """What a feed answers at an address."""
    try:
        answer = outgoing.get(address, HEADERS, most=MOST_BYTES + 1)
    except outgoing.Refused as refused:
        raise Unread(str(refused)) from None
    except outgoing.NoAnswer:
        raise Unread("The feed did not answer in time.") from None
    if answer.status != 200:
        raise Unread(f"The feed answered {answer.status} instead of 200.")
    return answer.body


def begin_import(*, source: str, actor_id: int | None) -> ServiceImport | None:
    """A new reading of a feed, or None while one of the same source is on its way."""
    try:
        with transaction.atomic():
            return ServiceImport.objects.create(source=source, actor_id=actor_id)
    except IntegrityError:
        return None


def run_import(*, batch: ServiceImport, content: bytes | None = None) -> None:
    """Read a feed that waits: from its address, or from a file's content. Again does nothing."""
    waiting = ServiceImport.objects.filter(pk=batch.pk, state=State.WAITING)
    if not waiting.update(state=State.RUNNING):
        return
    try:
        records = from_address(batch.source, ask) if content is None else from_file(content)
        rows = take_records(records, source=batch.source)
    except Unread as wrong:
        _end(batch, State.REFUSED, reason=str(wrong))
    except Exception:
        _end(batch, State.REFUSED, reason="Something went wrong on our side; nothing was taken.")
        raise
    else:
        _end(batch, State.DONE, rows=rows)


def _end(batch: ServiceImport, state: str, *, reason: str = "", rows: Any = ()) -> None:
    counts = dict(Counter(row["fate"] for row in rows))
    values = {"state": state, "reason": reason, "rows": list(rows), "counts": counts}
    with transaction.atomic():
        ServiceImport.objects.filter(pk=batch.pk).update(ended_at=timezone.now(), **values)
        audit(actor_id=batch.actor_id, action=f"services.import-{state}", subject=batch, **counts)


@transaction.atomic
def take_records(records: list[Any], *, source: str) -> list[dict[str, str]]:
    """Take every record that can be read, in one transaction; returns what became of each."""
    places = {
        name: place for place in Place.objects.all() for name in (place.name.lower(), place.gss) if name
    }
    seen: set[Any] = set()
    rows = []
    for number, record in enumerate(records, 1):
        name = str(record.get("name", ""))[:120] if isinstance(record, dict) else ""
        row = {"number": str(number), "name": name, "reason": ""}
        try:
            draft = read_service(record, timezone.localdate())
            if draft.uid in seen:
                raise Unreadable("Its id stands in this feed twice.")
            seen.add(draft.uid)
            with transaction.atomic():
                fate = take(draft, source=source, places=places)
            rows.append(row | {"fate": fate})
        except Unreadable as wrong:
            rows.append(row | {"fate": "refused", "reason": str(wrong)})
        except (IntegrityError, ValidationError) as wrong:
            log.warning("a record of a feed was refused: %s", type(wrong).__name__)
            reason = "Two of its parts have one id, or an id that belongs to another service."
            rows.append(row | {"fate": "refused", "reason": reason})
    return rows


def take(draft: Draft, *, source: str, places: dict[str, Place]) -> str:
    """Add or refresh one service with everything that hangs on it; `same` when nothing changed."""
    held = SupportService.objects.select_for_update(of=("self",)).filter(uid=draft.uid).first()
    if held is not None and held.source != source:
        raise AnotherSource("Its id belongs to a service here that did not come from this feed.")
    if held is not None and held.digest == draft.digest:
        return "same"
    provider = _own(SupportProvider, draft.provider, source)
    service = held or SupportService(uid=draft.uid, source=source)
    for name, value in draft.service.items():
        setattr(service, name, value)
    service.provider, service.digest = provider, draft.digest
    service.save()
    for part in PARTS[1:]:
        part.objects.filter(service=service).delete()
    ServiceAtLocation.objects.filter(service=service).delete()
    _add_parts(service, draft, source, places)
    describe_service(service)
    return "added" if held is None else "changed"


def _own(model: Any, values: dict[str, Any], source: str) -> Any:
    """A provider or location of this feed, made or refreshed; one that came from elsewhere is not touched."""
    held = model.objects.filter(uid=values["uid"]).first()
    if held is not None and held.source != source:
        raise AnotherSource(f"“{values['name']}” has an id that belongs to another source here.")
    thing = held or model(uid=values["uid"], source=source)
    for name, value in values.items():
        setattr(thing, name, value)
    thing.save()
    return thing


def _add_parts(service: SupportService, draft: Draft, source: str, places: dict[str, Place]) -> None:
    at: dict[Any, ServiceAtLocation] = {}
    for row in draft.places:
        values = dict(row["location"])
        named = (places.get(name.lower()) for name in values.pop("boroughs"))
        values["place"] = next(filter(None, named), None)
        location = _own(SupportLocation, values, source)
        at[row["uid"]] = ServiceAtLocation.objects.create(
            uid=row["uid"], service=service, location=location, description=row["description"]
        )
    for row in draft.schedules:
        values = {name: value for name, value in row.items() if name != "at"}
        SupportSchedule.objects.create(service=service, at_location=at.get(row.get("at")), **values)
    for name, model in SIMPLE.items():
        for row in getattr(draft, name):
            model.objects.create(service=service, **row)  # type: ignore[attr-defined]
    for row in draft.areas:
        place = places.get(row["gss"]) or places.get(row["name"].lower())
        SupportArea.objects.create(uid=row["uid"], service=service, name=row["name"], place=place)
    service.needs.set([_need(row) for row in draft.needs])
    service.save()


def _need(row: dict[str, Any]) -> SupportNeed:
    """The term with this id, as the first who named it wrote it: no feed renames another's."""
    slug = f"{slugify(row['name'])[:80] or 'need'}-{row['uid'].hex[:8]}"
    values = {**row, "slug": slug, "taxonomy": row["taxonomy"] or "Not named"}
    return SupportNeed.objects.get_or_create(uid=row["uid"], defaults=values)[0]
