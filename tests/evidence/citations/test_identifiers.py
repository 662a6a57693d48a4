"""Identifiers, dates, names and text: made uniform, or refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.citations import (
    Identifier,
    Issued,
    Name,
    clean_doi,
    clean_isbn,
    clean_issn,
    clean_pmcid,
    clean_pmid,
    clean_url,
    find_identifiers,
)
from evidence.citations.cleaning import clean_text, tidy_pages, tidy_title
from evidence.citations.dates import parse_date, year_in
from evidence.citations.names import medline_text, parse_name, split_names

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("said", "doi"),
    [
        ("10.1136/bmj.d3313", "10.1136/bmj.d3313"),
        ("https://doi.org/10.1136/BMJ.D3313", "10.1136/bmj.d3313"),
        ("doi: 10.1136/bmj.d3313.", "10.1136/bmj.d3313"),
        ("http://dx.doi.org/10.1016/S0749-3797(98)00017-8", "10.1016/s0749-3797(98)00017-8"),
        ("(10.1016/S0749-3797(98)00017-8)", "10.1016/s0749-3797(98)00017-8"),
        ("https://doi.org/10.1016%2FS0749-3797%2898%2900017-8", "10.1016/s0749-3797(98)00017-8"),
        ("10.1002/(SICI)1097-0258(19980815/30)17:15<1661::AID>3.0.CO;2-2",
         "10.1002/(sici)1097-0258(19980815/30)17:15<1661::aid>3.0.co;2-2"),
        ("10.1136/", None),
        ("11.1136/bmj", None),
        ("not a doi", None),
        ("", None),
        ("10.1136/" + "x" * 400, None),
    ],
)  # fmt: skip
def test_a_doi_is_made_uniform_or_refused(said: str, doi: str | None) -> None:
    assert clean_doi(said) == doi


@pytest.mark.parametrize(
    ("said", "pmid"),
    [
        ("21680632", "21680632"), ("PMID: 21680632", "21680632"), ("PMID21680632", "21680632"),
        ("https://pubmed.ncbi.nlm.nih.gov/21680632/", "21680632"),
        ("http://www.ncbi.nlm.nih.gov/pubmed/21680632", "21680632"),
        ("021680632", None), ("1234567890", None), ("٣٤٥", None), ("PMC3116927", None), ("", None),
    ],
)  # fmt: skip
def test_a_pubmed_number_is_made_uniform_or_refused(said: str, pmid: str | None) -> None:
    assert clean_pmid(said) == pmid


def test_other_numbers_are_made_uniform_or_refused() -> None:
    assert (clean_pmcid("pmc 3116927"), clean_pmcid("3116927")) == ("PMC3116927", None)
    assert (clean_isbn("ISBN 978-0-306-40615-7 (pbk.)"), clean_isbn("0959-8138")) == ("9780306406157", None)
    assert (clean_issn("09598138"), clean_issn("978-0-306-40615-7")) == ("0959-8138", None)


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//x.org", "file:///etc", "ftp://x.org"]
)
def test_only_web_addresses_are_kept(address: str) -> None:
    assert clean_url(address) is None


def test_a_web_address_holds_nothing_that_could_break_out_of_a_page() -> None:
    assert clean_url('https://example.org/"><script>') == "https://example.org/%22%3E%3Cscript%3E"
    assert clean_url("www.example.org/a b") == "http://www.example.org/ab"


def test_identifiers_are_found_in_pasted_text_once_each_in_order() -> None:
    text = """Florence 2011 (doi:10.1136/bmj.d3313; PMID: 21680632), see https://doi.org/10.1016/S0749-3797(98)00017-8.
    Again: 10.1136/BMJ.D3313, and PMC3116927 or https://pubmed.ncbi.nlm.nih.gov/9635069/
    9310563
    in the year 2011 and 12345678 people"""
    assert find_identifiers(text) == (
        Identifier("doi", "10.1136/bmj.d3313"),
        Identifier("pmid", "21680632"),
        Identifier("doi", "10.1016/s0749-3797(98)00017-8"),
        Identifier("pmcid", "PMC3116927"),
        Identifier("pmid", "9635069"),
        Identifier("pmid", "9310563"),
    )


def test_a_list_of_pubmed_numbers_is_found() -> None:
    assert [found.value for found in find_identifiers("PMIDs: 21680632, 9635069; 9310563")] == [
        "21680632", "9635069", "9310563",
    ]  # fmt: skip
    assert find_identifiers("nothing here but 10.5 per cent of 2011") == ()


@pytest.mark.parametrize(
    ("said", "date"),
    [
        ("2011/06/16/", Issued(2011, 6, 16)), ("2011-06-16", Issued(2011, 6, 16)), ("20110616", Issued(2011, 6, 16)),
        ("2011 Jun 16", Issued(2011, 6, 16)), ("16 June 2011", Issued(2011, 6, 16)),
        ("June 16th, 2011", Issued(2011, 6, 16)),
        ("2011 Jul-Aug", Issued(2011, 7)), ("2011 Winter", Issued(2011)), ("2011//", Issued(2011)),
        ("1998-2001", Issued(1998)), ("juin 2011", Issued(2011, 6)), ("2011-02-31", Issued(2011, 2)),
        ("2011-13-01", Issued(2011)), ("c. 1999", Issued(1999)), ("0", None), ("in press", None), ("99999", None),
    ],
)  # fmt: skip
def test_a_date_is_read_as_far_as_it_can_be_true(said: str, date: Issued | None) -> None:
    assert parse_date(said) == date


def test_a_month_without_a_year_needs_one_from_elsewhere() -> None:
    assert parse_date("Jun 16", year=2011) == Issued(2011, 6, 16)
    assert parse_date("Jun 16") is None
    assert year_in("Vol 12 (2011) 345") == 2011


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Florence, Curtis", Name("Florence", "Curtis")),
        ("Florence C", Name("Florence", "C")),
        ("van der Berg AB", Name("van der Berg", "AB")),
        ("King, Martin Luther, Jr.", Name("King", "Martin Luther", "Jr.")),
        ("King, Jr., Martin Luther", Name("King", "Martin Luther", "Jr.")),
        ("World Health Organization", Name(literal="World Health Organization")),
        ("Home Office,", Name(literal="Home Office")),
        ("WHO", Name(literal="WHO")),
        (
            "Department of Health, Social Care, England",
            Name(literal="Department of Health, Social Care, England"),
        ),
    ],
)
def test_a_name_is_told_apart_from_a_body(said: str, name: Name) -> None:
    assert parse_name(said) == name


def test_names_in_one_cell_are_told_apart() -> None:
    assert split_names("Florence C, Shepherd J.") == ["Florence C", "Shepherd J"]
    assert split_names("Florence, Curtis; Shepherd, Jonathan")[1].strip() == "Shepherd, Jonathan"
    assert split_names("Florence, Curtis and Shepherd, Jonathan") == [
        "Florence, Curtis",
        "Shepherd, Jonathan",
    ]
    assert medline_text(Name("King", "Martin-Luther J.", "Jr")) == "King MLJ Jr"


def test_text_is_made_plain() -> None:
    assert clean_text("  A\n\t<i>test</i> &amp; Cafe\u0301\x00 ") == "A test & Café"
    assert clean_text("p < 0.05 and b > c") == "p < 0.05 and b > c"
    assert (tidy_title("A test."), tidy_title("In the U.S."), tidy_title("Why?")) == (
        "A test",
        "In the U.S.",
        "Why?",
    )
    assert (tidy_pages("pp. 451–476"), tidy_pages("p.12"), tidy_pages("S1 -- S9")) == (
        "451-476",
        "12",
        "S1-S9",
    )


@given(st.text(max_size=200))
def test_no_text_breaks_the_readers_of_small_things(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)
    parse_date(text)
    assert (clean_doi(text) or "10.").startswith("10.")
    assert len(find_identifiers(text)) <= len(text)
