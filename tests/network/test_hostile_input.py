"""Hostile input never makes the network fall over: every address, every parameter, no 5xx."""

from urllib.parse import quote

import pytest
from django.test import Client

from tests.network.test_pages import TABLE
from tests.test_hostile_input import VALUES
from tests.test_pages import filled

pytestmark = pytest.mark.django_db
PARAMETERS = tuple(
    """
    q page place role topic sector offer language model verified sort as to kind show about group quote token
    body title text handle display_name role_words profession whole name contact hope answer verb method what
    organisation address found where until how_known message openness joining course file attached reply_to
    answer-phone send-anyway preview helpful accept release why into option close coming starts_at ends_at link
    capacity notes recording reason words do days outcome upheld delete word done_on review_on url day age near
    why kept looked per_page taxonomy_term_id postcode proximity modified_after
    """.split()  # noqa: SIM905 - a block of words reads better than a hundred lines
)
NASTY = ("quotes", "huge number", "brackets")


@pytest.mark.parametrize("value", [VALUES[name] for name in NASTY], ids=NASTY)
def test_no_parameter_breaks_any_address(
    world: dict[str, str], personas: dict[str, Client], value: str
) -> None:
    broken = []
    form = dict.fromkeys(PARAMETERS, value)
    query = "&".join(f"{name}={quote(value)}" for name in PARAMETERS)
    for pattern in TABLE:
        address = filled(pattern, world).partition("?")[0]
        browser = personas["moderator" if address.startswith("/cms/") else "owner"]
        answers = [browser.get(f"{address}?{query}"), browser.post(address, form)]
        broken += [f"{address} {answer.status_code}" for answer in answers if answer.status_code >= 500]
    assert broken == []
