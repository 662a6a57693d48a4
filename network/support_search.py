"""Support services in the site's own search, kept at the heels of what editors change."""

from collections.abc import Collection, Sequence
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from academy.models import SearchEntry
from academy.permissions import AnyUser
from academy.search import EntryValues, Source
from network.actions.support import describe_service
from network.models import SupportLocation, SupportNeed, SupportProvider, SupportService

KEY = "network.service"


def service_entries(services: Sequence[SupportService]) -> list[EntryValues]:
    """Services that everybody may read, by what they offer and who offers it."""
    rows = SupportService.objects.published().filter(pk__in=[service.pk for service in services])
    return [
        EntryValues(
            object_id=str(service.pk),
            kind="service",
            title=service.name,
            url=service.get_absolute_url(),
            summary=service.eligibility or service.description[:300],
            body=" ".join(
                [
                    service.description,
                    service.provider.name,
                    *(name for _slug, name in service.card.get("needs", ())),
                    *(spot["borough"] for spot in service.card.get("spots", ())),
                    *service.card.get("areas", ()),
                ]
            ),
            weight=12,
        )
        for service in rows.select_related("provider")
    ]


def still_offered(person: AnyUser, ids: Sequence[str]) -> Collection[str]:
    """Of these services, those this person may read now."""
    rows = SupportService.objects.visible_to(person).filter(pk__in=ids)
    return {str(pk) for pk in rows.values_list("pk", flat=True)}


def source() -> Source:
    """Support services as people search them."""
    return Source(
        key=KEY,
        kinds={"service": _("Support service")},
        model=SupportService,
        entries=service_entries,
        queryset=SupportService.objects.all,
        still=still_offered,
    )


def services_deleted(request: HttpRequest, instances: Any) -> None:
    """Take services that an editor deleted out of the index."""
    if not any(isinstance(instance, SupportService) for instance in instances):
        return
    held = {str(pk) for pk in SupportService.objects.values_list("pk", flat=True)}
    rows = SearchEntry.objects.filter(source=KEY)
    gone = [pk for pk, found in rows.values_list("pk", "object_id") if found not in held]
    rows.filter(pk__in=gone).delete()


def services_changed(request: HttpRequest, instance: Any) -> None:
    """What an editor changed shows at once, in lists and in searches."""
    if isinstance(instance, SupportService):
        describe_service(SupportService.objects.get(pk=instance.pk))
        return
    rows: dict[type, Q] = {
        SupportLocation: Q(at_locations__location=instance.pk),
        SupportNeed: Q(needs=instance.pk),
        SupportProvider: Q(provider=instance.pk),
    }
    if type(instance) in rows and instance.pk is not None:
        for service in SupportService.objects.filter(rows[type(instance)]).distinct():
            describe_service(service)
