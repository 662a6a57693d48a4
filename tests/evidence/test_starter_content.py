"""The starter library says only what it can show, in plain words."""

import csv
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from academy.rules import count_words
from academy.starter.markdown import read_yaml
from evidence import rules
from evidence.cards import RICH, TEXTS
from evidence.starter.loading import FOLDER, WORDS

MODELS = {path.stem: read_yaml(path) for path in sorted(FOLDER.glob("models/*.yaml"))}
SUMMARIES = {path.stem: read_yaml(path) for path in sorted(FOLDER.glob("summaries/*.yaml"))}
TAXONOMIES = read_yaml(FOLDER / "taxonomies.yaml")
REFERENCES = {item["key"]: item["csl"] for item in read_yaml(FOLDER / "references.yaml")}
TOPICS = {topic["slug"] for topic in read_yaml(Path(FOLDER.parents[1], "academy/starter/topics.yaml"))}
#: Words that label people or alarm them. Titles of publications are not ours to change.
AVOIDED = re.compile(
    r"gang member|\bthugs?\b|\boffenders?\b|hard to reach|knife.crime epidemic|black.on.black|\bjuveniles?\b"
    r"|at.risk youth|broken home|suffer\w* from|mentally ill|commit\w* suicide|victims? of",
    re.IGNORECASE,
)
DOI = re.compile(r"10\.\d{4,9}/\S+")
EFFECTS = {"for", "mixed", "against"}
MOST_WORDS_A_SENTENCE = 20


def studies() -> list[dict[str, str]]:
    """Every row of every study file."""
    rows: list[dict[str, str]] = []
    for path in sorted(FOLDER.glob("summaries/*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows += csv.DictReader(file)
    return rows


def texts(value: Any) -> list[str]:
    """Every text anywhere in plain values."""
    if isinstance(value, dict):
        return [text for item in value.values() for text in texts(item)]
    if isinstance(value, list):
        return [text for item in value for text in texts(item)]
    return [value] if isinstance(value, str) else []


def prose(data: dict[str, Any], names: tuple[str, ...]) -> list[str]:
    """The running text of some fields, without Markdown."""
    held = [str(data.get(name) or "") for name in names]
    return [re.sub(r"[*_]|^- ", "", text, flags=re.MULTILINE) for text in held if text.strip()]


def words_a_sentence(passages: list[str]) -> float:
    """The mean length of the sentences; an empty line or a list item ends one too."""
    parts = [part for text in passages for part in re.split(r"[.!?:]+[”)’]*\s|\n\s*\n|\n(?=\S)", f"{text} ")]
    counts = [count for part in parts if (count := count_words(part))]
    return sum(counts) / len(counts)


def cited() -> set[str]:
    """Keys of every publication that a model or a study names."""
    keys = {item["reference"] for model in MODELS.values() for item in model["findings"] if item["reference"]}
    return keys | {key for row in studies() for key in row["references"].split()}


def misused(data: dict[str, Any]) -> set[str]:
    """Words that a model is filed under and that are in no taxonomy."""
    known = {kind: {word["slug"] for word in words} for kind, words in TAXONOMIES["terms"].items()}
    lost = {slug for field in WORDS for slug in data[field] if slug not in known[field]}
    lost |= set(data["factors"]) - {factor["slug"] for factor in TAXONOMIES["factors"]}
    return lost | (set(data["topics"]) - TOPICS)


@pytest.mark.pure
class TestFiles:
    """What the files say, without a database."""

    def test_there_are_fifteen_models_and_three_summaries(self) -> None:
        slugs = Counter(data["slug"] for data in (*MODELS.values(), *SUMMARIES.values()))
        assert (len(MODELS), len(SUMMARIES)) == (15, 3)
        assert max(slugs.values()) == 1

    def test_every_word_that_is_used_is_in_a_taxonomy(self) -> None:
        assert {name: lost for name, data in MODELS.items() if (lost := misused(data))} == {}
        assert {topic for data in SUMMARIES.values() for topic in data["topics"]} <= TOPICS

    def test_summaries_are_about_models_and_outcomes_that_exist(self) -> None:
        outcomes = {outcome["slug"] for outcome in TAXONOMIES["outcomes"]}
        analysed = {item["outcome"] for data in SUMMARIES.values() for item in data["analyses"]}
        about = {slug for data in SUMMARIES.values() for slug in data["models"]}
        assert analysed | {row["outcome"] for row in studies() if row["outcome"]} <= outcomes
        assert about <= {data["slug"] for data in MODELS.values()}

    def test_every_publication_that_is_named_is_known_and_none_lies_idle(self) -> None:
        assert cited() == set(REFERENCES)

    def test_every_finding_about_an_effect_names_its_publication(self) -> None:
        findings = [item for data in MODELS.values() for item in data["findings"]]
        bare = [f["text"] for f in findings if f["points"] in EFFECTS and not f.get("reference")]
        assert bare == []

    def test_dois_are_well_formed_and_each_is_there_once(self) -> None:
        dois = Counter(csl["DOI"].lower() for csl in REFERENCES.values() if csl.get("DOI"))
        assert [doi for doi in dois if not DOI.fullmatch(doi)] == []
        assert max(dois.values()) == 1

    def test_every_publication_can_be_found_or_names_its_body(self) -> None:
        lost = [key for key, csl in REFERENCES.items() if not csl.get("DOI") and not csl["author"]]
        links = [link["url"] for data in MODELS.values() for link in data["links"]]
        addresses = links + [csl["URL"] for csl in REFERENCES.values() if csl.get("URL")]
        assert lost == []
        assert [url for url in addresses if not url.startswith("https://")] == []

    def test_every_model_says_what_a_reader_must_know(self) -> None:
        needed = ("what", "who_for", "mechanism", "coproduction", "harms", "not_known", "findings", "ratings")
        missing = [(slug, name) for slug, data in MODELS.items() for name in needed if not data[name]]
        assert missing == []

    def test_every_rating_is_on_our_scale_and_says_why(self) -> None:
        ratings = [rating for data in MODELS.values() for rating in data["ratings"]]
        assert {rating["word"] for rating in ratings} <= set(rules.SCALE)
        assert all(count_words(rating["reason"]) >= 10 for rating in ratings)

    def test_a_model_that_does_harm_is_marked_harmful_and_stopped(self) -> None:
        harmful = [data for data in MODELS.values() if data["ratings"][0]["word"] == "harmful"]
        assert [(data["slug"], data["maturity"]) for data in harmful] == [("prison-awareness", "stopped")]

    def test_the_four_versions_of_one_result_stand_together(self) -> None:
        data = MODELS["02-hospital-youth-work"]
        said = [data["london"], SUMMARIES["hospital-youth-work"]["london"]]
        versions = ("35% to 1%", "45% to 1%", "25% to 4%", "20% reduction", "No comparison group")
        found = [all(version in re.sub(r"\s+", " ", text) for version in versions) for text in said]
        assert found == [True, True]

    def test_a_page_that_could_endanger_a_reader_has_a_quick_way_out(self) -> None:
        risky = {data["slug"] for data in MODELS.values() if "domestic-abuse" in data["topics"]}
        assert risky == {data["slug"] for data in MODELS.values() if data.get("leave_button")} == {"iris"}

    def test_every_step_of_certainty_is_allowed_and_explained(self) -> None:
        analyses = [item for data in SUMMARIES.values() for item in data["analyses"]]
        steps = [reason for item in analyses for reason in item.get("reasons") or []]
        assert [r for r in steps if not rules.is_step_allowed(r["reason"], r["step"]) or not r["why"]] == []
        assert all(count_words(item["refusal"]) > 20 for item in analyses if item["pooling"] == "refuse")


@pytest.mark.pure
class TestWords:
    """How it is said."""

    def test_no_word_labels_or_alarms(self) -> None:
        held = texts([MODELS, SUMMARIES, TAXONOMIES, studies()])
        assert [match[0] for text in held for match in AVOIDED.finditer(text)] == []

    def test_summaries_fit_a_card(self) -> None:
        everything = {**MODELS, **SUMMARIES}
        long = {name: len(data["summary"]) for name, data in everything.items() if len(data["summary"]) > 250}
        assert long == {}

    def test_short_fields_fit_their_columns(self) -> None:
        cautions = [item["caution"] for data in MODELS.values() for item in data["findings"]]
        notes = [word.get("note", "") for words in TAXONOMIES["terms"].values() for word in words]
        assert max(map(len, cautions)) <= 300
        assert max(map(len, notes)) <= 200

    @pytest.mark.parametrize("name", MODELS)
    def test_a_model_is_told_fully_and_briefly(self, name: str) -> None:
        assert 250 <= sum(map(count_words, prose(MODELS[name], (*TEXTS, *RICH)))) <= 1_000

    @pytest.mark.parametrize("name", [*MODELS, *SUMMARIES])
    def test_sentences_are_short(self, name: str) -> None:
        data = MODELS.get(name) or SUMMARIES[name]
        names = ("summary", *TEXTS, *RICH, "plain_words", "would_change", "searching", "flow_note")
        found = [item["text"] for item in data.get("findings", [])]
        assert words_a_sentence([*prose(data, names), *found]) <= MOST_WORDS_A_SENTENCE
