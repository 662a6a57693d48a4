"""The ground's own rules: names, numbers in addresses, cells of spreadsheets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy import rules


@given(st.text(max_size=40))
def test_no_cell_begins_like_a_formula_unless_it_is_a_number(text: str) -> None:
    cell = rules.guarded(text)
    assert not cell.startswith(rules.FORMULA_STARTS) or float(cell) == float(cell) or cell in ("-nan", "+nan")


@pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1)", "+cmd", "-cmd", "\tx", "\rx"])
def test_formulas_are_put_behind_an_apostrophe(cell: str) -> None:
    assert rules.guarded(cell) == f"'{cell}"


@given(st.text(max_size=30))
def test_a_number_in_an_address_is_a_number_that_a_row_may_have(text: str) -> None:
    assert 0 <= rules.number_in(text) < 10**18


@pytest.mark.parametrize(
    ("text", "number"), [("12", 12), ("", 0), ("-3", 0), ("²", 0), ("٣", 0), ("9" * 19, 0)]
)
def test_what_is_no_number_is_no_row(text: str, number: int) -> None:
    assert rules.number_in(text) == number


@given(st.text(max_size=60))
def test_a_display_name_holds_no_number_that_could_point_to_somebody(text: str) -> None:
    name = rules.clean_display_name(text)
    if rules.is_display_name(name):
        assert sum(character.isdigit() for character in name) < 5
        assert "@" not in name
