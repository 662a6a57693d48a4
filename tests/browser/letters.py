"""Pages that letters lead to, and somebody who follows, has muted and no longer gets letters."""

from collections.abc import Callable
from datetime import time
from typing import Any

from academy.actions.choosing import choose_for_thing, choose_quiet_hours
from academy.actions.notify import follow, mute, notify
from academy.hearing import short_key
from academy.letters.bounces import confirm_link, stop
from academy.letters.unsubscribing import unsubscribe_link
from academy.models import User
from evidence.models import ModelPage


def fill_letters(person: User) -> None:
    """Follow one model, mute another, choose quiet hours, and have a letter come back."""
    one, other = ModelPage.objects.order_by("pk")[:2]
    follow(person=person, thing=one)
    choose_for_thing(person=person, thing=one, way="weekly")
    mute(person=person, thing=other)
    choose_quiet_hours(person=person, starts=time(22), ends=time(7))
    stop(person.email, status="5.1.1")
    notify(people=[person], kind="followed", fact="f", title="A rating changed", about=one)


def visits(visit: Any, press: Callable[[str], Any]) -> list[Any]:
    """The pages, and what they say once their button is pressed."""
    return [
        visit("/my/notifications/", "stopped"),
        visit("/letters/stop/{stop}/"),
        visit("/letters/stop/{stop}/", "", press("Stop letters about this model page")),
        visit("/letters/address/{works}/"),
        visit("/letters/address/{works}/", "", press("Send me letters again")),
    ]


def places(person: User) -> dict[str, str]:
    """The signed parts of addresses."""
    scopes = [short_key(ModelPage.objects.earliest("pk")), "kind:followed"]
    return {
        "stop": unsubscribe_link(person, scopes).split("/")[-2],
        "works": confirm_link(person.email).split("/")[-2],
    }
