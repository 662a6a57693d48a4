"""The national support lines as services: facts of the ground's records, none added and no hours guessed."""

from datetime import time
from typing import Any

from academy.models import SupportLine
from academy.starter import Keeper, StarterPart
from network.actions.support import describe_service
from network.models import SupportNeed, SupportPhone, SupportProvider, SupportSchedule, SupportService
from network.openreferral.times import EVERY_DAY

NEEDS = {
    "someone-to-talk-to": "Someone to talk to",
    "urgent-mental-health": "Urgent help with mental health",
    "after-a-crime": "Help after a crime",
    "domestic-abuse": "Domestic abuse",
    "children-and-young-people": "Children and young people",
    "giving-information": "Giving information anonymously",
}
#: Each line that a source was read for: its need, and who offers it. The rest of the lines stay lines.
LINES = {
    "nhs-111-mental-health": ("urgent-mental-health", "NHS"),
    "samaritans": ("someone-to-talk-to", "Samaritans"),
    "shout": ("someone-to-talk-to", "Shout"),
    "victim-support": ("after-a-crime", "Victim Support"),
    "national-domestic-abuse-helpline": ("domestic-abuse", "Refuge"),
    "mens-advice-line": ("domestic-abuse", "Men’s Advice Line"),
    "childline": ("children-and-young-people", "Childline"),
    "crimestoppers": ("giving-information", "Crimestoppers"),
}
YOUNGER_THAN_19 = 18
ROUND_THE_CLOCK = "24 hours a day"


def load(keeper: Keeper) -> None:
    """Make a service of each line that is here."""
    needs = {
        slug: keeper.row(SupportNeed, slug, identity={"slug": slug}, values={"name": name})
        for slug, name in NEEDS.items()
    }
    for line in SupportLine.objects.filter(slug__in=LINES):
        need, provider = LINES[line.slug]
        load_line(keeper, line, needs[need], provider)


def load_line(keeper: Keeper, line: SupportLine, need: SupportNeed, offered_by: str) -> None:
    """One line; its number, hours and need are added once, and are the editors' from then on."""
    provider = keeper.row(SupportProvider, offered_by, identity={"name": offered_by}, values={})
    slug = {"slug": line.slug}
    service = keeper.row(SupportService, line.slug, identity=slug, values=values_of(line, provider))
    if not service.phones.exists():
        SupportPhone.objects.create(
            service=service,
            number=line.number,
            kind="text" if line.how == SupportLine.How.TEXT else "voice",
            description=f"Text {line.message} to this number" if line.message else "",
        )
        if line.hours.startswith(ROUND_THE_CLOCK):
            SupportSchedule.objects.create(
                service=service,
                byday=EVERY_DAY,
                opens_at=time(0),
                closes_at=time(0),
                description=line.hours,
            )
        service.needs.set([need])
        service.save()
        describe_service(service)


def values_of(line: SupportLine, provider: SupportProvider) -> dict[str, Any]:
    """What a line says, in the words of a service; nobody has confirmed it, and it says so."""
    return {
        "name": line.name,
        "provider": provider,
        "description": line.who_for,
        "url": line.source_url,
        "maximum_age": YOUNGER_THAN_19 if line.slug == "childline" else None,
        "national": True,
        "assured_on": line.last_checked,
        "where_from": line.source_name,
    }


def in_use(thing: Any) -> bool:
    """Whether somebody keeps a service now, or wrote about it."""
    if not isinstance(thing, SupportService):
        return False
    return thing.owner_id is not None or thing.corrections.exists()


SERVICES = StarterPart(name="national support services", order=30, load=load, in_use=in_use)
