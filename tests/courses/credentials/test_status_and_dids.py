"""Status lists and DIDs: as the W3C writes them, and nothing else is believed."""

import base64
import gzip
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from courses.credentials.keys import (
    WrongKey,
    address_of_did_web,
    did_document,
    did_key,
    did_web,
    key_in_document,
    key_of_did_key,
    public_text,
)
from courses.credentials.status import SIZE, WrongList, decode, encode, is_set
from tests.courses.credentials.make_badges import DID, KEY, METHOD

pytestmark = pytest.mark.pure
#: The list of the examples in W3C Bitstring Status List v1.0: 131,072 bits, none set.
W3C_EMPTY = "uH4sIAAAAAAAAA-3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA"


def test_the_w3c_example_is_a_list_with_nothing_set() -> None:
    assert decode(W3C_EMPTY) == bytes(SIZE // 8) == decode(encode([]))


def test_the_first_bit_is_the_leftmost() -> None:
    assert decode(encode([0, 9]))[:2] == b"\x80\x40"


@settings(max_examples=25)
@given(st.sets(st.integers(0, SIZE - 1), max_size=40), st.integers(0, SIZE - 1))
def test_exactly_the_bits_that_were_set_are_set(wanted: set[int], other: int) -> None:
    bits = decode(encode(wanted))
    assert all(is_set(bits, index) for index in wanted)
    assert is_set(bits, other) == (other in wanted)
    assert sum(byte.bit_count() for byte in bits) == len(wanted)


def packed(data: bytes) -> str:
    return "u" + base64.urlsafe_b64encode(gzip.compress(data)).decode().rstrip("=")


@pytest.mark.parametrize(
    "text",
    ["", W3C_EMPTY[1:], "u", "u!!", "uAAAA", W3C_EMPTY[:40], packed(b"short"), packed(bytes(50_000_000))],
    ids=["nothing", "no u", "only u", "no base64", "no gzip", "cut off", "short", "a bomb"],
)
def test_what_is_no_list_is_refused(text: str) -> None:
    with pytest.raises(WrongList):
        decode(text)


@pytest.mark.parametrize("index", [-1, SIZE])
def test_an_index_outside_the_list_is_refused(index: int) -> None:
    with pytest.raises(WrongList):
        is_set(bytes(SIZE // 8), index)
    with pytest.raises(WrongList):
        encode([index])


@pytest.mark.parametrize(
    ("site", "did", "address"),
    [
        (
            "https://Academy.example.org",
            "did:web:academy.example.org",
            "https://academy.example.org/.well-known/did.json",
        ),
        ("http://localhost:8000", "did:web:localhost%3A8000", "https://localhost:8000/.well-known/did.json"),
        ("https://nhs.example/vra", "did:web:nhs.example:vra", "https://nhs.example/vra/did.json"),
    ],
)
def test_a_site_has_a_did(site: str, did: str, address: str) -> None:
    assert did_web(site) == did
    assert address_of_did_web(did) == address


def test_a_did_document_leads_to_each_of_its_keys() -> None:
    document = did_document(DID, [public_text(KEY)])
    assert public_text(key_in_document(document, METHOD)) == public_text(KEY)


def test_a_did_key_is_its_own_document() -> None:
    assert public_text(key_of_did_key(did_key(public_text(KEY)))) == public_text(KEY)


def test_a_key_written_as_a_jwk_is_understood() -> None:
    x = base64.urlsafe_b64encode(KEY.public_key().public_bytes_raw()).decode().rstrip("=")
    method = {"id": METHOD, "controller": DID, "publicKeyJwk": {"kty": "OKP", "crv": "Ed25519", "x": x}}
    assert public_text(key_in_document({"id": DID, "assertionMethod": [method]}, METHOD)) == public_text(KEY)


def changed(**changes: Any) -> dict[str, Any]:
    document = did_document(DID, [public_text(KEY)])
    return document | changes


METHODS = did_document(DID, [public_text(KEY)])["verificationMethod"]


@pytest.mark.parametrize(
    "document",
    [
        None,
        [],
        changed(id="did:web:elsewhere.example"),
        changed(assertionMethod=[]),
        changed(assertionMethod="everything"),
        changed(verificationMethod=[METHODS[0] | {"controller": "did:web:elsewhere.example"}]),
        changed(verificationMethod=[METHODS[0] | {"revoked": "2026-01-01T00:00:00Z"}]),
        changed(verificationMethod=[METHODS[0] | {"publicKeyMultibase": "zNothing"}]),
        changed(verificationMethod=[{"id": METHOD, "controller": DID, "publicKeyJwk": {"kty": "RSA"}}]),
        changed(
            verificationMethod=[
                {"id": METHOD, "controller": DID, "publicKeyJwk": {"kty": "OKP", "crv": "Ed25519"}}
            ]
        ),
    ],
)
def test_a_did_document_that_does_not_stand_by_the_key_is_refused(document: object) -> None:
    with pytest.raises(WrongKey):
        key_in_document(document, METHOD)
