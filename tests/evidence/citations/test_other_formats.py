"""EndNote XML, CSL-JSON and spreadsheets."""

import csv
import io

import pytest

from evidence.citations import Found, Issued, Name, Refused, record_from_csl, write_bytes
from evidence.citations.formats.table import guarded, unguarded
from tests.evidence.citations.making import florence, found, outcomes, record, records, refusals

pytestmark = pytest.mark.pure
FORMULAS = ["=1+1", "+441", "-5", "@SUM(A1)", "\tx", "\rx", "'=x", "''@x", "＝x"]


def test_endnotes_styled_texts_are_put_together() -> None:
    first = outcomes("endnote.xml")[0]
    assert isinstance(first, Found)
    assert first.record.title == "Effectiveness of anonymised information sharing & use"
    assert first.record.authors[2] == Name(literal="Test Group on Violence")
    assert (first.record.pmid, first.record.issued) == ("21680632", Issued(2011, 6, 16))


def test_endnote_xml_that_is_broken_in_places_loses_only_those() -> None:
    kinds = [type(outcome).__name__ for outcome in outcomes("endnote.xml")]
    assert kinds == ["Found", "Found", "Refused", "Refused", "Found", "Refused"]
    second, last = outcomes("endnote.xml")[1], outcomes("endnote.xml")[-1]
    assert isinstance(second, Found)
    assert second.record.title == "A test chapter with a bare & sign and an entity"
    assert last.reason == "Record 6 breaks off in the middle, so it was not added."  # type: ignore[union-attr]


def test_csl_json_from_crossref_and_zotero_is_read() -> None:
    first, third = (found(outcomes("crossref.json")[place]) for place in (0, 2))
    assert (first.doi, first.issued) == ("10.1016/s0749-3797(98)00017-8", Issued(1998, 5))
    assert [name.family for name in first.authors] == ["Felitti", "van der Berg", ""]
    assert third.abstract == "Words with markup & entities"


def test_csl_json_that_is_broken_in_places_loses_only_those() -> None:
    refused = [each.reason for each in outcomes("crossref.json") if isinstance(each, Refused)]
    assert refused == [
        "Record 2 has broken JSON, so it was not added.",
        "Record 4 is not a JSON object, so it was not added.",
        "Record 6 has no title, so it was not added.",
    ]


def test_a_dangerous_address_is_left_out_with_a_note() -> None:
    page = outcomes("crossref.json")[4]
    assert isinstance(page, Found)
    assert page.record.url == ""
    assert "is not a web address that begins with http" in page.notes[0]


@pytest.mark.parametrize(
    "text",
    [
        '{"type": "book", "title": "A test"}',
        '{"items": [{"type": "book", "title": "A test"}]}',
        '{"status": "ok", "message": {"items": [{"type": "book", "title": "A test"}]}}',
        '{"type": "book", "title": "A test"}\n{"type": "book", "title": "A test"}\n',
    ],
)
def test_json_in_other_wrappings_is_read(text: str) -> None:
    assert {each.title for each in records(text)} == {"A test"}
    assert refusals(text) == []


def test_one_decoded_csl_item_becomes_a_record() -> None:
    one, notes = record_from_csl(florence().as_csl())
    assert one == florence()
    assert notes == ()


def test_pubmeds_spreadsheet_is_read() -> None:
    first, second, third = outcomes("pubmed.csv")
    assert (found(first).authors[3], found(first).issued) == (Name("Simon", "T"), Issued(2011))
    assert len(found(second).authors) == 8
    assert isinstance(third, Refused)


def test_a_spreadsheet_with_semicolons_in_windows_1252_is_read() -> None:
    first, second, _formula, last = outcomes("excel.csv")
    assert found(first).title == "A test title; with a semicolon"
    assert (found(first).authors[0], found(first).extra) == (Name("Müller", "Jörg"), {"Colour": "red"})
    assert (found(second).title, second.line) == ("A test title over two lines", 3)
    assert last.reason == "Record 4 has more cells than there are headings, so it was not added."  # type: ignore[union-attr]


@pytest.mark.parametrize("cell", FORMULAS)
def test_no_cell_is_run_as_a_formula_and_nothing_is_lost(cell: str) -> None:
    assert guarded(cell).startswith("'")
    assert unguarded(guarded(cell)) == cell


def test_ordinary_cells_are_left_alone() -> None:
    assert [guarded(cell) for cell in ("", "Test", "'quoted'", "5-6")] == ["", "Test", "'quoted'", "5-6"]


def test_a_whole_written_spreadsheet_holds_no_formula() -> None:
    awkward = record("=cmd|' /C calc'!A0", container_title="@x", note="+1", abstract="-1", keywords=["=a"])
    text = write_bytes([awkward], "csv").decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text)) for cell in row]
    assert not [cell for cell in cells if cell[:1] in ("=", "+", "-", "@")]
    assert records(text) == [awkward]


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_the_mark_between_cells_is_found_out(mark: str) -> None:
    text = f"Title{mark}Publication Year{mark}Author\nA test{mark}2003{mark}Test\n"
    assert [(each.title, each.year) for each in records(text)] == [("A test", 2003)]
