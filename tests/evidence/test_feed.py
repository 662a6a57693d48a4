"""The feed of changes and the sitemap: what everybody may read, at its own address, and nothing else."""

from datetime import date
from typing import Any

import pytest
from defusedxml import ElementTree
from django.conf import settings
from django.test import Client

from evidence.actions.practice import answer_practice, share_practice
from tests import make, make_evidence

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"
PLACE = "/evidence/feed/"
TOLD = {
    "title": "Tea",
    "what": "Tea.",
    "why": "Calm.",
    "who_for": "Parents",
    "where": "Hackney",
    "coproduction": "Nobody yet",
    "worked": "no",
    "learnt": "Little.",
}


@pytest.fixture
def library() -> Any:
    model = make_evidence.model("Mentoring", word="promising")
    return model, make_evidence.summary("Programmes", about=[model])


def entries(client: Client) -> list[dict[str, str]]:
    root = ElementTree.fromstring(client.get(PLACE).content)
    return [{part.tag.removeprefix(ATOM): part.text for part in each} for each in root.iter(f"{ATOM}entry")]


def test_it_tells_of_new_pages_ratings_and_renewed_numbers(client: Client, library: Any) -> None:
    titles = {each["title"] for each in entries(client)}
    assert {
        "New model: Mentoring",
        "Mentoring is rated “Promising” on Violence",
        "New summary: Programmes",
    } <= titles


def test_it_is_valid_atom(client: Client, library: Any) -> None:
    root = ElementTree.fromstring(client.get(PLACE).content)
    assert root.tag == f"{ATOM}feed"
    assert all(root.find(f"{ATOM}{name}") is not None for name in ("id", "title", "updated", "author"))
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links["self"] == f"{settings.SITE_URL}{PLACE}"
    for entry in root.iter(f"{ATOM}entry"):
        assert all(entry.find(f"{ATOM}{name}").text for name in ("id", "title", "updated"))


def test_addresses_are_absolute_and_ids_stay(client: Client, library: Any) -> None:
    before = {each["title"]: each["id"] for each in entries(client)}
    library[0].title = "Mentoring young people"
    library[0].save_revision().publish()
    after = {each["title"]: each["id"] for each in entries(client)}
    assert after["New model: Mentoring young people"] == before["New model: Mentoring"]
    assert len(set(after.values())) == len(after)
    root = ElementTree.fromstring(client.get(PLACE).content)
    assert all(link.get("href").startswith(settings.SITE_URL) for link in root.iter(f"{ATOM}link"))


def test_a_changed_rating_is_news_of_its_own(client: Client, library: Any) -> None:
    make_evidence.rated(library[0], "mixed", on=date(2026, 2, 1))
    assert "Mentoring is rated “Mixed” on Violence" in {each["title"] for each in entries(client)}


def test_drafts_and_closed_pages_are_no_news(client: Client, learner: Any, client_for: Any) -> None:
    make_evidence.model("Draft model", publish=False, word="strong")
    make_evidence.restrict(make_evidence.model("Closed model", word="strong"))
    make_evidence.restrict(make_evidence.summary("Closed summary"))
    for browser in (client, client_for(learner)):
        assert entries(browser) == []


def test_who_has_it_already_gets_nothing(client: Client, library: Any) -> None:
    first = client.get(PLACE)
    assert client.get(PLACE, headers={"if-none-match": first["ETag"]}).status_code == 304
    assert client.get(PLACE, headers={"if-modified-since": first["Last-Modified"]}).status_code == 304
    make_evidence.rated(library[0], "mixed", on=date(2026, 2, 1))
    assert client.get(PLACE, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_strange_characters_make_no_broken_feed(client: Client) -> None:
    make_evidence.model("A \x0b <b> & model")
    assert entries(client)[0]["title"] == "New model: A <b> & model"


def test_it_costs_the_same_however_much_there_is(
    client: Client, library: Any, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(4):
        client.get(PLACE)


def test_the_lists_of_summaries_name_the_feed(client: Client, library: Any) -> None:
    assert 'type="application/atom+xml"' in client.get("/evidence/summaries/").content.decode()


def located(client: Client) -> set[str]:
    """Every address of the sitemap."""
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)
    found = {each.text.removeprefix(settings.SITE_URL) for each in root.iter() if each.tag.endswith("loc")}
    assert not any("://" in address for address in found)
    return found


def test_the_sitemap_names_what_is_published(client: Client, library: Any, learner: Any) -> None:
    practice = share_practice(person=learner, token="t" * 20, values=TOLD)
    editor = make.staff("editor@example.org", "Evidence editors")
    answer_practice(practice=practice, actor=editor, state="published", stage=1)
    wanted = {"/", "/evidence/", "/evidence/mentoring/", "/evidence/summaries/programmes/"}
    assert wanted | {f"/evidence/practice/{practice.pk}/"} <= located(client)


def test_the_sitemap_names_nothing_else(client: Client, learner: Any, owner: Any, client_for: Any) -> None:
    share_practice(person=learner, token="t" * 20, values=TOLD)
    make_evidence.model("Draft model", publish=False)
    make_evidence.restrict(make_evidence.model("Closed model"))
    for browser in (client, client_for(owner)):
        deeper = {address for address in located(browser) if address.startswith("/evidence/")}
        assert deeper == {"/evidence/"}
