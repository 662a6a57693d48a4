"""Whether two references are the same publication: judged pairs, and the keys under which candidates are found."""

import pytest
from hypothesis import HealthCheck, given, settings

from evidence.citations import Record
from evidence.citations.matching import candidate_keys, fingerprint, is_duplicate, likeness
from tests.evidence.citations.making import any_record, florence, record
from tests.evidence.citations.pairs import OTHERS, PAIRS, SAME, VERSIONS, Pair

pytestmark = pytest.mark.pure


def verdict(one: Record, other: Record) -> str:
    """What is said of two references, in the words the pairs are judged in."""
    match = is_duplicate(one, other)
    return "other" if match is None else "version" if match.kind == "version" else "same"


@pytest.mark.parametrize("pair", PAIRS, ids=[pair.words for pair in PAIRS])
def test_a_pair_is_judged_as_a_person_judged_it(pair: Pair) -> None:
    assert verdict(pair.one, pair.other) == pair.judged, is_duplicate(pair.one, pair.other)


def test_there_are_enough_pairs_to_mean_something() -> None:
    assert len(SAME) + len(VERSIONS) >= 40
    assert len(OTHERS) >= 30


@pytest.mark.parametrize("pair", PAIRS, ids=[pair.words for pair in PAIRS])
def test_the_order_of_two_references_does_not_matter(pair: Pair) -> None:
    assert verdict(pair.one, pair.other) == verdict(pair.other, pair.one)
    assert likeness(pair.one, pair.other) == likeness(pair.other, pair.one)


@pytest.mark.parametrize("pair", SAME + VERSIONS, ids=[pair.words for pair in SAME + VERSIONS])
def test_duplicates_share_a_key(pair: Pair) -> None:
    assert set(candidate_keys(pair.one)) & set(candidate_keys(pair.other))


@given(one=any_record())
@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.too_slow])
def test_keys_and_likeness_are_well_behaved_for_any_record(one: Record) -> None:
    keys = candidate_keys(one)
    assert keys == tuple(dict.fromkeys(keys))
    assert all(0 < len(key) <= 110 for key in keys)
    assert 0 <= likeness(one, florence()) <= 1
    assert likeness(one, one) >= 0.85


def test_every_match_says_why_in_words() -> None:
    by_doi = is_duplicate(florence(), florence(title=florence().title[:80]))
    by_title = is_duplicate(florence(doi="", pmid=""), florence())
    assert by_doi is not None
    assert by_doi.reason == "Both have the DOI 10.1136/bmj.d3313."
    assert by_title is not None
    assert by_title.reason == "They have the same title, the same first author and the same year."


def test_a_version_is_named() -> None:
    match = is_duplicate(VERSIONS[0].one, VERSIONS[0].other)
    assert match is not None
    assert match.reason == "The same title and first author, once as a journal article, once as a preprint."


def test_the_fingerprint_ignores_what_databases_spell_differently() -> None:
    assert fingerprint(florence()) == fingerprint(florence(title=florence().title.upper() + ".", doi=""))
    assert fingerprint(florence()) == "effectiveness anonymised information sharing use health|2011"
    assert fingerprint(record("A test")) == "test|"


def test_unlike_titles_do_not_crowd_under_one_key() -> None:
    many = [
        record(f"Test title number {word} of violence", year=2000) for word in ("one", "two", "three", "four")
    ]
    firsts = {key for each in many for key in candidate_keys(each) if key.startswith("first:")}
    assert len(firsts) == 4
