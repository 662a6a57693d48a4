"""PubMed's two formats: NBIB with its wrapped lines, and XML with its document type."""

import pytest

from evidence.citations import Issued, Name, Refused, write_bytes
from tests.evidence.citations.making import florence, found, outcomes, records, refusals

pytestmark = pytest.mark.pure


def test_wrapped_lines_are_joined_and_the_final_stop_goes() -> None:
    first = found(outcomes("pubmed.nbib")[0])
    assert first.title == florence().title
    assert first.authors == florence().authors
    assert first.abstract.endswith("information sharing to prevent injury related to violence.")


def test_identifiers_are_told_from_other_numbers() -> None:
    first = found(outcomes("pubmed.nbib")[0])
    assert (first.doi, first.pmid, first.pmcid) == ("10.1136/bmj.d3313", "21680632", "PMC3116927")
    assert (first.issn, first.page) == ("0959-8138", "d3313")
    assert found(outcomes("pubmed.nbib")[1]).doi == "10.1016/s0749-3797(98)00017-8"


def test_names_with_initials_only_are_split() -> None:
    second = found(outcomes("pubmed.nbib")[1])
    assert second.authors[0] == Name("Felitti", "VJ")
    assert len(second.authors) == 8
    assert second.issued == Issued(1998, 5)


def test_bodies_keep_their_place_and_errata_their_mark() -> None:
    fourth = found(outcomes("pubmed.nbib")[3])
    assert fourth.authors[1] == Name(literal="Test Collaborators' Group")
    assert fourth.extra == {"publication-type": "Published Erratum"}
    assert fourth.language == "de"


def test_a_record_without_a_title_is_refused_with_its_line() -> None:
    third = outcomes("pubmed.nbib")[2]
    assert isinstance(third, Refused)
    assert (third.position, third.line) == (3, 73)


def test_headings_lose_their_stars_and_qualifiers() -> None:
    assert found(outcomes("pubmed.nbib")[0]).keywords == (
        "Adolescent",
        "Information Dissemination",
        "Violence",
    )


def test_xml_with_a_document_type_is_read_and_nothing_is_fetched() -> None:
    first = found(outcomes("pubmed.xml")[0])
    assert first.title == florence().title
    assert (first.doi, first.pmcid, first.issued) == ("10.1136/bmj.d3313", "PMC3116927", Issued(2011, 6, 16))
    assert first.abstract == "OBJECTIVE: To evaluate CO2 and p<0.05. DESIGN: Test design."
    assert first.authors[1:] == (Name("King", "Martin", "Jr"), Name(literal="Test Group"))


def test_xml_without_an_article_is_refused_and_the_rest_is_read() -> None:
    first, second, third, fourth = outcomes("pubmed.xml")
    assert isinstance(second, Refused)
    assert second.reason == "Record 2 holds no article, so it was not added."
    assert (found(third).type, found(third).container_title) == ("chapter", "A test book")
    assert (found(fourth).issued, found(first).type) == (Issued(1998, 7), "article-journal")


def test_two_records_without_a_blank_line_between_them_stay_two() -> None:
    text = "PMID- 1\nTI  - A test title.\nPMID- 2\nTI  - Another test title.\n"
    assert [(each.pmid, each.title) for each in records(text)] == [
        ("1", "A test title"),
        ("2", "Another test title"),
    ]
    assert refusals(text) == []


def test_what_we_write_looks_like_pubmeds_own() -> None:
    lines = write_bytes([florence()], "nbib").decode().splitlines()
    assert lines[0] == "PMID- 21680632"
    assert all(len(line) <= 90 for line in lines)
    assert {"FAU - Florence, Curtis", "AU  - Florence C", "DP  - 2011 Jun 16"} <= set(lines)
