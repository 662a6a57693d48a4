"""The few doors through which a higher wing adds to the ground.

Each constant is the name of a Wagtail hook. Register with `@hooks.register(DASHBOARD)` in the
wing's `wagtail_hooks.py`; the ground calls them through the functions below and never imports a wing.
"""

from collections.abc import Iterator
from typing import Any

from wagtail import hooks

#: `(request) -> Component | None`: a part of `/my/`. `component.order` sorts (lower first).
DASHBOARD = "academy_dashboard"
#: `(request, page) -> Component | None`: something a higher wing shows beside another wing's page. What stands
#: beside a lesson is drawn once for all readers alike, so it must not depend on who reads.
BESIDE_PAGE = "academy_beside_page"
#: `() -> list[academy.search.Source]`: the kinds of thing a wing lets people search.
SEARCH = "academy_search"
#: `() -> academy.privacy.PersonalData`: what a wing holds about a person, to export and to erase.
PERSONAL_DATA = "academy_personal_data"
#: `(request, place) -> Component | None`: a part of a place's page.
PLACE = "academy_place"
#: `() -> dict[str, list[str]]`: permissions ("app.codename") a wing adds to a role.
ROLES = "academy_roles"
#: `() -> list[academy.jobs.Job]`: work to be done once a day.
JOBS = "academy_jobs"
#: `(announcement) -> None`: a fact that was committed, such as "a rating fell".
ANNOUNCEMENT = "academy_announcement"
#: `() -> academy.starter.StarterPart`: starter content a wing loads and removes.
STARTER = "academy_starter"
#: `(person, notifications, in_letter) -> dict[pk, academy.letters.news.Told | None]`: asked when news is shown, or
#: a letter is written, how a wing tells what it announced; None for what this person may no longer be told.
NEWS = "academy_news"

ALL = (
    DASHBOARD,
    BESIDE_PAGE,
    SEARCH,
    PERSONAL_DATA,
    PLACE,
    ROLES,
    JOBS,
    ANNOUNCEMENT,
    STARTER,
    NEWS,
)


def call(name: str, *args: Any) -> Iterator[Any]:
    """Call every function registered under `name` and yield what is not None."""
    for function in hooks.get_hooks(name):
        answer = function(*args)
        if answer is not None:
            yield answer


def components(name: str, *args: Any) -> list[Any]:
    """The laces components registered under `name`, sorted by their `order`."""
    return sorted(call(name, *args), key=lambda component: getattr(component, "order", 100))
