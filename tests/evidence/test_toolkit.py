"""The toolkit and the comparison, as people see them."""

from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from evidence import shelves
from evidence.models import LibraryPage, ModelPage, StoredPage
from tests import make_evidence

pytestmark = pytest.mark.django_db
HOSTILE = [
    "%ed%a0%80",
    quote("\U0010ffff"),
    quote("<script>alert(1)</script>"),
    "9" * 5000,
    "-1",
    "%2e%2e%2f",
    "",
]
NAMES = [*shelves.FACETS, "q", "sort", "page", "model"]


def text(client: Client, address: str) -> str:
    """A page that must be there."""
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def many(count: int) -> None:
    """So many stored models, without drawing any of them."""
    library = make_evidence.library()
    for number in range(StoredPage.objects.count(), count):
        page = Page(title=f"Model {number}", slug=f"model-{number}", live=True)
        library.add_child(instance=page)
        card = {"summary": "Words.", "maturity": "idea", "factors": [["calm", "Calm", "individual", "risk"]]}
        StoredPage.objects.create(
            page=page, kind="model", slug=page.slug, title=page.title, card=card, html="x" * 5000
        )


def queries(client: Client, address: str) -> int:
    """How often a page asks the database."""
    client.get(address)
    with CaptureQueriesContext(connection) as caught:
        assert client.get(address).status_code == 200
    return len(caught)


def test_every_model_stands_in_the_table_and_the_best_first(client: Client) -> None:
    for title, word in (("Early words", "early"), ("Strong words", "strong"), ("Bare words", "")):
        make_evidence.model(title, word=word)
    page = text(client, "/evidence/")
    places = [page.index(f">{title}</a>") for title in ("Strong words", "Early words", "Bare words")]
    assert places == sorted(places)
    assert "3 of 3 models." in page


def test_what_harms_stands_below_and_apart(client: Client) -> None:
    make_evidence.model("Fright", word="harmful")
    make_evidence.model("Help", word="early")
    page = text(client, "/evidence/?sort=name")
    assert (
        page.index(">Help</a>")
        < page.index("Not ranked: no added benefit, or harm")
        < page.index(">Fright</a>")
    )


def test_filters_narrow_and_can_be_taken_away(client: Client) -> None:
    school, street = make_evidence.term("setting", "School"), make_evidence.term("setting", "Street")
    make_evidence.model("Lessons", settings=[school])
    make_evidence.model("Walks", settings=[street])
    page = text(client, "/evidence/?setting=school&q=less")
    assert "1 of 2 models." in page
    assert ">Walks</a>" not in page
    assert 'href="/evidence/?q=less"' in page
    assert 'href="/evidence/matrix/?setting=school&amp;q=less"' in page


def test_nothing_found_and_nothing_there_say_so(client: Client) -> None:
    assert "No model is published yet" in text(client, "/evidence/")
    make_evidence.model("Lessons")
    assert "No model fits all of that" in text(client, "/evidence/?q=zebra")


def test_the_editors_own_lead_is_shown(client: Client) -> None:
    library = make_evidence.library()
    LibraryPage.objects.filter(pk=library.pk).update(lead="A lead of our own.")
    assert "A lead of our own." in text(client, "/evidence/")


def test_more_than_fifty_come_page_by_page(client: Client) -> None:
    many(60)
    first, second = text(client, "/evidence/?sort=name"), text(client, "/evidence/?sort=name&page=2")
    assert "This page shows 1 to 50 of the 60 we rank." in first
    assert ">Model 59</a>" in second
    assert ">Model 0</a>" not in second


def test_a_closed_model_is_in_no_list_and_no_count(client: Client, learner: Any, client_for: Any) -> None:
    factor = make_evidence.factor("Secret factor")
    make_evidence.restrict(make_evidence.model("Hidden help", word="strong", factors=[factor]))
    make_evidence.model("Open help", word="harmful")
    for address in ("/evidence/", "/evidence/matrix/", "/evidence/compare/?model=hidden-help"):
        assert "Hidden help" not in text(client, address)
        assert "Hidden help" in text(client_for(learner), address)
    assert "1 of 1 models." in text(client, "/evidence/")
    assert "Secret factor" not in text(client, "/evidence/")


def test_a_draft_and_an_unpublished_model_are_nowhere(client: Client) -> None:
    make_evidence.model("Draft", publish=False)
    make_evidence.model("Gone")
    ModelPage.objects.get(title="Gone").unpublish()
    assert "No model is published yet" in text(client, "/evidence/")


def test_models_are_compared_with_harmful_ones_last(client: Client) -> None:
    for title, word in (("Fright", "harmful"), ("Help", "strong")):
        make_evidence.model(title, word=word)
    page = text(client, "/evidence/compare/?model=fright&model=help&model=help")
    assert page.index(">Help</a>") < page.index(">Fright</a>")
    assert page.count('scope="col"') == 2
    assert "Not ranked with the others" in page


def test_five_are_too_many_and_the_ticks_are_kept(client: Client) -> None:
    slugs = [make_evidence.model(f"Model {number}").slug for number in range(5)]
    page = text(client, "/evidence/compare/?" + "&".join(f"model={slug}" for slug in slugs))
    assert "Four fit side by side" in page
    assert page.count("checked") == 5
    assert "<table" not in page


def test_comparing_nothing_or_something_gone_says_so(client: Client) -> None:
    assert "Nothing is ticked yet" in text(client, "/evidence/compare/")
    assert "One model could not be found" in text(client, "/evidence/compare/?model=nowhere")


@pytest.mark.parametrize("value", HOSTILE)
@pytest.mark.parametrize(
    "place", ["", "matrix/", "compare/", "factors/", "gaps/", "download/csv/", "matrix/picture/"]
)
def test_no_address_falls_over(client: Client, place: str, value: str) -> None:
    make_evidence.model("Help", word="strong")
    query = "&".join(f"{name}={value}&{name}[]={value}" for name in NAMES)
    answer = client.get(f"/evidence/{place}?{query}")
    assert answer.status_code == 200
    assert b"<script>alert" not in answer.content


def test_a_form_cannot_be_posted(client: Client) -> None:
    places = ("", "matrix/", "compare/", "download/csv/")
    assert {client.post(f"/evidence/{place}").status_code for place in places} == {405}


def test_queries_do_not_grow_with_the_models(learner: Any, client_for: Any) -> None:
    client = client_for(learner)
    places = ("", "matrix/", "compare/?model=model-1", "factors/", "gaps/", "download/json/")
    many(15)
    few = {place: queries(client, f"/evidence/{place}") for place in places}
    many(500)
    assert {place: queries(client, f"/evidence/{place}") for place in places} == few
    assert max(few.values()) <= 6


def test_the_words_of_the_shelf_are_those_of_the_model() -> None:
    stages = {key: str(name) for key, name in ModelPage.Maturity.choices}
    costs = {key or "unknown": str(name) for key, name in ModelPage.Cost.choices}
    assert stages == shelves.MATURITY
    assert costs == shelves.COST
