"""What a credential proves, line by line, and what it never does."""

import copy
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.credential_words import spoken
from courses.credentials.badge import open_badge
from courses.credentials.checking import Report, check, is_signed
from courses.credentials.keys import did_document, new_key, public_text
from courses.credentials.proofs import sign
from courses.credentials.shape import problems
from tests.courses.credentials.make_badges import (
    DID,
    FACTS,
    KEY,
    METHOD,
    NOW,
    badge,
    badge_of_a_key,
    somebody_else,
    us,
)

pytestmark = pytest.mark.pure
DOCUMENT = did_document(DID, [public_text(KEY)])


def told(report: Report) -> dict[str, tuple[str, str]]:
    return {line.question: (line.stands, line.why) for line in report.lines}


def test_a_badge_of_ours_is_proven_in_every_line_but_the_person() -> None:
    report = check(badge(), now=NOW, ours=us())
    assert {question for question, (stands, _why) in told(report).items() if stands != "proven"} == {"person"}
    assert report.verdict == "proven"
    assert report.names["holder"] == FACTS.name


def test_who_holds_it_is_never_proven() -> None:
    for document in (badge(), badge_of_a_key(), {}):
        assert told(check(document, now=NOW, ours=us()))["person"] == ("open", "person")


def test_the_did_document_alone_is_enough_to_verify_offline() -> None:
    assert is_signed(badge(), DOCUMENT)
    assert not is_signed(badge() | {"name": "Another course"}, DOCUMENT)
    assert not is_signed(badge(), did_document(DID, [public_text(new_key())]))
    assert not is_signed({name: value for name, value in badge().items() if name != "proof"}, DOCUMENT)


def test_an_old_key_still_verifies_after_a_rotation() -> None:
    rotated = did_document(DID, [public_text(new_key()), public_text(KEY)])
    assert is_signed(badge(), rotated)


def test_an_altered_badge_is_wrong() -> None:
    altered = copy.deepcopy(badge())
    altered["credentialSubject"]["identifier"][0]["identityHash"] = "Somebody Else"
    report = check(altered, now=NOW, ours=us())
    assert told(report)["signature"] == ("wrong", "altered")
    assert told(report)["status"] == ("open", "not_asked")
    assert report.verdict == "wrong"


@pytest.mark.parametrize("record", ["revoked", "replaced", "erased"])
def test_a_badge_that_no_longer_counts_has_ended(record: str) -> None:
    report = check(badge(), now=NOW, ours=us(record))
    assert told(report)["status"] == ("wrong", record)
    assert report.verdict == "ended"


@pytest.mark.parametrize("record", ["unknown", "different"])
def test_our_signature_without_our_record_is_wrong(record: str) -> None:
    assert check(badge(), now=NOW, ours=us(record)).verdict == "wrong"


def test_dates_are_held_against_today() -> None:
    until = NOW + timedelta(days=1)
    made = badge(valid_until=until)
    assert told(check(made, now=NOW, ours=us()))["dates"] == ("proven", "until")
    assert check(made, now=until + timedelta(seconds=1), ours=us()).verdict == "ended"
    assert told(check(made, now=NOW - timedelta(days=365), ours=us()))["dates"] == ("wrong", "not_yet")


def test_a_did_key_proves_a_key_and_not_who() -> None:
    report = check(badge_of_a_key(), now=NOW, ours=us())
    assert told(report)["signature"] == ("proven", "signed")
    assert told(report)["issuer"] == ("open", "key_only")
    assert told(report)["status"] == ("open", "elsewhere")
    assert report.verdict == "open"


def test_a_did_web_from_elsewhere_is_not_fetched_and_says_so() -> None:
    report = check(badge(), now=NOW, ours=somebody_else())
    assert told(report)["signature"] == ("open", "no_key")
    assert told(report)["issuer"] == ("open", "web_no_key")
    assert report.verdict == "open"


def test_a_did_document_that_was_brought_along_proves_the_signature_and_no_more() -> None:
    report = check(badge(), now=NOW, ours=somebody_else(), pasted=DOCUMENT)
    assert told(report)["signature"] == ("proven", "signed")
    assert told(report)["issuer"] == ("open", "pasted")
    assert report.verdict == "open"


def test_a_pasted_document_never_stands_in_for_our_own() -> None:
    thief = new_key()
    forged = sign(open_badge(FACTS), key=thief, method=f"{DID}#{public_text(thief)}", created=NOW)
    report = check(forged, now=NOW, ours=us(), pasted=did_document(DID, [public_text(thief)]))
    assert told(report)["signature"] == ("wrong", "wrong_key")
    assert report.verdict == "wrong"


def test_a_good_signature_by_somebody_other_than_the_issuer_is_wrong() -> None:
    key = new_key()
    method = f"did:key:{public_text(key)}#{public_text(key)}"
    report = check(sign(open_badge(FACTS), key=key, method=method, created=NOW), now=NOW, ours=us())
    assert told(report)["issuer"] == ("wrong", "other_issuer")
    assert report.verdict == "wrong"


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"cryptosuite": "eddsa-rdfc-2022"}, ("open", "suite")),
        ({"type": "Ed25519Signature2020"}, ("open", "suite")),
        ({"proofPurpose": "authentication"}, ("wrong", "purpose")),
        ({"verificationMethod": "did:key:z6Mk"}, ("wrong", "wrong_key")),
        ({"verificationMethod": METHOD + "x"}, ("wrong", "wrong_key")),
        ({"proofValue": "z1"}, ("wrong", "altered")),
        ({"created": "2020-01-01T00:00:00Z"}, ("wrong", "altered")),
    ],
)
def test_a_proof_of_another_kind_is_told_from_a_false_one(changes: dict[str, str], expected: Any) -> None:
    document = copy.deepcopy(badge())
    document["proof"] |= changes
    assert told(check(document, now=NOW, ours=us()))["signature"] == expected


def test_a_badge_without_proof_or_with_too_many_is_wrong() -> None:
    for proof in (None, [], "x", [badge()["proof"]] * 5):
        line = told(check(badge() | {"proof": proof}, now=NOW, ours=us()))["signature"]
        assert line == ("wrong", "no_proof")


def test_every_one_of_several_proofs_must_hold() -> None:
    proof = badge()["proof"]
    assert told(check(badge() | {"proof": [proof, proof]}, now=NOW, ours=us()))["signature"][0] == "proven"
    two = badge() | {"proof": [proof, proof | {"created": "2020-01-01T00:00:00Z"}]}
    assert told(check(two, now=NOW, ours=us()))["signature"] == ("wrong", "altered")


def test_what_is_missing_is_named() -> None:
    assert problems(badge()) == []
    assert "credentialSubject" in problems({"@context": [], "type": 7, "issuer": []})
    without = copy.deepcopy(badge())
    del without["credentialSubject"]["achievement"]["criteria"]
    assert problems(without) == ["achievement.criteria"]


ODD = st.recursive(
    st.none() | st.booleans() | st.integers(-5, 5) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
QUESTIONS = ["shape", "signature", "issuer", "dates", "status", "person"]
PARTS = [
    "@context",
    "id",
    "type",
    "issuer",
    "validFrom",
    "validUntil",
    "credentialSubject",
    "proof",
    "credentialStatus",
]


PROOF_PARTS = [
    "type",
    "cryptosuite",
    "proofPurpose",
    "verificationMethod",
    "proofValue",
    "@context",
    "expires",
]


@given(st.dictionaries(st.sampled_from(PARTS), ODD), st.dictionaries(st.sampled_from(PROOF_PARTS), ODD), ODD)
def test_any_document_at_all_gets_an_answer_in_words(
    changes: dict[str, Any], in_proof: dict[str, Any], pasted: Any
) -> None:
    document = badge()
    proof = document["proof"] | in_proof
    report = check(document | {"proof": proof} | changes, now=NOW, ours=us(), pasted=pasted)
    assert [line.question for line in report.lines] == QUESTIONS
    assert all(line.text for line in spoken(report).lines)
    assert report.verdict != "proven" or same(document | {"proof": proof} | changes, document)


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Whether two badges are alike but for an end date that says nothing."""
    return {**one, "validUntil": None} == {**other, "validUntil": None}
