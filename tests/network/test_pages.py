"""The access matrix of the network: every address, for everybody in every standing to what is there.

What each of them meets on those addresses is held in `tests/network/matrix/`.

`mate` belongs to the closed group and the hidden one with `owner` (whose profile, thread, post and message
it is) and `steward`; `blocked` was blocked by `owner`; `suspended` may take no part for a day; `account`
has an account and no profile; `moderator` is staff who is no member of any group.
"""

from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver, resolve

from academy.models import User
from network.models import Profile
from network.personal_data import export
from tests.test_pages import filled, ours

pytestmark = pytest.mark.django_db
PERSONAS = (
    *("visitor", "account", "member", "mate", "steward"),
    *("moderator", "owner", "blocked", "suspended"),
)
EVERYBODY = (200,) * 9
POST_SIGNED_IN = (302, *(405,) * 8)
SIGNED_IN = (302, *(200,) * 8)
WITH_PROFILE = (302, 302, *(200,) * 7)
OWN_PROFILE = (302, 404, *(200,) * 7)
ACTING = (302, 404, *(200,) * 6, 404)
MODERATORS = (302, *(302,) * 4, 200, *(302,) * 3)
MODERATORS_POST = tuple(405 if status == 200 else status for status in MODERATORS)
LEADS = (302,) * 9
OWNERS_ALONE = (302, 404, 404, 404, 404, 404, 200, 404, 404)
IN_GROUP = (404, 404, 404, 200, 200, 404, 200, 404, 404)
#: An opening post cannot be split from its thread.
NOBODY = (302, *(404,) * 8)
GROUP_WORK = (302, 404, 404, 404, 200, 404, 404, 404, 404)
#: Held posts are for their writer and the stewards of the group.
HELD = (404, 404, 404, 404, 200, 404, 200, 404, 404)
LED = tuple(302 if status == 200 else status for status in IN_GROUP)
LED_HELD = tuple(302 if status == 200 else status for status in HELD)
#: The owner's profile is for members.
PROFILE = (404, 404, 200, 200, 200, 200, 200, 404, 404)

TABLE: dict[str, tuple[int, ...]] = {
    "/network/": EVERYBODY,
    "/network/feed/": EVERYBODY,
    "/network/feed/FEED/": EVERYBODY,
    "/network/feed/nonsense/": (404,) * 9,
    "/network/me/feed/": POST_SIGNED_IN,
    "/network/join/": (302, 200, *(302,) * 7),
    "/network/me/settings/": OWN_PROFILE,
    "/network/me/leave/": POST_SIGNED_IN,
    "/network/me/edit/who/": WITH_PROFILE,
    "/network/me/edit/seen/": WITH_PROFILE,
    "/network/me/edit/nothing/": (302, 302, *(404,) * 7),
    "/network/me/checks/": ACTING,
    "/network/me/checks/link/": POST_SIGNED_IN,
    "/network/me/checks/address/TOKEN/": OWNERS_ALONE,
    "/network/me/checks/address/nonsense/": (302, *(404,) * 8),
    "/network/me/checks/1/end/": POST_SIGNED_IN,
    "/network/me/checks/1/withdraw/": POST_SIGNED_IN,
    "/network/me/checks/ASKED/confirm/": (302, *(404,) * 8),
    "/network/vouch/VOUCH/": SIGNED_IN,
    "/network/me/messages/": SIGNED_IN,
    "/network/me/messages/RELAY/": (302, 404, 404, 200, 404, 404, 200, 404, 404),
    "/network/me/mentoring/": SIGNED_IN,
    "/network/me/mentoring/1/": POST_SIGNED_IN,
    "/network/me/searches/": ACTING,
    "/network/me/searches/1/delete/": POST_SIGNED_IN,
    "/network/me/blocks/": SIGNED_IN,
    "/network/people/": EVERYBODY,
    "/network/people/map/": EVERYBODY,
    "/network/people/suggested/": SIGNED_IN,
    "/network/people/owner/": PROFILE,
    "/network/people/owner/?as=groups": PROFILE,
    "/network/people/owner/card/": PROFILE,
    "/network/people/owner/write/": (302, 404, 200, 200, 200, 200, 404, 404, 404),
    "/network/people/owner/mentoring/": (302, 404, 200, 200, 200, 200, 404, 404, 404),
    "/network/people/owner/block/": POST_SIGNED_IN,
    "/network/people/owner/unblock/": POST_SIGNED_IN,
    "/network/people/nosuchmember/": (404,) * 9,
    "/network/groups/": EVERYBODY,
    "/network/groups/new/": (302, 404, 404, 404, 404, 404, 404, 404, 404),
    "/network/groups/open/": EVERYBODY,
    "/network/groups/closed/": EVERYBODY,
    "/network/groups/hidden/": IN_GROUP,
    "/network/groups/open/edit/": GROUP_WORK,
    "/network/groups/hidden/edit/": GROUP_WORK,
    "/network/groups/hidden/join/": POST_SIGNED_IN,
    "/network/groups/hidden/leave/": POST_SIGNED_IN,
    "/network/groups/hidden/hear/": POST_SIGNED_IN,
    "/network/groups/open/members/": IN_GROUP,
    "/network/groups/closed/members/": IN_GROUP,
    "/network/groups/hidden/members/": IN_GROUP,
    "/network/groups/hidden/members/1/": POST_SIGNED_IN,
    "/network/groups/hidden/invite/": POST_SIGNED_IN,
    "/network/groups/hidden/enrol/": POST_SIGNED_IN,
    "/network/groups/open/files/": SIGNED_IN,
    "/network/groups/closed/files/": (302, *IN_GROUP[1:]),
    "/network/groups/hidden/files/": (302, *IN_GROUP[1:]),
    "/network/groups/files/OPENFILE/": EVERYBODY,
    "/network/groups/files/HIDDENFILE/": IN_GROUP,
    "/network/groups/files/HIDDENFILE/delete/": POST_SIGNED_IN,
    "/network/threads/": EVERYBODY,
    "/network/threads/new/": (302, 302, *(200,) * 6, 404),
    "/network/threads/new/?group=hidden": (302, 302, 404, 200, 200, 404, 200, 404, 404),
    "/network/threads/draft/": POST_SIGNED_IN,
    "/network/threads/PLAIN/": EVERYBODY,
    "/network/threads/OPEN/": EVERYBODY,
    "/network/threads/CLOSED/": IN_GROUP,
    "/network/threads/HIDDEN/": IN_GROUP,
    "/network/threads/HELD/": HELD,
    "/network/threads/HIDDEN/answer/": POST_SIGNED_IN,
    "/network/threads/HIDDEN/act/": POST_SIGNED_IN,
    "/network/threads/HIDDEN/poll/": (302, 404, 404, 404, 200, 404, 200, 404, 404),
    "/network/threads/HIDDEN/vote/": POST_SIGNED_IN,
    "/network/threads/HIDDEN/move/": GROUP_WORK,
    "/network/threads/HIDDEN/merge/": GROUP_WORK,
    "/network/posts/OPEN_P/": (302,) * 9,
    "/network/posts/HIDDEN_P/": LED,
    "/network/posts/HELD_P/": LED_HELD,
    "/network/posts/HIDDEN_P/edit/": OWNERS_ALONE,
    "/network/posts/OPEN_P/history/": EVERYBODY,
    "/network/posts/HIDDEN_P/history/": IN_GROUP,
    "/network/posts/HELD_P/history/": HELD,
    "/network/posts/HIDDEN_P/take-back/": POST_SIGNED_IN,
    "/network/posts/HIDDEN_P/helpful/": POST_SIGNED_IN,
    "/network/posts/HIDDEN_P/accept/": POST_SIGNED_IN,
    "/network/posts/HIDDEN_P/look-at/": POST_SIGNED_IN,
    "/network/posts/HIDDEN_P/split/": NOBODY,
    "/network/posts/ANSWER_P/split/": GROUP_WORK,
    "/network/attachments/OPEN_A/": EVERYBODY,
    "/network/attachments/HIDDEN_A/": IN_GROUP,
    "/network/attachments/HELD_A/": HELD,
    "/network/events/": EVERYBODY,
    "/network/events/new/": (302, *(404,) * 8),
    "/network/events/new/?group=hidden": GROUP_WORK,
    "/network/events/calendar/new/": POST_SIGNED_IN,
    "/network/events/calendar/CALENDAR/": EVERYBODY,
    "/network/events/calendar/nosuchsecret/": (404,) * 9,
    "/network/events/OPENEVENT/": EVERYBODY,
    "/network/events/HIDDENEVENT/": IN_GROUP,
    "/network/events/HIDDENEVENT/edit/": GROUP_WORK,
    "/network/events/HIDDENEVENT/afterwards/": GROUP_WORK,
    "/network/events/HIDDENEVENT/cancel/": POST_SIGNED_IN,
    "/network/events/HIDDENEVENT/answer/": POST_SIGNED_IN,
    "/network/events/HIDDENEVENT/calendar/": IN_GROUP,
    "/network/risk/": EVERYBODY,
    "/network/report/post/OPEN_P/": (302, 404, 200, 200, 200, 200, 404, 200, 404),
    "/network/report/post/HIDDEN_P/": (302, 404, 404, 200, 200, 404, 404, 404, 404),
    "/network/report/member/owner/": (302, 404, 200, 200, 200, 200, 404, 404, 404),
    "/network/report/message/RELAY/": (302, 404, 404, 200, 404, 404, 404, 404, 404),
    "/network/report/nothing/1/": (302, *(404,) * 8),
    "/network/me/reports/": OWN_PROFILE,
    "/network/me/standing/": OWN_PROFILE,
    "/network/me/standing/DECISION/appeal/": OWNERS_ALONE,
    "/cms/network/reports/": MODERATORS,
    "/cms/network/reports/REPORT/": MODERATORS,
    "/cms/network/reports/REPORT/work/": MODERATORS_POST,
    "/cms/network/held/": MODERATORS,
    "/cms/network/held/1/": MODERATORS_POST,
    "/cms/network/appeals/": MODERATORS,
    "/cms/network/appeals/APPEAL/": MODERATORS,
    "/cms/network/decisions/DECISION/undo/": MODERATORS_POST,
    "/cms/network/words/": MODERATORS,
    "/cms/network/records/": MODERATORS,
    "/cms/network/records/file/": MODERATORS,
    "/network/support/": EVERYBODY,
    "/network/support/sheet/": EVERYBODY,
    "/network/support/talking-room/": EVERYBODY,
    "/network/support/talking-room/sheet/": EVERYBODY,
    "/network/support/talking-room/confirm/": POST_SIGNED_IN,
    "/network/support/talking-room/correct/": ACTING,
    "/network/support/not-shown/": (404,) * 9,
    "/network/support/not-shown/sheet/": (404,) * 9,
    "/network/support/not-shown/correct/": (302, *(404,) * 8),
    "/api/v1/network/people": EVERYBODY,
    "/api/v1/network/people/owner": PROFILE,
    "/api/v1/network/threads": EVERYBODY,
    "/api/v1/network/openapi.json": EVERYBODY,
    "/api/v1/network/nothing": (404,) * 9,
    "/api/v1/openreferral": EVERYBODY,
    "/api/v1/openreferral/": EVERYBODY,
    "/api/v1/openreferral/services": EVERYBODY,
    "/api/v1/openreferral/services?full=true": EVERYBODY,
    "/api/v1/openreferral/services/SERVICE": EVERYBODY,
    "/api/v1/openreferral/services/UNSHOWN": (404,) * 9,
    "/api/v1/openreferral/openapi.json": EVERYBODY,
    "/api/v1/openreferral/nothing": (404,) * 9,
    "/cms/network/services/": LEADS,
    "/cms/network/services/import/": LEADS,
    "/cms/network/services/imports/1/": LEADS,
    "/cms/network/services/corrections/1/": LEADS,
    "/cms/network/groups/": LEADS,
    "/cms/network/groups/1/": MODERATORS_POST,
    "/cms/network/checks/": LEADS,
    "/cms/network/checks/ASKED/": LEADS,
}


def test_every_address_answers_each_persona_as_the_table_says(
    world: dict[str, str], personas: dict[str, Client]
) -> None:
    wrong = []
    for pattern, expected in TABLE.items():
        address = filled(pattern, world)
        got = tuple(personas[name].get(address).status_code for name in PERSONAS)
        if got != expected:
            wrong.append(f"{pattern}: {got}, not {expected}")
    assert wrong == []


def test_every_address_of_the_network_is_in_the_table(world: dict[str, str]) -> None:
    routes = {resolve(filled(pattern, world).partition("?")[0]).route for pattern in TABLE}
    found: list[Any] = ours(get_resolver().url_patterns, wings=("network",))
    assert set(found) - routes == set()


def test_an_export_holds_ones_own_posts_and_nobody_elses(
    people: dict[str, Profile], world: dict[str, str]
) -> None:
    files = {name: export(User.objects.get(pk=one.person_id)) for name, one in people.items()}
    assert b"Thread hidden" in files["owner"]["posts.json"]
    assert not any(b"Thread" in held["posts.json"] for name, held in files.items() if name != "owner")
