"""An answer to screening counts for what was shown: anything new or changed is asked about again."""

from collections.abc import Callable

import pytest
from django.test import Client

from network.forms.people import SaveSearchForm
from network.models import Post, Profile
from network.screened import answers_that_count, seals
from network.screening import screen
from tests import make_network
from tests.make_network import user
from tests.network.screening.asked import choice

pytestmark = pytest.mark.django_db
SHOWN = "Service line 020 7946 0018. His mum is on 07700 900123."
SERVICE = "service_contact"


@pytest.fixture
def browser(client_for: Callable[..., Client], asker: Profile) -> Client:
    """Who writes."""
    return client_for(user(asker))


def sent(body: str) -> dict[str, str]:
    """A form with these words."""
    return {"kind": "question", "title": "Whom to ring?", "body": body, "token": "t" * 20}


def test_an_answer_covers_what_was_shown_and_less(browser: Client, asker: Profile) -> None:
    address = "/network/threads/new/?group=closed"
    answer = choice(browser.post(address, sent(SHOWN)), "answer-phone", SERVICE)
    browser.post(address, sent(SHOWN.partition(" His")[0] + " That is all.") | answer)
    assert Post.objects.get().screened["answers"] == {"phone": SERVICE}


def test_anything_new_is_asked_about_again(browser: Client, asker: Profile) -> None:
    address = "/network/threads/new/?group=closed"
    first = browser.post(address, sent(SHOWN))
    answer = choice(first, "answer-phone", SERVICE)
    more = sent(f"{SHOWN} Gran on 07700 900999.")
    again = browser.post(address, more | answer)
    assert "07700 900999</mark>" in again.content.decode()
    assert not Post.objects.exists()
    browser.post(address, more | choice(again, "answer-phone", SERVICE))
    assert "900999" in Post.objects.get().body


@pytest.mark.parametrize(
    "value", [SERVICE, f"{SERVICE}:", f"{SERVICE}:{'0' * 16}", "edit", ":", "fictional:x.y"]
)
def test_an_answer_without_its_seals_counts_for_nothing(browser: Client, asker: Profile, value: str) -> None:
    browser.post("/network/threads/new/?group=closed", sent(SHOWN) | {"answer-phone": value})
    assert not Post.objects.exists()


def test_ones_own_words_are_changed_under_a_title_that_was_answered(browser: Client, asker: Profile) -> None:
    thread = make_network.thread(asker, title="Who is 020 7946 0018?")
    address = f"/network/posts/{thread.posts.get().pk}/edit/"
    words = {"title": thread.title, "body": "Or 07700 900123?", "token": "t" * 20}
    browser.post(address, words | choice(browser.post(address, words), "answer-phone", SERVICE))
    assert thread.posts.get().body == "Or 07700 900123?"


@pytest.mark.pure
def test_seals_tell_nothing_and_are_of_one_category() -> None:
    phone, email = screen("07700 900123").findings[0], screen("jo@example.org").findings[0]
    assert "900123" not in seals([phone])
    assert seals([phone]) != seals([email])
    assert answers_that_count(screen("jo@example.org"), {"email": f"fictional:{seals([phone])}"}) == {}
    assert answers_that_count(screen("jo@example.org"), {"email": f"fictional:{seals([email])}"}) == {
        "email": "fictional"
    }


def test_a_tick_covers_what_was_shown_and_nothing_new() -> None:
    form = SaveSearchForm({"name": "Ring 020 7946 0018"})
    assert not form.is_valid()
    shown = form["looked"].field.widget.shown
    assert f'value="{shown}"' in str(form["looked"])
    assert "checked" not in str(form["looked"])
    assert SaveSearchForm({"name": "Call 020 7946 0018", "looked": shown}).is_valid()
    for looked in ("on", "", "True", "\x00"):
        assert not SaveSearchForm({"name": "Ring 020 7946 0018", "looked": looked}).is_valid()
    new = SaveSearchForm({"name": "020 7946 0018, 07700 900999", "looked": shown})
    assert str(next(iter(new.errors["name"]))).startswith("“07700 900999”")
    assert len(new["looked"].field.widget.shown.split(".")) == 2
