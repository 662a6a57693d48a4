"""No address of the network is left out: a new one fails here until it is opened or its reason is given."""

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from tests.network.matrix.ground import Ground
from tests.network.matrix.pages import pages

pytestmark = pytest.mark.django_db
#: The addresses that are not opened as a page by everybody, by why not.
NOT_OPENED = {
    "they only act, and answer with where to go": (
        *("network/me/feed/", "network/me/leave/", "network/me/checks/link/"),
        *("network/me/checks/<int:pk>/withdraw/", "network/me/checks/<int:pk>/end/"),
        "network/me/mentoring/<int:pk>/",
        *("network/me/searches/<int:pk>/delete/", "network/people/<slug:handle>/block/"),
        *("network/people/<slug:handle>/unblock/", "network/groups/files/<int:pk>/delete/"),
        *("network/groups/<slug:slug>/join/", "network/groups/<slug:slug>/hear/"),
        *("network/groups/<slug:slug>/leave/", "network/groups/<slug:slug>/members/<int:pk>/"),
        *("network/groups/<slug:slug>/invite/", "network/groups/<slug:slug>/enrol/"),
        *(
            "network/events/calendar/new/",
            "network/events/<int:pk>/cancel/",
            "network/events/<int:pk>/answer/",
        ),
        *("network/threads/draft/", "network/threads/<int:pk>/answer/", "network/threads/<int:pk>/act/"),
        *("network/threads/<int:pk>/vote/", "network/posts/<int:pk>/take-back/"),
        *("network/posts/<int:pk>/helpful/", "network/posts/<int:pk>/accept/"),
        "network/posts/<int:pk>/look-at/",
        *("network/support/<slug:slug>/confirm/", "cms/network/reports/<int:pk>/work/"),
        *("cms/network/held/<int:pk>/", "cms/network/decisions/<int:pk>/undo/"),
        *("my/notifications/read/", "my/notifications/ways/", "my/notifications/thing/"),
        *("my/notifications/address/", "my/privacy/export/"),
    ),
    "opened by surfaces of their own, with a question or a secret": (
        *("search/suggest/", "network/feed/<str:token>/", "network/events/calendar/<str:secret>/"),
    ),
    "support services are for everybody, and nothing of members is in them": (
        *("network/support/<slug:slug>/", "network/support/<slug:slug>/sheet/"),
        *("network/support/<slug:slug>/correct/", "cms/network/services/import/"),
        *("cms/network/services/imports/<int:pk>/", "cms/network/services/corrections/<int:pk>/"),
        *("api/v1/openreferral", "api/v1/openreferral/services/<id>"),
    ),
    "for those alone who hold a link or were asked, held in the table of addresses": (
        *("network/me/checks/address/<str:token>/", "network/me/checks/<int:pk>/confirm/"),
        *("network/vouch/<str:token>/", "cms/network/checks/<int:pk>/"),
        *("letters/address/<str:token>/", "letters/stop/<str:token>/"),
    ),
    "nothing of the network is in them": (
        *("^api/v1/openreferral/.*$", "^api/v1/network/.*$", "media/<path:name>", "health/live/"),
        *("health/ready/", "my/privacy/erase/", "cms/people/", "cms/people/<int:pk>/"),
        *("cms/people/<int:pk>/change/", "mailbox/", "styleguide/"),
    ),
}
WINGS = ("network", "academy")


def routes(patterns: list[URLPattern | URLResolver], prefix: str = "") -> set[str]:
    """The routes of the ground's and the network's own addresses."""
    found: set[str] = set()
    for item in patterns:
        route = prefix + str(item.pattern)
        if isinstance(item, URLResolver):
            found |= routes(item.url_patterns, route)
        elif item.callback.__module__.partition(".")[0] in WINGS:
            found.add(route)
    return found


def test_every_address_is_opened_or_has_a_reason_not_to_be(ground: Ground) -> None:
    opened = {resolve(address.partition("?")[0]).route for address in pages(ground).values()}
    reasoned = {route for named in NOT_OPENED.values() for route in named}
    known = routes(get_resolver().url_patterns)
    assert known - opened - reasoned == set()
    assert reasoned & opened == set()
    assert reasoned - known - {"mailbox/", "styleguide/"} == set()
