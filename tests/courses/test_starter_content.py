"""The files of the starter courses keep to what a course here must be."""

import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from academy.rules import count_words
from academy.starter.markdown import read_page, read_yaml, split_blocks, to_html
from courses.starter.loading import FOLDER, shown_sources

#: Every starter course: its modules, its lessons, and the minutes it says it takes, more or less.
SHAPES = {
    "trauma-awareness": (6, 21, 110),
    "asking-about-violence": (3, 8, 35),
    "supporting-families": (4, 7, 35),
    "trauma-informed-youth-work": (4, 8, 40),
}
#: What a question says besides its options, by kind; a scored scenario says it at each choice.
SAYS = ("feedback_right", "feedback_wrong")
every_course = pytest.mark.parametrize("slug", SHAPES)
#: Words that label people or alarm them.
AVOIDED = re.compile(
    r"gang member|\bthugs?\b|\boffenders?\b|hard to reach|knife.crime epidemic|black.on.black"
    r"|at.risk youth|broken home|suffer\w* from|mentally ill|commit\w* suicide",
    re.IGNORECASE,
)
Part = tuple[str, Any]


def lessons(slug: str) -> dict[str, tuple[dict[str, Any], list[Part]]]:
    """Every lesson's front matter and blocks, by file."""
    files = sorted((FOLDER / slug).glob("*/*.md"))
    read = {f"{path.parent.name}/{path.stem}": read_page(path) for path in files}
    return {name: (head, split_blocks(body)) for name, (head, body) in read.items()}


def questions(slug: str) -> list[dict[str, Any]]:
    """The bank."""
    found: list[dict[str, Any]] = read_yaml(FOLDER / slug / "questions.yaml")
    return found


def blocks(slug: str, wanted: str) -> list[tuple[str, Any]]:
    """Every block of a type, with the lesson it stands in."""
    found = [(name, parts) for name, (_head, parts) in lessons(slug).items()]
    return [(name, value) for name, parts in found for kind, value in parts if kind == wanted]


def words_of(parts: list[Part]) -> int:
    """Words of running text."""
    return sum(count_words(to_html(value)) for kind, value in parts if kind == "text")


def texts(value: Any) -> list[str]:
    """Every text anywhere in plain values."""
    if isinstance(value, dict):
        return [text for item in value.values() for text in texts(item)]
    if isinstance(value, list):
        return [text for item in value for text in texts(item)]
    return [value] if isinstance(value, str) else []


def is_sound(question: dict[str, Any]) -> bool:
    """Options: one right one, or several, never all. Every answer somebody may give is told why."""
    if question["kind"] == "scenario":
        choices = [choice for step in question["steps"] for choice in step["choices"]]
        return all(choice["feedback"].strip() for choice in choices)
    if question["kind"] not in ("single", "multiple"):
        return all(question[name].strip() for name in SAYS)
    right = sum(option["right"] for option in question["options"])
    enough = right == 1 if question["kind"] == "single" else right > 1
    explained = all(option["feedback"].strip() for option in question["options"])
    return enough and right < len(question["options"]) and explained


def place_of_right(question: dict[str, Any]) -> tuple[int, bool]:
    """Where the right one of several options stands, and whether it is the longest."""
    lengths = [len(option["text"]) for option in question["options"]]
    place = [option["right"] for option in question["options"]].index(True)
    return place, lengths[place] == max(lengths)


@pytest.mark.pure
class TestFiles:
    """What the files say, without a database."""

    def test_every_folder_is_held_to_these_rules(self) -> None:
        assert {path.parent.name for path in FOLDER.glob("*/course.yaml")} == set(SHAPES)

    @every_course
    def test_the_modules_and_lessons_are_all_there(self, slug: str) -> None:
        modules, count, _minutes = SHAPES[slug]
        assert len(sorted((FOLDER / slug).glob("*/module.yaml"))) == modules
        assert len(lessons(slug)) == count

    @every_course
    def test_every_lesson_has_250_to_450_words(self, slug: str) -> None:
        counts = {name: words_of(parts) for name, (_head, parts) in lessons(slug).items()}
        assert {name: count for name, count in counts.items() if not 250 <= count <= 450} == {}

    @every_course
    def test_every_outcome_has_at_least_four_final_questions_and_a_lesson(self, slug: str) -> None:
        outcomes = [outcome["key"] for outcome in read_yaml(FOLDER / slug / "course.yaml")["outcomes"]]
        final = Counter(item["outcome"] for item in questions(slug) if item["use"] == "final")
        taught = {head["outcome"] for head, _parts in lessons(slug).values()}
        assert {key: final[key] for key in outcomes if final[key] < 4} == {}
        assert set(final) == taught == set(outcomes)

    @every_course
    def test_every_question_is_sound_and_every_answer_explained(self, slug: str) -> None:
        assert [item["key"] for item in questions(slug) if not is_sound(item)] == []

    @every_course
    def test_a_right_answer_cannot_be_guessed_by_its_length_or_place(self, slug: str) -> None:
        singles = [place_of_right(item) for item in questions(slug) if item["kind"] == "single"]
        places = Counter(place for place, _longest in singles)
        assert sum(longest for _place, longest in singles) <= len(singles) / 2
        assert max(places.values()) <= len(singles) / 2

    @every_course
    def test_keys_are_used_once_and_every_check_asks_a_lesson_question(self, slug: str) -> None:
        keys = Counter(item["key"] for item in questions(slug))
        known = {item["key"] for item in questions(slug) if item["use"] == "lesson"}
        asked = {key for _name, value in blocks(slug, "check") for key in value["questions"]}
        assert [key for key, count in keys.items() if count > 1] == []
        assert asked == known

    @every_course
    def test_every_module_asks_and_the_last_lesson_leads_to_one_change(self, slug: str) -> None:
        asking = {name.split("/")[0] for name, _value in blocks(slug, "check")}
        assert asking == {path.parent.name for path in (FOLDER / slug).glob("*/module.yaml")}
        last = list(lessons(slug).values())[-1][1]
        assert f"/learn/{slug}/change/" in str(last)
        assert any(kind == "reflection" for kind, _value in last)

    @every_course
    def test_every_sensitive_activity_has_a_route_that_teaches(self, slug: str) -> None:
        routes = [(name, value["route"]) for name, value in blocks(slug, "sensitive")]
        assert [name for name, route in routes if sum(map(count_words, texts(route))) < 60] == []
        assert routes

    @every_course
    def test_every_sensitive_note_is_specific_and_says_how_long(self, slug: str) -> None:
        notes = [value for _name, value in blocks(slug, "sensitive")]
        assert all(note["topic"].strip() and note["form"].strip() for note in notes)
        assert all(1 <= note["minutes"] <= 5 for note in notes)

    @every_course
    def test_every_source_that_is_named_is_known(self, slug: str) -> None:
        known = set(read_yaml(FOLDER / slug / "sources.yaml"))
        named = {key for head, _parts in lessons(slug).values() for key in head["sources"]}
        named |= {item["source"] for item in questions(slug) if item.get("source")}
        named |= {value["source"] for _name, value in blocks(slug, "evidence")}
        assert named - known == set()

    @every_course
    def test_every_address_of_a_source_is_a_web_address(self, slug: str) -> None:
        shown = shown_sources(read_yaml(FOLDER / slug / "sources.yaml")).values()
        assert [item["url"] for item in shown if item["url"] and not item["url"].startswith("https://")] == []
        assert all(item["title"] for item in shown)

    @pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.[my]*")), ids=lambda path: path.name)
    def test_no_word_labels_or_alarms(self, path: Path) -> None:
        found = [match[0] for match in AVOIDED.finditer(path.read_text(encoding="utf-8"))]
        assert found == []
