"""The shelf: filtering invents nothing, sorting keeps everything, what harms is never ranked."""

from typing import Any
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence import shelves
from evidence.rules import CERTAINTY, SCALE, UNRANKED
from evidence.shelves import complete, in_order, natural, shelf_of

pytestmark = pytest.mark.pure
TEXTS = st.text(max_size=20)
SLUGS = st.sampled_from(["school", "gp", "street", "home"])
TERMS = st.lists(SLUGS.map(lambda slug: [slug, slug.title()]), max_size=3)


@st.composite
def decks(draw: Any) -> list[shelves.Card]:
    """Cards with titles that tell them apart."""
    return [draw(cards(number)) for number in range(draw(st.integers(0, 12)))]


@st.composite
def cards(draw: Any, number: int) -> shelves.Card:
    """One card."""
    word = draw(st.none() | st.sampled_from(list(SCALE)))
    rating = {"word": word, "sure": draw(st.sampled_from(["", *CERTAINTY])), "aspect": "Violence"}
    card = {
        "summary": draw(TEXTS),
        "maturity": draw(st.sampled_from(["", "odd", *shelves.MATURITY])),
        "cost": draw(st.sampled_from(["", "low", "high", "odd"])),
        "rating": rating if word else None,
        "terms": {"setting": draw(TERMS), "age": draw(TERMS)},
        "topics": draw(TERMS),
        "unranked": word in UNRANKED,
    }
    return complete(card, slug=f"model-{number}", title=f"{draw(TEXTS)} {number}")


VALUES = st.lists(SLUGS | TEXTS | st.sampled_from([*SCALE, "unrated", "unknown", "low"]), max_size=4)
PARAMETERS = st.dictionaries(st.sampled_from([*shelves.FACETS, "q", "sort", "page", "wild"]), VALUES)


@given(deck=decks(), asked=PARAMETERS)
def test_a_shelf_invents_nothing_and_loses_nothing_that_fits(deck: Any, asked: Any) -> None:
    shelf = shelf_of(deck, asked)
    shown = {card["slug"] for card in shelf.cards}
    assert len(shown) == len(shelf.cards)
    assert shown == {card["slug"] for card in deck if not shelves.misses(card, shelf.asked)}
    assert shelf.total == len(deck)


@given(deck=decks(), asked=PARAMETERS)
def test_what_harms_or_adds_nothing_is_never_ranked(deck: Any, asked: Any) -> None:
    shelf = shelf_of(deck, asked)
    assert all(shelves.is_apart(card) for card in shelf.apart)
    assert not any(shelves.is_apart(card) for card in shelf.ranked)


@given(deck=decks(), sort=st.sampled_from([*shelves.SORTS, "wild"]))
def test_sorting_keeps_every_card_and_is_the_same_from_any_order(deck: Any, sort: str) -> None:
    there, back = in_order(deck, sort), in_order(reversed(deck), sort)
    assert there == in_order(there, sort)
    assert sorted(card["slug"] for card in there) == sorted(card["slug"] for card in deck)
    assert [natural(card["title"]) for card in there] == [natural(card["title"]) for card in back]


@given(deck=decks(), asked=PARAMETERS)
def test_an_address_says_again_what_was_asked(deck: Any, asked: Any) -> None:
    shelf = shelf_of(deck, asked)
    again = shelf_of(deck, parse_qs(shelf.asked.query, keep_blank_values=True))
    assert again.cards == shelf.cards
    assert again.asked.pairs == shelf.asked.pairs


@given(deck=decks(), asked=PARAMETERS)
def test_a_count_is_what_choosing_it_alone_would_show(deck: Any, asked: Any) -> None:
    shelf = shelf_of(deck, asked)
    for facet in shelf.facets:
        for option in facet.options:
            chosen = dict(shelf.asked.chosen) | {facet.key: (option.slug,), "q": (shelf.asked.words,)}
            assert len(shelf_of(deck, chosen).cards) == option.count


@given(deck=decks(), asked=PARAMETERS)
def test_taking_a_wish_away_never_hides_a_model_of_another_facet(deck: Any, asked: Any) -> None:
    shelf = shelf_of(deck, asked)
    for chip in shelf.chips:
        wider = shelf_of(deck, parse_qs(chip["query"], keep_blank_values=True))
        assert len(wider.chips) == len(shelf.chips) - 1


def card(title: str, word: str = "", sure: str = "", **more: Any) -> shelves.Card:
    rating = {"word": word, "sure": sure, "aspect": "Violence"} if word else None
    return complete({"rating": rating, **more}, slug=title.lower(), title=title)


def test_each_order() -> None:
    deck = [
        card("Zeal", "strong", "low", maturity="idea"),
        card("Calm", "early", "high", maturity="scaled"),
        card("Able", "strong", "high", maturity="testing"),
        card("Bare"),
    ]
    found = {sort: "".join(held["title"][0] for held in in_order(deck, sort)) for sort in shelves.SORTS}
    assert found == {"rating": "AZCB", "name": "ABCZ", "certainty": "ACZB", "maturity": "CAZB"}


def test_within_a_facet_any_word_will_do_and_across_facets_all_must_hold() -> None:
    school, street = [["school", "School"]], [["street", "Street"]]
    deck = [
        card("One", terms={"setting": school}, cost="low"),
        card("Two", terms={"setting": street}, cost="low"),
        card("Three", terms={"setting": street}, cost="high"),
    ]
    titles = [
        {held["title"] for held in shelf_of(deck, asked).cards}
        for asked in ({"setting": ["school", "street"]}, {"setting": ["street"], "cost": ["low"]})
    ]
    assert titles == [{"One", "Two", "Three"}, {"Two"}]


def test_words_are_found_without_accents_and_capitals_in_any_order() -> None:
    deck = [card("Café nights", summary="For young people."), card("Other")]
    assert [held["title"] for held in shelf_of(deck, {"q": ["YOUNG cafe"]}).cards] == ["Café nights"]
    assert shelf_of(deck, {"q": ["young nobody"]}).cards == ()


def test_unknown_words_are_set_aside_and_named() -> None:
    shelf = shelf_of([card("One", cost="low")], {"cost": ["low", "gold\ud800\x00"], "sort": ["wild"]})
    assert shelf.asked.unknown == ("gold?",)
    assert [held["title"] for held in shelf.cards] == ["One"]
    assert shelf.asked.sort == "rating"


def test_a_megabyte_of_words_is_cut() -> None:
    shelf = shelf_of([card("One")], {"q": ["é" * 1_000_000], "cost": ["9" * 1_000_000] * 3})
    assert len(shelf.asked.words) == shelves.LONGEST
    assert len(shelf.asked.query) < 1000


@pytest.mark.parametrize("stored", [None, [], "text", {}, {"terms": {}}])
def test_a_card_of_any_age_is_complete(stored: Any) -> None:
    held = complete(stored, slug="one", title="One")
    assert shelf_of([held], {"setting": ["x"], "rating": ["unrated"]}).total == 1


def test_ages_stand_in_their_order() -> None:
    assert sorted(["11 to 15", "5 to 10", "0 to 4"], key=natural) == ["0 to 4", "5 to 10", "11 to 15"]
