"""RIS as databases really write it."""

import pytest

from evidence.citations import Found, Issued, Name, Refused
from tests.evidence.citations.making import outcomes, records, refusals

pytestmark = pytest.mark.pure


def test_a_zotero_export_with_a_byte_order_mark_and_windows_line_ends_is_read() -> None:
    first, second = (outcome.record for outcome in outcomes("zotero.ris") if isinstance(outcome, Found))
    assert first.title.startswith("The positive effects of cognitive–behavioral programs for offenders")
    assert (first.page, first.issued, first.doi) == (
        "451-476",
        Issued(2005, 12, 1),
        "10.1007/s11292-005-3541-7",
    )
    assert second.authors == (
        Name(literal="World Health Organization"),
        Name(literal="Office for Tests, England"),
    )
    assert (second.isbn, second.issn, second.type) == ("9780306406157", "", "report")


def test_an_ovid_export_in_windows_1252_is_read() -> None:
    first = outcomes("ovid.ris")[0]
    assert isinstance(first, Found)
    assert "“health risk behaviour” to exposure – as the file’s own author says" in first.record.abstract
    assert "RR - not a tag" in first.record.abstract
    assert (first.record.pmid, first.record.keywords) == ("9635069", ("Adult", "Child Abuse", "Violence"))


def test_authors_that_were_left_out_are_noted_and_not_invented() -> None:
    first = outcomes("ovid.ris")[0]
    assert isinstance(first, Found)
    assert [name.family for name in first.record.authors] == ["Felitti", "Anda"]
    assert first.notes == ("The file leaves out some of the authors.",)


def test_a_missing_end_tag_does_not_run_two_records_together() -> None:
    titles = [outcome.record.title for outcome in outcomes("ovid.ris") if isinstance(outcome, Found)]
    assert titles[1:] == ["A test title without an end tag by Müller", "A test book"]


def test_a_record_without_a_title_is_refused_and_the_others_are_kept() -> None:
    third = outcomes("ovid.ris")[2]
    assert third == Refused(3, "Record 3 has no title, so it was not added.", third.excerpt, 32)  # type: ignore[union-attr]
    assert len(outcomes("ovid.ris")) == 4


def test_tags_we_do_not_know_are_kept_but_not_paths_on_somebodys_computer() -> None:
    first = outcomes("zotero.ris")[0]
    assert isinstance(first, Found)
    assert first.record.extra["DP"] == "Springer Link"
    assert "L1" not in first.record.extra


@pytest.mark.parametrize(
    ("lines", "page"),
    [
        ("SP  - 451\nEP  - 476", "451-476"),
        ("SP  - 451-476\nEP  - 476", "451-476"),
        ("SP  - 451-476", "451-476"),
        ("SP  - pp. 451–476", "451-476"),
        ("SP  - e12\nEP  - e12", "e12"),
        ("EP  - 12", "12"),
    ],
)
def test_pages_are_put_together_however_they_are_given(lines: str, page: str) -> None:
    (found,) = records(f"TY  - JOUR\nTI  - A test title\n{lines}\nER  - \n")
    assert found.page == page


def test_a_pubmed_number_is_taken_only_from_a_file_that_says_so() -> None:
    with_database = "TY  - JOUR\nTI  - A test\nAN  - 123\nDB  - PubMed\nER  - "
    without = "TY  - JOUR\nTI  - A test\nAN  - 123\nER  - "
    in_a_note = "TY  - JOUR\nTI  - A test\nN1  - PMID: 456\nER  - "
    assert [records(each)[0].pmid for each in (with_database, without, in_a_note)] == ["123", "", "456"]


def test_lower_case_tags_and_single_spaces_are_forgiven() -> None:
    (found,) = records("ty  - BOOK\nti - A test title\nau - Test, Ann\ner - \n")
    assert (found.type, found.title, found.authors) == ("book", "A test title", (Name("Test", "Ann"),))


def test_the_year_wins_over_a_date_that_contradicts_it() -> None:
    (found,) = records("TY  - JOUR\nTI  - A test\nPY  - 2011\nDA  - 2013/01/02\nER  - ")
    assert found.issued == Issued(2011)
    assert refusals("TY  - JOUR\nER  - \n") == ["Record 1 has no title, so it was not added."]
