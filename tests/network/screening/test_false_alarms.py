"""Ordinary English passes: what the site itself teaches is neither held nor nudged."""

from pathlib import Path

import pytest

from network.screening import Outcome, screen

pytestmark = pytest.mark.pure
ROOT = Path(__file__).parents[3]
LESSONS = sorted((ROOT / "courses" / "starter").rglob("*.md"))
RECORDS = sorted(
    path for path in (ROOT / "evidence" / "starter").rglob("*") if path.suffix in (".yaml", ".csv")
)


def test_no_lesson_is_held_or_nudged() -> None:
    outcomes = {str(path): screen(path.read_text(encoding="utf-8")).outcome for path in LESSONS}
    assert len(outcomes) > 40
    assert {name for name, outcome in outcomes.items() if outcome is not Outcome.CLEAR} == set()


def test_no_record_of_the_evidence_is_held_or_nudged() -> None:
    outcomes = {str(path): screen(path.read_text(encoding="utf-8")).outcome for path in RECORDS}
    assert len(outcomes) > 20
    assert {name for name, outcome in outcomes.items() if outcome is not Outcome.CLEAR} == set()


@pytest.mark.parametrize(
    "line",
    [
        "999",
        "111, option 2",
        "116 123",
        "text SHOUT to 85258",
        "08 08 16 89 111",
        "0808 2000 247",
        "0808 801 0327",
        "0800 1111",
        "0800 555 111",
        "0808 168 9291",
        "0808 800 5000",
    ],
)
def test_a_national_help_line_is_never_stopped(line: str) -> None:
    assert (
        screen(f"If you need to talk now, call {line}. The NHS and the police can help.").outcome
        is Outcome.CLEAR
    )
