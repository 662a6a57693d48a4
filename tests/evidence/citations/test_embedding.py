"""References for the machines that read our pages."""

import json
from urllib.parse import parse_qs

import pytest
from hypothesis import HealthCheck, given, settings

from evidence.citations import Issued, Record
from evidence.citations.embedding import addresses, coins, dublin_core, json_ld, meta_tags
from tests.evidence.citations.making import any_record, florence, record

pytestmark = pytest.mark.pure
CHAPTER = record("A test chapter", type="chapter", authors=("Test, Ann", "Test Group"), year=2014, page="12-35",
                 container_title="A test book", publisher="Test House", isbn="9780306406157")  # fmt: skip


def test_coins_of_an_article_say_what_zotero_needs() -> None:
    said = parse_qs(coins(florence()))
    assert said["rft_val_fmt"] == ["info:ofi/fmt:kev:mtx:journal"]
    assert said["rft_id"] == ["info:doi/10.1136/bmj.d3313", "info:pmid/21680632"]
    assert said["rft.au"][0] == "Curtis Florence"
    assert (said["rft.jtitle"], said["rft.date"], said["rft.spage"]) == (["BMJ"], ["2011-06-16"], ["d3313"])


def test_coins_of_a_chapter_name_the_book() -> None:
    said = parse_qs(coins(CHAPTER))
    assert (said["rft.genre"], said["rft.atitle"], said["rft.btitle"]) == (
        ["bookitem"],
        ["A test chapter"],
        ["A test book"],
    )
    assert (said["rft.isbn"], said["rft.epage"]) == (["9780306406157"], ["35"])


def test_meta_tags_are_those_google_scholar_reads() -> None:
    tags = meta_tags(florence())
    assert tags[0] == ("citation_title", florence().title)
    assert next(content for name, content in tags if name == "citation_author") == "Florence, Curtis"
    assert ("citation_publication_date", "2011/06/16") in tags
    assert ("citation_inbook_title", "A test book") in meta_tags(CHAPTER)


def test_json_ld_nests_issue_volume_and_journal() -> None:
    said = json_ld(florence(issue="7812", issn="0959-8138"))
    assert (said["@type"], said["@id"]) == ("ScholarlyArticle", "https://doi.org/10.1136/bmj.d3313")
    assert said["isPartOf"]["isPartOf"]["isPartOf"] == {
        "@type": "Periodical",
        "name": "BMJ",
        "issn": "0959-8138",
    }
    assert said["author"][0]["familyName"] == "Florence"
    assert json_ld(CHAPTER)["author"][1] == {"@type": "Organization", "name": "Test Group"}


def test_dublin_core_has_its_elements() -> None:
    said = dublin_core(florence())
    assert said["creator"][0] == "Florence, Curtis"
    assert said["identifier"] == (
        "https://doi.org/10.1136/bmj.d3313",
        "https://pubmed.ncbi.nlm.nih.gov/21680632/",
    )
    assert (said["date"], said["source"]) == (("2011-06-16",), ("BMJ 342, d3313",))
    assert set(said) == {"title", "creator", "date", "type", "identifier", "source"}


def test_a_record_of_a_title_alone_is_enough() -> None:
    bare = Record(title="A test title", issued=Issued(1999))
    assert addresses(bare) == []
    assert json_ld(bare)["@type"] == "CreativeWork"
    assert parse_qs(coins(bare))["rft.title"] == ["A test title"]


@given(one=any_record())
@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
def test_any_record_can_be_embedded(one: Record) -> None:
    assert parse_qs(coins(one))["ctx_ver"] == ["Z39.88-2004"]
    assert json.loads(json.dumps(json_ld(one)))["name"] == one.title
    assert all(values and all(values) for values in dublin_core(one).values())
    assert all(content for _name, content in meta_tags(one))
