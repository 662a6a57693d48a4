"""Formats of other platforms: read to the letter, written so that they read back the same."""

import io
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from courses.exchange import FORMATS, Draft, Problem, UnreadableFile, format_of, read, write
from courses.exchange.drafts import Choice
from courses.exchange.plain import from_html, tidy

pytestmark = pytest.mark.pure
HARD = "\\~=#{}:%*[]<>&\"'-/.$ \nabcéß日T"
words = st.text(alphabet=HARD, min_size=1, max_size=24).map(tidy).filter(bool)
lines = words.map(lambda text: " ".join(text.split()))


def distinct(least: int, most: int) -> Any:
    return st.lists(lines, min_size=least, max_size=most, unique=True)


@st.composite
def chosen(draw: Any, kind: str) -> Draft:
    texts = draw(distinct(2, 6))
    right = draw(st.sets(st.sampled_from(range(len(texts))), min_size=1)) if kind == "multiple" else {0}
    options = [Choice(text, place in right, draw(words)) for place, text in enumerate(texts)]
    return Draft(kind, draw(words), options=tuple(options))


@st.composite
def other(draw: Any, kind: str) -> Draft:
    draft = Draft(kind, draw(words), feedback_right=draw(words), feedback_wrong=draw(words))
    number = st.integers(0, 10**6).map(lambda value: f"{value / 8:.3f}".rstrip("0").rstrip(".") or "0")
    if kind == "truefalse":
        return replace(draft, truth=draw(st.booleans()))
    if kind == "numeric":
        return replace(draft, number=draw(number), tolerance=draw(number))
    if kind == "text":
        return replace(draft, accepted=tuple(draw(distinct(1, 4))))
    texts = draw(distinct(2, 5))
    matches = [f"{place} {draw(lines)}" for place in range(len(texts))] if kind == "matching" else [""] * 9
    return replace(draft, items=tuple(zip(texts, matches, strict=False)))


def drafts(kinds: frozenset[str]) -> Any:
    ways = [chosen(kind) if kind in ("single", "multiple") else other(kind) for kind in sorted(kinds)]
    named = st.tuples(st.one_of(*ways), st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True))
    return st.lists(named, max_size=4).map(
        lambda pairs: [replace(d, name=n, category="a/b") for d, n in pairs]
    )


@given(drafts(FORMATS["moodle"].kinds))
def test_moodle_xml_gives_back_what_it_was_given(given_drafts: list[Draft]) -> None:
    content, problems = write(given_drafts, "moodle")
    assert problems == []
    back = read(content, "moodle")
    assert back == given_drafts
    assert [row.name for row in back if isinstance(row, Draft)] == [draft.name for draft in given_drafts]


@given(drafts(FORMATS["gift"].kinds))
def test_gift_gives_back_what_it_was_given_but_for_what_it_says(given_drafts: list[Draft]) -> None:
    content, problems = write(given_drafts, "gift")
    back = read(content, "gift")
    whole = [draft for draft in given_drafts if not FORMATS["gift"].lost(draft)]
    assert [row for row in back if row in whole] == whole
    assert len(back) == len(given_drafts)
    assert len(problems) == len(given_drafts) - len(whole)


@given(st.lists(chosen("single"), max_size=4))
def test_aiken_gives_back_all_but_feedback(given_drafts: list[Draft]) -> None:
    plain = [
        replace(
            draft,
            text="Q " + " ".join(draft.text.split()),
            options=tuple(replace(option, feedback="") for option in draft.options),
        )
        for draft in given_drafts
    ]
    assert read(write(plain, "aiken")[0], "aiken") == plain


@given(
    st.text(alphabet=HARD + "{}=~#:\nABCDANSWER. ", max_size=200),
    st.sampled_from(["gift", "aiken", "moodle"]),
)
def test_no_text_brings_a_reader_down(text: str, name: str) -> None:
    rows = rows_or_reason(text.encode(), name)
    assert all(isinstance(row, Draft | Problem | str) for row in rows)


def rows_or_reason(content: bytes, name: str) -> list[Any]:
    """What is read, or the one reason why nothing is."""
    try:
        return list(read(content, name or format_of(content)))
    except UnreadableFile as error:
        return [error.reason]


@given(st.binary(max_size=200))
def test_no_bytes_bring_a_reader_down(content: bytes) -> None:
    assert all(isinstance(row, Draft | Problem | str) for row in rows_or_reason(content, ""))


@given(st.text(alphabet="<>!?-[]/&#;a= '\"", max_size=80))
def test_no_html_brings_the_reader_down(html: str) -> None:
    assert isinstance(from_html(html)[0], str)
    assert isinstance(from_html("<![" + html)[0], str)


def test_html_becomes_the_text_that_it_shows() -> None:
    html = "<!-- no --><p>One &amp; two</p><script>x()</script><ul><li>Three</li></ul><img src=a>"
    assert from_html(html) == ("One & two\nThree", True)


GIFT = """// a comment
$CATEGORY: $course$/Listening

::Seat:: Where would you sit? [html] {
~Behind the desk#It keeps you apart.
=Beside them#It is level.
~%50%Anywhere
}

Trust grows slowly.{T#Think again.#Yes.}

::Minutes::How many?{#20:2.5#Right.}

Between?{#1..5}

Grant was {=born ~%0%raised} there.

Who?{=no one#Yes =nobody =%0%*#Look again.}

Match.{=Cold -> Blanket =Noise -> Quiet = -> Form}

Which two?{~%50%One#A ~%50%Two#B ~%-100%Three#C}

Why\\: \\{so\\}?{=a\\=b ~c\\#d}

Write an essay.{}

A text without a question.

Broken {=a ~b

"""


def test_gift_is_read_as_it_is_written_in_the_wild() -> None:
    rows = read(GIFT.encode(), "gift")
    good = [row for row in rows if isinstance(row, Draft)]
    assert [row.kind for row in good] == [
        *("single", "truefalse", "numeric", "numeric", "single", "text", "matching", "multiple", "single")
    ]
    assert good[0].name == "Seat"
    assert {row.category for row in good} == {"$course$/Listening"}
    assert good[1].feedback_right == "Yes."


def test_gift_says_line_by_line_what_cannot_be_carried() -> None:
    bad = [row for row in read(GIFT.encode(), "gift") if isinstance(row, Problem)]
    assert [(row.line, row.reason) for row in bad] == [
        (26, "It asks for an essay, which nobody could mark here."),
        (28, "This is text without a question."),
        (30, "Its braces do not close."),
    ]


def test_the_parts_of_gift_mean_what_moodle_means() -> None:
    good = [row for row in read(GIFT.encode(), "gift") if isinstance(row, Draft)]
    assert "50 per cent" in good[0].notes[0]
    assert (good[3].number, good[3].tolerance) == ("3", "2")
    assert good[4].text == "Grant was _____ there."
    assert (good[5].accepted, good[5].feedback_wrong) == (("no one", "nobody"), "Look again.")


def test_escapes_distractors_and_weights_of_gift_are_read() -> None:
    good = [row for row in read(GIFT.encode(), "gift") if isinstance(row, Draft)]
    assert good[6].items[2] == ("", "Form")
    assert [option.right for option in good[7].options] == [True, True, False]
    assert good[8].text == "Why: {so}?"
    assert [option.text for option in good[8].options] == ["a=b", "c#d"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_every_encoding_and_line_end_is_read(encoding: str, ends: str) -> None:
    text = "::n::Café – déjà?{=été ~hiver}\n\nSecond?{T}".replace("\n", ends)
    rows = read(text.encode(encoding), "gift")
    assert [row.text for row in rows if isinstance(row, Draft)] == ["Café – déjà?", "Second?"]


MOODLE = """<?xml version="1.0" encoding="UTF-8"?>
<quiz>
<question type="category"><category><text>$course$/top/Safety</text></category></question>
<question type="multichoice"><name><text>One</text></name>
 <questiontext format="html">
 <text><![CDATA[<p>What <b>helps</b>?</p><img src="@@PLUGINFILE@@/a.png">]]></text></questiontext>
 <single>true</single>
 <answer fraction="100" format="html"><text>A seat</text><feedback><text>Yes</text></feedback></answer>
 <answer fraction="0"><text>A form</text><feedback><text></text></feedback></answer></question>
<question type="cloze"><questiontext><text>{1:NUMERICAL:=7}</text></questiontext></question>
<question type="numerical"><name><text>N</text></name>
 <questiontext format="plain_text"><text>5 &lt; x?</text></questiontext>
 <answer fraction="100"><text>7.50</text><tolerance>0.25</tolerance></answer></question>
</quiz>"""


def test_moodle_xml_is_read_with_lines_categories_and_notes() -> None:
    rows = read(MOODLE.encode(), "moodle")
    one, cloze, number = rows
    assert isinstance(one, Draft)
    assert isinstance(number, Draft)
    assert (one.text, one.category, one.notes) == (
        *("What helps?", "$course$/top/Safety"),
        ("A picture or other media was left out.",),
    )
    assert isinstance(cloze, Problem)
    assert (cloze.line, number.number, number.tolerance, number.text) == (10, "7.5", "0.25", "5 < x?")


HOSTILE = {
    "entities": '<!DOCTYPE q [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><quiz>&b;</quiz>',
    "a file": '<!DOCTYPE q [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>',
    "a type": '<!DOCTYPE quiz SYSTEM "http://example.org/q.dtd"><quiz/>',
    "depth": "<quiz>" + "<a>" * 500 + "</a>" * 500 + "</quiz>",
    "a break": "<quiz><question type='multichoice'>",
    "another root": "<html/>",
    "no text": "PK\x03\x04\x00",
    "too many": "<quiz>" + "<question type='essay'/>" * 2001 + "</quiz>",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_files_are_refused_with_a_word(text: str) -> None:
    with pytest.raises(UnreadableFile, match=r"\w{4}"):
        read(text.encode(), "moodle")


AIKEN = "What helps?\nA. A seat\nB) A form\nANSWER: A\n\nNo answer?\nA. One\nANSWER: C\n\nLast?\nA. Open\n"


def test_aiken_is_read_and_says_what_is_missing() -> None:
    first, second, third = read(AIKEN.encode(), "aiken")
    assert isinstance(first, Draft)
    assert [option.right for option in first.options] == [True, False]
    assert isinstance(second, Problem)
    assert isinstance(third, Problem)
    assert [row.line for row in (second, third)] == [6, 10]


def test_the_format_is_told_from_the_content() -> None:
    assert [format_of(text.encode()) for text in (GIFT, MOODLE, AIKEN)] == ["gift", "moodle", "aiken"]


@given(drafts(FORMATS["qti"].kinds))
def test_a_qti_package_names_each_item_and_says_what_is_right(given_drafts: list[Draft]) -> None:
    content, _problems = write(given_drafts, "qti")
    assert content == write(given_drafts, "qti")[0]
    package = zipfile.ZipFile(io.BytesIO(content))
    manifest = fromstring(package.read("imsmanifest.xml"))
    hrefs = [element.get("href") for element in manifest.iter() if element.tag.endswith("resource")]
    assert sorted([*hrefs, "imsmanifest.xml"]) == sorted(package.namelist())
    for href in hrefs:
        item = fromstring(package.read(href))
        tags = [child.tag.split("}")[1] for child in item]
        assert tags[:4] == [
            *(
                "qti-response-declaration",
                "qti-outcome-declaration",
                "qti-outcome-declaration",
                "qti-item-body",
            )
        ]


def test_what_a_format_cannot_hold_is_told_question_by_question() -> None:
    scenario = Draft("scenario", "What would you do?", line=3)
    options = (Choice("A", True, "Yes"), Choice("B", False, "No"))
    content, problems = write([scenario, Draft("single", "Q", options=options, line=4)], "aiken")
    assert [(problem.line, problem.reason) for problem in problems] == [
        (3, "This format has no such kind of question."),
        (4, "Aiken holds no feedback."),
    ]
    assert content.startswith(b"Q\nA. A\n")
