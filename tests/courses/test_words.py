"""Sentences of pure rules are spoken in the reader's language, and all of them are marked for makemessages."""

import ast
from pathlib import Path
from unittest.mock import patch

import pytest

from courses import words
from courses.said import said
from courses.words import spoken

pytestmark = pytest.mark.pure
HOME = Path(__file__).parents[2] / "courses"
RULES = [
    *sorted((HOME / "checking").glob("*.py")),
    HOME / "evaluation" / "strength.py",
    HOME / "gathering.py",
]


def test_a_sentence_is_translated_with_what_stands_in_it() -> None:
    inner = said("seldom %(what)s", what="thugs")
    sentence = said("Say %(words)s.", words=(inner, inner))
    assert str(sentence) == "Say seldom thugs; seldom thugs."
    known = {sentence.text: "Sagt %(words)s!", inner.text: "selten %(what)s"}
    with patch.object(words, "gettext", known.__getitem__):
        assert spoken(sentence) == "Sagt selten thugs; selten thugs!"


def test_what_somebody_wrote_is_never_read_as_a_pattern() -> None:
    assert str(said("“%(topic)s” is vague.", topic="100%(s) %d")) == "“100%(s) %d” is vague."
    assert str(said("100% of it")) == "100% of it"


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.name)
def test_no_sentence_is_said_unmarked(path: Path) -> None:
    calls = [
        node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)
    ]
    said_plainly = [call for call in calls if getattr(call.func, "id", "") == "said"]
    plain = (ast.Constant, ast.JoinedStr)
    assert [call.lineno for call in said_plainly if isinstance(call.args[0], plain)] == []
