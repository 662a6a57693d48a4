"""What becomes of a post: held, nudged or clear; which answers are open; what a log may hold."""

from itertools import pairwise

import pytest

from network.screening import Answer, Category, Outcome, Severity, counts, screen
from network.screening.kinds import ANSWERS
from network.screening.words import ANSWER_NAMES, HELD, NAMES, SENTENCES, sentence_for

pytestmark = pytest.mark.pure
HELD_TEXT = "NHS number 943 476 5919"


@pytest.mark.parametrize(
    "text",
    [
        HELD_TEXT,
        "his NHS no: 9434765919",
        "943 476 5919",
        "The patient on the ward, 9434765919, was moved",
        "9434765919_discharge.pdf",
        "I called the NHS about NHS number 943 476 5919",
        "N.H.S. number 9434765919",
        "N H S number 9434765919",
        "NHS number [943] [476] [5919]",
        "NHS number 943·476·5919",
        "NHS number 943x476x5919",
        "NHS number 943<!-- so -->476<!-- -->5919",
    ],
)
def test_a_right_check_digit_with_context_holds_the_post(text: str) -> None:
    assert screen(text).outcome is Outcome.HOLD


@pytest.mark.parametrize(
    "text",
    [
        "9434765919",
        "invoice 9434765919 is paid",
        "call 943 476 5919",
        "clause 252.227-7014",
        "NHS number 999 000 0018",
        "NHS number 943 476 5918",
        "QQ123456C",
        "SE1 7EH",
        "DOB 12/03/2001",
        "07700 900123",
        "sam@example.org",
        "CAD 7231",
        "AB51 ABC",
    ],
)
def test_everything_else_nudges(text: str) -> None:
    assert screen(text).outcome is Outcome.NUDGE


@pytest.mark.parametrize("text", ["", " ", "What helped you in the first hour with a family?", "Ring 999."])
def test_a_text_without_any_of_it_is_clear(text: str) -> None:
    assert screen(text).outcome is Outcome.CLEAR
    assert counts(screen(text)) == {}


def test_a_hold_is_answered_by_nobody() -> None:
    screening = screen(f"{HELD_TEXT}, sam@example.org")
    answers = {"nhs_number": "fictional", "email": "fictional"}
    assert [found.category for found in screening.remaining(answers)] == [Category.NHS_NUMBER]
    assert screening.findings[0].answers == {Answer.EDIT}


def test_a_nudge_is_settled_by_an_answer_that_is_open_to_it() -> None:
    screening = screen("Ring 020 7946 0958. AB51 ABC was parked there.")
    assert screening.remaining({"phone": Answer.SERVICE_CONTACT, "vehicle_registration": "fictional"}) == ()
    left = screening.remaining({"phone": "service_contact", "vehicle_registration": "service_contact"})
    assert [found.category for found in left] == [Category.VEHICLE_REGISTRATION]


@pytest.mark.parametrize("answer", ["edit", "", "hold", "nonsense"])
def test_an_answer_that_is_none_settles_nothing(answer: str) -> None:
    screening = screen("Ring 020 7946 0958.")
    assert screening.remaining({"phone": answer}) == screening.findings
    assert screening.remaining({}) == screening.findings


def test_a_log_gets_categories_and_numbers_alone() -> None:
    held = counts(screen(f"{HELD_TEXT}; sam@example.org and lee@example.org"))
    assert held == {"nhs_number": 1, "email": 2}
    assert all(type(name) is str for name in held)


def test_a_passage_is_found_once() -> None:
    findings = screen("NHS number 943 476 5919, MRN 9434765919, DOB 12/03/2001").findings
    spans = [(found.start, found.end) for found in findings]
    assert all(left[1] <= right[0] for left, right in pairwise(spans))
    assert len(findings) == 3


def test_every_category_has_its_answers_and_its_words() -> None:
    for table in (ANSWERS, NAMES, SENTENCES):
        assert set(table) == set(Category)
    assert set(ANSWER_NAMES) == set(Answer)
    assert all("lease" in sentence or "enough" in sentence for sentence in SENTENCES.values())


def test_the_sentence_fits_the_weight() -> None:
    held, nudged = (screen(text).findings[0] for text in (HELD_TEXT, "9434765919"))
    assert (held.severity, sentence_for(held)) == (Severity.HOLD, HELD)
    assert sentence_for(nudged) == SENTENCES[Category.NHS_NUMBER]
