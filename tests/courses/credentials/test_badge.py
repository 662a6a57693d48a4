"""Every kind of certificate gives a badge of the shape that Open Badges 3.0 asks for."""

import copy
import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft201909Validator

from courses.credentials.badge import FRAMEWORK, LEVELS
from courses.credentials.shape import problems
from tests.courses.credentials.make_badges import FACTS, badge
from tests.courses.test_certificates import NAMES

pytestmark = pytest.mark.pure
FILE = Path(__file__).parent / "vectors" / "achievementcredential.restated.schema.json"
SCHEMA = json.loads(FILE.read_text(encoding="utf-8"))
CLASSES = Draft201909Validator(SCHEMA)
KINDS: dict[str, dict[str, Any]] = {
    "as it is": {},
    "with an end date": {"valid_until": datetime(2027, 4, 1, 22, 59, 59, tzinfo=UTC)},
    "without a level": {"level": ""},
    "with a level of our own": {"level": "Beginners"},
    "without outcomes": {"outcomes": []},
    "with many outcomes": {"outcomes": [f"Do thing {number}" for number in range(40)]},
    "with a long name": {"name": "Ж" * 200},
    "with a long title": {"course_title": "T" * 255},
    "on a port": {"issuer": "did:web:localhost%3A8000"},
    **{f"named in {script}": {"name": name} for script, name in NAMES.items()},
}


@pytest.mark.parametrize("changes", KINDS.values(), ids=KINDS)
def test_a_badge_of_any_kind_has_the_shape_of_the_standard(changes: dict[str, Any]) -> None:
    made = badge(**changes)
    assert [error.message for error in CLASSES.iter_errors(made)] == []
    assert problems(made) == []


def test_the_shape_is_a_real_demand() -> None:
    Draft201909Validator.check_schema(SCHEMA)
    for name in SCHEMA["required"]:
        assert not CLASSES.is_valid({key: value for key, value in badge().items() if key != name})
    odd = copy.deepcopy(badge())
    odd["credentialSubject"]["achievement"]["alignement"] = []
    assert not CLASSES.is_valid(odd)


def test_outcomes_and_the_practice_level_are_alignments() -> None:
    aligned = badge()["credentialSubject"]["achievement"]["alignment"]
    assert [item["targetName"] for item in aligned] == [*FACTS.outcomes, "Trauma informed"]
    assert aligned[-1]["targetFramework"] == FRAMEWORK
    assert "does not say that the holder has reached it" in aligned[-1]["targetDescription"]


@pytest.mark.parametrize("level", ["", "Beginners", "trauma informed and more"])
def test_only_a_level_of_the_framework_is_aligned_to_it(level: str) -> None:
    aligned = badge(level=level)["credentialSubject"]["achievement"]["alignment"]
    assert all(item["targetFramework"] != FRAMEWORK for item in aligned)


def test_the_starter_courses_level_is_one_of_the_frameworks() -> None:
    source = Path("courses/starter/trauma-awareness/course.yaml").read_text(encoding="utf-8")
    level = next(line.removeprefix("level: ") for line in source.splitlines() if line.startswith("level: "))
    assert level.lower() in LEVELS
