"""Proofs: the W3C's own vectors byte for byte, and nothing signed can be changed unseen."""

import copy
import json
import random
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.credentials.keys import WrongKey, public_text, read_public, read_secret, secret_text
from courses.credentials.proofs import NotCanonical, canonical, hash_data, is_signed_by, sign
from tests.courses.credentials.make_badges import KEY, badge

pytestmark = pytest.mark.pure
W3C = json.loads((Path(__file__).parent / "vectors" / "w3c-eddsa-jcs-2022.json").read_text(encoding="utf-8"))
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


def signed_by_w3c_key() -> dict[str, Any]:
    return sign(
        W3C["document"],
        key=read_secret(W3C["secretKeyMultibase"]),
        method=W3C["verificationMethod"],
        created=datetime.fromisoformat(W3C["created"]),
    )


def test_keys_are_spelt_as_the_w3c_spells_them() -> None:
    key = read_secret(W3C["secretKeyMultibase"])
    assert public_text(key) == W3C["publicKeyMultibase"]
    assert secret_text(key) == W3C["secretKeyMultibase"]


def test_the_w3c_vector_is_reproduced_byte_for_byte() -> None:
    proof = signed_by_w3c_key()["proof"]
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    assert canonical(W3C["document"]).decode() == W3C["canonicalDocument"]
    assert canonical(options).decode() == W3C["canonicalProof"]
    assert (
        hash_data(W3C["document"], options).hex()
        == W3C["combinedHash"]
        == W3C["proofHash"] + W3C["documentHash"]
    )
    assert proof["proofValue"] == W3C["proofValue"]


def test_the_w3c_vector_is_verified_by_its_public_key() -> None:
    signed = {**W3C["document"], "proof": signed_by_w3c_key()["proof"]}
    assert is_signed_by(signed, signed["proof"], read_public(W3C["publicKeyMultibase"]))


@pytest.mark.parametrize(
    "text", ["", "z", "zzz0", "m" + "a" * 40, "z" + "1" * 500, None, 7, W3C["secretKeyMultibase"]]
)
def test_what_is_no_public_key_is_refused(text: object) -> None:
    with pytest.raises(WrongKey):
        read_public(text)


def shuffled(value: Any, dice: random.Random) -> Any:
    if isinstance(value, dict):
        pairs = [(name, shuffled(item, dice)) for name, item in value.items()]
        dice.shuffle(pairs)
        return dict(pairs)
    return [shuffled(item, dice) for item in value] if isinstance(value, list) else value


@given(VALUES, st.randoms(use_true_random=False))
def test_the_canonical_form_does_not_depend_on_order(value: Any, dice: random.Random) -> None:
    assert canonical(shuffled(value, dice)) == canonical(value)
    assert json.loads(canonical(value)) == value


@given(st.randoms(use_true_random=False))
def test_a_badge_in_any_order_still_verifies(dice: random.Random) -> None:
    mixed = shuffled(badge(), dice)
    assert is_signed_by(mixed, mixed["proof"], KEY.public_key())


SIGNED = json.dumps(badge(), ensure_ascii=False)


@given(st.integers(0, len(SIGNED) - 1), st.characters(exclude_categories=["Cs"]))
def test_changing_any_one_character_breaks_the_proof(place: int, character: str) -> None:
    changed = SIGNED[:place] + character + SIGNED[place + 1 :]
    try:
        document = json.loads(changed)
    except ValueError:
        return
    if document == json.loads(SIGNED):
        return
    proof = document.get("proof")
    assert not isinstance(proof, dict) or not is_signed_by(document, proof, KEY.public_key())


def test_a_proof_does_not_fit_another_badge_or_another_key() -> None:
    one, other = badge(), badge(name="Somebody Else")
    assert not is_signed_by({**other, "proof": one["proof"]}, one["proof"], KEY.public_key())
    assert not is_signed_by(one, one["proof"], read_public(W3C["publicKeyMultibase"]))


def test_the_contexts_of_a_proof_must_begin_the_documents() -> None:
    document = copy.deepcopy(badge())
    document["@context"].insert(0, "https://elsewhere.example/context")
    assert not is_signed_by(document, document["proof"], KEY.public_key())


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 2**60, "\ud800", {1: 2}], ids=str)
def test_what_has_no_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(NotCanonical):
        canonical({"a": value})
