"""Search takes anything, and its rules hold by themselves."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from academy.search import finding, indexing, rules
from academy.search.spelling import did_you_mean
from academy.search.stem import stem
from academy.search.words import clean, folded, parse
from tests.academy.search_queries import entries

ANYTHING = st.text(st.characters(codec=None)) | st.text("\"'\\():*&|!<->^~{}[]@%_ \x00\ud800abtrauma")
HOSTILE = [
    *('"', "'", '"""', "a OR", "NOT", "AND AND", "NEAR(a b)", "title:x", "*", "a*", "-a", "a:*", "!a"),
    *("a <-> ", "\\", "%", "_", ";--", "a & | b", "(((", "{title}", "\x00", "\ud800", "a\x00b", "\u202e", "١٢٣"),
    *("a" * 1_000_000, "a " * 500_000, '"' * 1_000_000, "trauma\n\r\t" * 10_000, "ﬁnd", "²½", "ª", "ϒ", "\U000e0041"),
]  # fmt: skip


def ask(text: str) -> finding.Found:
    found = finding.find(text, AnonymousUser())
    finding.suggest(text, AnonymousUser())
    did_you_mean(found.query, found.asked, AnonymousUser())
    return found


@pytest.mark.django_db
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ANYTHING)
def test_any_text_may_be_asked(text: str) -> None:
    assert len(ask(text).query.shown) <= 200


@pytest.mark.django_db
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_answered(text: str) -> None:
    indexing.write([row for entry in entries() for row in entry.rows("fixture")])
    ask(text)


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["q", "kind", "topic", "page"])
@pytest.mark.parametrize("text", ["'\"--", "%00", "<script>", "9" * 500, "\u202e", "a\nb", "-1"])
def test_the_page_takes_anything(name: str, text: str) -> None:
    response = Client().get("/search/", {"q": "trauma", name: text})
    assert response.status_code == 200
    assert "<script>" not in response.content.decode().replace("<script type", "")


@pytest.mark.django_db
def test_searching_is_reading() -> None:
    assert Client().post("/search/").status_code == 405
    assert Client().post("/search/suggest/").status_code == 405


@pytest.mark.pure
@given(text=ANYTHING)
def test_a_query_is_bounded_and_plain(text: str) -> None:
    query = parse(text)
    parts = [*query.words, *(word for phrase in query.phrases for word in phrase)]
    assert len(parts) <= 12
    assert all(word.isalnum() and len(word) <= 40 for word in parts)
    assert clean(query.shown) == query.shown


@pytest.mark.pure
@given(text=ANYTHING, asked=ANYTHING)
def test_marks_only_ever_add_marks(text: str, asked: str) -> None:
    shown = rules.marked(text, parse(asked).stems)
    bare = shown.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in bare
    assert bare == rules.escape(text)


@pytest.mark.pure
@pytest.mark.parametrize(
    ("word", "expected"),
    [("caresses", "caress"), ("ponies", "poni"), ("agreed", "agre"), ("hopping", "hop"), ("filing", "file"),
     ("happy", "happi"), ("relational", "relat"), ("adjustment", "adjust"), ("sky", "sky"), ("42", "42")],
)  # fmt: skip
def test_words_are_stemmed_as_porter_says(word: str, expected: str) -> None:
    assert stem(word) == expected


@pytest.mark.pure
@pytest.mark.parametrize(
    ("one", "other", "far"),
    [("trauma", "trauma", 0), ("truama", "trauma", 1), ("traumas", "trauma", 1), ("tramas", "trauma", 2),
     ("abc", "xyz", 3), ("a", "abcdef", 3)],
)  # fmt: skip
def test_slips_are_counted_with_swaps_as_one(one: str, other: str, far: int) -> None:
    assert rules.distance(one, other) == rules.distance(other, one) == far


@pytest.mark.pure
def test_quotes_make_a_phrase_and_common_words_are_left_out() -> None:
    query = parse("“Warm Handover” is the best for Háckney")
    assert query.phrases == (("warm", "handover"),)
    assert query.words == ("best", "hackney")
    assert parse('"to be or not to be"').is_empty


@pytest.mark.pure
def test_a_snippet_shows_where_the_words_stand_together() -> None:
    body = "word " * 50 + "trauma " + "word " * 50 + "vicarious trauma here " + "word " * 50
    shown = rules.snippet(parse("vicarious trauma"), body=body, summary="")
    assert "<mark>vicarious</mark> <mark>trauma</mark> here" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert folded("Crème Brûlée") == "creme brulee"


@pytest.mark.pure
def test_html_becomes_plain_words() -> None:
    html = "<style>b{}</style><p>Fish&amp;chips<!-- no --><br>twice</p><script>x</script>"
    assert rules.plain_text(html) == "Fish&chips twice"
