"""Screening with every kind of text: numbers in any dress are found, spans are true, nothing takes for ever."""

from time import perf_counter

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from network.screening import Outcome, screen
from network.screening.nhs_numbers import is_nhs_number

pytestmark = pytest.mark.pure

SCRIPTS = ["0０٠०", "1１١१", "2２٢२", "3３٣३", "4４٤४", "5５٥५", "6６٦६", "7７٧७", "8８٨८", "9９٩९"]
_GAPS = [
    "",
    " ",
    "-",
    ".",
    "\u00a0",
    "\u2009",
    "\u3000",
    "\u2013",
    "\u200b",
    "**",
    "__",
    "&nbsp;",
    "\n",
    " - ",
    *("·", " • ", "…", "'", "==", "x", " x ", "<!-- -->", "] [", ") (", '" "', "/"),
]
GAPS = st.sampled_from(_GAPS)
ALPHABET = "0123456789 0123456789 .-/@()+:;&<>*_%#[]\n\u200b\u00a0\x00٣３ABCDEGHJQTNabdegnsr'\"éß"
PIECES = [
    "NHS ", "943", "476", "5919", "17-year-old ", "Hackney ", "stabbed ", "Tuesday ", "CAD ", "ref: ",
    "@", ".org", "SE1", "7EH", "DOB ", "12/03/2001", "+44", "07700", "900123", "&nbsp;", "&#50;", "<b>",
    "</b>", "%20", "AB51", "ABC", "QQ", "\u200b", " at ", " dot ", "third of ", "May ", "no. ",
    "number ", "(", ")", "**", "_", "İ", "ﬁ", "\n",
]  # fmt: skip


@st.composite
def valid_numbers(draw: st.DrawFn) -> str:
    """Ten digits with the right check digit, neither all alike nor in the test range."""
    nine = draw(st.text("0123456789", min_size=9, max_size=9))
    check = (11 - sum(int(d) * w for d, w in zip(nine, range(10, 1, -1), strict=True)) % 11) % 11
    assume(check < 10 and not nine.startswith("999"))
    number = f"{nine}{check}"
    assume(is_nhs_number(number))
    return number


@st.composite
def dressed(draw: st.DrawFn) -> tuple[str, str]:
    """A valid number in one grouping, one gap and any digits, and its plain self."""
    number = draw(valid_numbers())
    cuts = draw(st.sets(st.integers(1, 9), max_size=9))
    gap = draw(GAPS)
    shown = [draw(st.sampled_from(SCRIPTS[int(digit)])) for digit in number]
    return "".join((gap if place in cuts else "") + char for place, char in enumerate(shown)), number


@given(dressed())
def test_a_valid_number_called_an_nhs_number_always_holds(case: tuple[str, str]) -> None:
    text = f"Her NHS number: {case[0]}, thank you"
    screening = screen(text)
    assert screening.outcome is Outcome.HOLD
    assert screening.findings[0].words == case[0]


@given(valid_numbers(), st.integers(0, 9), st.integers(1, 9))
def test_any_one_digit_changed_is_no_nhs_number(number: str, place: int, by: int) -> None:
    changed = number[:place] + str((int(number[place]) + by) % 10) + number[place + 1 :]
    assert not is_nhs_number(changed)
    for text in (f"NHS number {changed}", f"{changed[:3]} {changed[3:6]} {changed[6:]}"):
        assert [found for found in screen(text).findings if found.category == "nhs_number"] == []


@given(valid_numbers(), st.text("0123456789", min_size=1, max_size=6), st.booleans())
def test_ten_digits_inside_a_longer_run_are_no_nhs_number(number: str, more: str, before: bool) -> None:
    text = f"the parcel {more + number if before else number + more} came"
    assert "nhs_number" not in {found.category.value for found in screen(text).findings}


TEXTS = st.one_of(
    st.text(max_size=300), st.text(ALPHABET, max_size=300), st.lists(st.sampled_from(PIECES)).map("".join)
)


@settings(max_examples=400, deadline=None)
@given(TEXTS)
def test_whatever_the_text_every_span_is_true(text: str) -> None:
    for found in screen(text).findings:
        assert 0 <= found.start < found.end <= len(text)
        if found.category != "jigsaw":
            assert text[found.start : found.end] == found.words


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=4).map("".join))
def test_no_text_repeated_takes_more_than_its_length(unit: str) -> None:
    text = (unit * (60_000 // len(unit) + 1))[:60_000]
    began = perf_counter()
    screen(text)
    assert perf_counter() - began < 20, "60,000 characters take well under a second"


def test_the_end_of_a_very_long_text_is_screened() -> None:
    text = "Some calm words about listening. " * 20_000 + "Write to sam@example.org"
    assert [found.words for found in screen(text).findings] == ["sam@example.org"]
