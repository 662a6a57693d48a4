"""Mentoring on its page: answers that are looked at, who can be reached, what is said of each step."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from academy.models import Notification
from network.actions.contact import block
from network.actions.mentoring import AskedLately, answer_mentoring, ask_mentoring, withdraw_mentoring
from network.actions.profiles import choose_audiences, choose_facts
from network.models import Mentoring, Profile
from tests import make_network
from tests.make_network import user

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]
LIST = "/network/me/mentoring/"


@pytest.fixture
def sam() -> Profile:
    """Who asks."""
    return make_network.member("Sam Peer")


@pytest.fixture
def kit() -> Profile:
    """Who offers mentoring."""
    made = make_network.member("Kit Peer")
    choose_facts(profile=made, field="offer", values=["mentoring"])
    return made


@pytest.fixture
def asked(sam: Profile, kit: Profile) -> Mentoring:
    """What Sam asks of Kit."""
    return ask_mentoring(mentee=sam, mentor=kit, hope="An hour a month")


def answered(browser: Client, asked: Mentoring, verb: str, words: str = "") -> str:
    """What the mentor's page says after an answer."""
    data = {"verb": verb, "answer": words}
    return browser.post(f"{LIST}{asked.pk}/", data, follow=True).content.decode()


def test_a_yes_leads_both_to_each_others_page_and_to_writing(
    client_for: ClientFor, sam: Profile, kit: Profile, asked: Mentoring
) -> None:
    for one in (sam, kit):
        choose_audiences(profile=one, whole=1, chosen={"contact": 3, "offer": 1})
    page = answered(client_for(user(kit)), asked, "accept", "Gladly")
    assert "Answered, and the other is told kindly" in page
    for one, other in ((sam, "kit-peer"), (kit, "sam-peer")):
        page = client_for(user(one)).get(LIST).content.decode()
        assert f'href="/network/people/{other}/"' in page
        assert f'href="/network/people/{other}/write/"' in page
        assert client_for(user(one)).get(f"/network/people/{other}/write/").status_code == 200


def test_an_answer_that_is_held_is_not_sent_and_its_words_stay(
    client_for: ClientFor, kit: Profile, asked: Mentoring
) -> None:
    page = answered(client_for(user(kit)), asked, "accept", "As for patient 943 476 5919, yes")
    asked.refresh_from_db()
    assert (asked.state, asked.answer) == ("asked", "")
    assert "As for patient 943 476 5919, yes" in page
    assert "told kindly" not in page
    assert "Problem:" in page


def test_a_second_yes_says_that_nothing_changed(
    client_for: ClientFor, kit: Profile, asked: Mentoring
) -> None:
    browser = client_for(user(kit))
    answered(browser, asked, "accept")
    page = answered(browser, asked, "accept")
    assert "told kindly" not in page
    assert "Nothing changed" in page


def test_taking_back_claims_no_word_to_the_other(
    client_for: ClientFor, sam: Profile, kit: Profile, asked: Mentoring
) -> None:
    page = answered(client_for(user(sam)), asked, "withdraw")
    assert "They get no word of it" in page
    assert make_network.told(kit) == [""]
    assert "Nothing changed" in answered(client_for(user(sam)), asked, "withdraw")


@pytest.mark.parametrize("why", ["mentee blocked", "mentor blocked", "suspended"])
def test_nobody_says_yes_to_who_is_out_of_reach_and_why_is_not_told(
    client_for: ClientFor, sam: Profile, kit: Profile, asked: Mentoring, why: str
) -> None:
    if why == "suspended":
        Profile.objects.filter(pk=sam.pk).update(suspended_until=timezone.now() + timedelta(days=1))
    else:
        one, other = (sam, kit) if why == "mentee blocked" else (kit, sam)
        block(blocker=one, blocked=other)
    browser = client_for(user(kit))
    page = answered(browser, asked, "accept", "Kept words")
    assert "They cannot be reached just now" in page
    assert "Kept words" in page
    assert Mentoring.objects.get().state == "asked"
    answered(browser, asked, "decline")
    assert Mentoring.objects.get().state == "declined"


def test_a_block_ends_the_way_to_write_that_mentoring_opened(
    client_for: ClientFor, sam: Profile, kit: Profile, asked: Mentoring
) -> None:
    choose_audiences(profile=kit, whole=1, chosen={"contact": 3})
    answer_mentoring(mentoring=asked, accept=True, answer="")
    block(blocker=sam, blocked=kit)
    assert client_for(user(sam)).get("/network/people/kit-peer/write/").status_code == 404
    assert "/write/" not in client_for(user(kit)).get(LIST).content.decode()


def test_after_not_now_one_asks_again_in_three_months_and_is_told_so(
    client_for: ClientFor, sam: Profile, kit: Profile, asked: Mentoring
) -> None:
    answer_mentoring(mentoring=asked, accept=False, answer="")
    with pytest.raises(AskedLately):
        ask_mentoring(mentee=sam, mentor=kit, hope="Again")
    browser = client_for(user(sam))
    assert "You can ask again from" in browser.get("/network/people/kit-peer/").content.decode()
    page = browser.post("/network/people/kit-peer/mentoring/", {"hope": "Typed words"}).content.decode()
    assert "You can ask again from" in page
    assert "Typed words" in page
    Mentoring.objects.update(answered_at=timezone.now() - timedelta(days=91))
    assert ask_mentoring(mentee=sam, mentor=kit, hope="Again").state == "asked"


def test_what_was_taken_back_can_be_asked_again(sam: Profile, kit: Profile, asked: Mentoring) -> None:
    withdraw_mentoring(mentoring=asked)
    assert ask_mentoring(mentee=sam, mentor=kit, hope="Again") != asked
    assert Notification.objects.filter(person=kit.person).count() == 2


def test_the_list_asks_as_much_for_two_as_for_twenty(
    client_for: ClientFor,
    kit: Profile,
    asked: Mentoring,
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(20):
        mentee = make_network.member(f"Mentee {number}")
        answer_mentoring(
            mentoring=ask_mentoring(mentee=mentee, mentor=kit, hope="An hour"), accept=True, answer=""
        )
    browser = client_for(user(kit))
    with django_assert_max_num_queries(12):
        assert browser.get(LIST).status_code == 200
