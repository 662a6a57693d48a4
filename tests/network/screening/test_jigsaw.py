"""Details that name nobody alone and somebody together, in one text and across the texts of a post."""

import pytest

from network.screening import Category, Outcome, screen, screen_all
from network.screening.jigsaw import PIECES, THRESHOLD, WEIGHTS, Piece, score

pytestmark = pytest.mark.pure

TELLING = [
    "A 17-year-old from Hackney was stabbed on Tuesday near his school.",
    "Seventeen-year-old lad, slashed outside Mossbourne Academy last night",
    "16yo, Peckham, 12/03/2024, stab wound to the thigh",
    "She is 15 and in a gang in Croydon. On 3 April she was shot.",
    "17M, E8, knifed on Saturday",
    "On Saturday a pupil of a school in Peckham was stabbed; she is in theatre.",
    "My son, 16, was stabbed in Tottenham on Friday.",
    "Jay (17) was shot in Brixton yesterday.",
    "A pupil of Evelyn Grace Academy was stabbed on Saturday.",
    "I'm 17 and in Hackney, and on Friday I was attacked.",
    "A boy aged 14 was beaten on Mare Street.",
    "He was found wounded on Chatsworth Estate yesterday.",
    "girl, 14, stabbed in Ilford on Monday",
    "A patient, 15 years of age, stabbed in Barking on Monday",
    "a lad of 15 was shot in Barnet yesterday",
    "M16, stabbed, Brent, Sunday night",
    "16yr old stabbed two nights ago in Walworth",
    "A 16-year-old from Hendon was attacked on 12/11",
    "A 15-year-old in the City of London was assaulted on the 3rd",
    "She was stabbed at school in Peckham on Saturday.",
]
HARMLESS = [
    "A 17-year-old asked me about mentoring.",
    "A 17-year-old from Hackney asked about mentoring on Tuesday.",
    "We meet in Hackney on Tuesday to talk about stab wounds and schools.",
    "Young people aged 16 to 25 in Hackney who were stabbed can join on Tuesday.",
    "In London, under 18s were injured less often than in 2019.",
    "The hospital saw 16 to 18 year olds with stab wounds every Saturday.",
    "University College London published it on 24 November 2027; a youth fund paid.",
    "My group of youth workers in Lambeth starts on Monday.",
    "She said the training in Hackney on Tuesday helped her ask about injury at school",
    "I am 34, a nurse at King's College; on Monday I asked a patient about an assault",
    "I'm 41 and work in Barnet; on Friday we spoke about stabbing.",
    "The M11 at Redbridge was closed on Tuesday; nobody was injured.",
    "A course of 15 days in Brent begins on Monday, about assault.",
]


@pytest.mark.parametrize("text", TELLING)
def test_details_that_fit_together_are_nudged(text: str) -> None:
    screening = screen(text)
    assert [found.category for found in screening.findings] == [Category.JIGSAW]
    assert screening.outcome is Outcome.NUDGE
    assert all(words in text for words in screening.findings[0].words.split(" · "))


@pytest.mark.parametrize("text", HARMLESS)
def test_details_that_do_not_are_left_alone(text: str) -> None:
    assert screen(text).outcome is Outcome.CLEAR


@pytest.mark.parametrize("missing", ["Hackney", "on Tuesday", "stabbed", "17-year-old"])
def test_an_age_needs_three_of_the_others(missing: str) -> None:
    text = "A 17-year-old from Hackney was stabbed on Tuesday."
    assert screen(text).outcome is Outcome.NUDGE
    assert screen(text.replace(missing, "")).outcome is Outcome.CLEAR


def test_details_far_apart_do_not_add_up() -> None:
    rest = " Some calm words." * 60
    assert (
        screen(f"A 17-year-old wrote.{rest} Hackney, Tuesday.{rest} He was stabbed.").outcome is Outcome.CLEAR
    )


def test_details_across_the_texts_of_one_post_add_up() -> None:
    texts = {
        "title": "A 17-year-old from Hackney",
        "body": "was stabbed on Tuesday, what now?",
        "file name": "a.pdf",
    }
    assert all(screen(text).outcome is Outcome.CLEAR for text in texts.values())
    findings = screen_all(texts).findings
    assert {found.category for found in findings} == {Category.JIGSAW}
    assert "body" in {found.field for found in findings}


def test_every_finding_says_in_which_text_it_stands() -> None:
    texts = {"title": "For sam@example.org", "body": "Nothing", "file name": "1234567881_discharge.pdf"}
    findings = screen_all(texts).findings
    assert [(found.field, found.category.value) for found in findings] == [
        ("title", "email"),
        ("file name", "nhs_number"),
    ]
    assert all(texts[found.field][found.start : found.end] == found.words for found in findings)


def test_the_weights_are_what_the_words_say() -> None:
    def total(*kinds: str) -> int:
        return score([Piece(kind, 0, 0) for kind in kinds])

    assert total("age", "place", "when", "injury") >= THRESHOLD
    assert total("age", "exact place", "injury") >= THRESHOLD
    assert total("age", "place", "injury", "injury", "person") < THRESHOLD
    assert total(*(kind for kind in WEIGHTS if PIECES.get(kind) != "who")) == 0
    assert (
        total("pronoun", "place", "when", "subject", "group")
        < THRESHOLD
        <= total("age", "place", "when", "subject")
    )


BOROUGHS = """
Barking and Dagenham|Barnet|Bexley|Brent|Bromley|Camden|Croydon|Ealing|Enfield|Greenwich|Hackney|Hammersmith and Fulham
Haringey|Harrow|Havering|Hillingdon|Hounslow|Islington|Kensington and Chelsea|Kingston upon Thames|Lambeth|Lewisham
Merton|Newham|Redbridge|Richmond upon Thames|Southwark|Sutton|Tower Hamlets|Waltham Forest|Wandsworth|Westminster
City of London
"""


def test_each_of_the_32_boroughs_and_the_city_is_a_place() -> None:
    names = [name for line in BOROUGHS.split("\n") for name in line.split("|") if name]
    assert len(names) == 33
    unknown = [
        name
        for name in names
        if screen(f"A 15-year-old was stabbed in {name} yesterday").outcome is not Outcome.NUDGE
    ]
    assert unknown == []
