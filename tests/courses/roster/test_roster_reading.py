"""Lists as spreadsheets write them: read whatever they look like, compared without a database."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.roster import Change, Ground, Known, Row, UnreadableRoster, decoded, plan, read

pytestmark = pytest.mark.pure


def rows(content: bytes) -> list[Row]:
    return list(read(decoded(content)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_every_encoding_and_separator_is_read(encoding: str, separator: str) -> None:
    text = separator.join(["E-Mail", "Name", "Profession"]) + "\r\n"
    text += separator.join(["Zoë@Example.org".replace("ë", "e"), "Zoë Müller", "Förster"]) + "\r\n"
    assert rows(text.encode(encoding)) == [Row(2, "zoe@example.org", "Förster")]


def test_a_quoted_newline_keeps_the_lines_true() -> None:
    text = b'email,name\na@example.org,"Ann\nof two lines"\nnot an address,X\n'
    first, second = rows(text)
    assert (first.line, first.email) == (2, "a@example.org")
    assert (second.line, second.fault) == (4, "This is not an email address.")


def test_empty_lines_short_rows_and_guarded_cells_are_no_trouble() -> None:
    found = rows(b"name,email,leaves\n\n,'a@example.org\n;;,,\nx,b@example.org,31/03/2026\n")
    assert [row.email for row in found] == ["a@example.org", "", "b@example.org"]
    assert found[2].last_day == date(2026, 3, 31)


@pytest.mark.parametrize("content", [b"", b"name\nAnn\n", b"PK\x03\x04\x00\x00", b"\x00"])
def test_what_is_no_list_is_refused_with_what_to_do(content: bytes) -> None:
    with pytest.raises(UnreadableRoster, match=r"email|CSV"):
        rows(content)


@given(st.binary(max_size=400))
def test_any_bytes_are_rows_or_one_clear_refusal(content: bytes) -> None:
    try:
        found = rows(b"email\n" + content)
    except UnreadableRoster:
        return
    assert all(row.fault or row.email for row in found)


GROUND = Ground(
    members={
        "in@example.org": Known(1, profession=7),
        "also@example.org": Known(1, profession=7),
        "boss@example.org": Known(2, manages=True),
        "away@example.org": Known(3),
    },
    invited={"asked@example.org"},
    professions={"nurse": 7, "teacher": 8},
)


def changes(*made: Row, whole: bool = False) -> list[str]:
    return [one.change.value for one in plan(made, GROUND, whole=whole)]


def test_joiners_changes_leavers_and_the_same_are_told_apart() -> None:
    assert changes(Row(2, "new@example.org")) == ["joins"]
    assert changes(Row(2, "asked@example.org")) == ["invited"]
    assert changes(Row(2, "in@example.org", profession="Teacher")) == ["changes"]
    assert changes(Row(2, "in@example.org", profession="NURSE")) == ["same"]
    assert changes(Row(2, "in@example.org", leaves=True)) == ["leaves"]


def test_no_list_makes_or_ends_a_manager() -> None:
    assert changes(Row(2, "new@example.org", role="manager")) == ["refused"]
    assert changes(Row(2, "boss@example.org", leaves=True)) == ["refused"]
    assert changes(Row(2, "boss@example.org", role="manager")) == ["same"]
    assert Change.LEAVES not in [one.change for one in plan([], GROUND, whole=True) if one.membership == 2]


def test_the_same_person_twice_counts_once_by_whatever_address() -> None:
    assert changes(Row(2, "new@example.org"), Row(3, "new@example.org")) == ["joins", "refused"]
    assert changes(Row(2, "in@example.org"), Row(3, "also@example.org")) == ["same", "refused"]


def test_only_a_whole_list_lets_the_absent_leave() -> None:
    assert changes(Row(2, "in@example.org")) == ["same"]
    assert changes(Row(2, "in@example.org"), whole=True) == ["same", "leaves"]
