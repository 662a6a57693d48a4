"""Data Integrity proofs of the suite eddsa-jcs-2022 (W3C Data Integrity EdDSA Cryptosuites v1.0)."""

import hashlib
from datetime import UTC, datetime
from typing import Any

import rfc8785
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from courses.credentials.keys import WrongKey, decode_base58, encode_base58

SUITE = "eddsa-jcs-2022"
Document = dict[str, Any]


class NotCanonical(ValueError):
    """The document holds something that has no canonical form, such as a number too large."""


def canonical(value: Any) -> bytes:
    """The one spelling of a JSON value (RFC 8785); raises NotCanonical."""
    try:
        return rfc8785.dumps(value)
    except (ValueError, RecursionError) as error:
        raise NotCanonical("It has no canonical form.") from error


def hash_data(document: Document, options: Document) -> bytes:
    """What is signed: the hash of the proof's options, then the hash of the document without proof."""
    return hashlib.sha256(canonical(options)).digest() + hashlib.sha256(canonical(document)).digest()


def stamp(moment: datetime) -> str:
    """A moment as credentials write it: seconds, UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def sign(document: Document, *, key: Ed25519PrivateKey, method: str, created: datetime) -> Document:
    """The document with a proof. The same document, key and moment always give the same proof."""
    options: Document = {
        "type": "DataIntegrityProof",
        "cryptosuite": SUITE,
        "created": stamp(created),
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    if "@context" in document:
        options["@context"] = document["@context"]
    signature = key.sign(hash_data(document, options))
    return {**document, "proof": {**options, "proofValue": encode_base58(signature)}}


def is_signed_by(document: Document, proof: Document, key: Ed25519PublicKey) -> bool:
    """Whether `proof` is this key's signature on the document; raises NotCanonical."""
    bare = {name: value for name, value in document.items() if name != "proof"}
    options = {name: value for name, value in proof.items() if name != "proofValue"}
    if not _same_beginning(bare.get("@context"), options.get("@context")):
        return False
    try:
        key.verify(decode_base58(proof.get("proofValue")), hash_data(bare, options))
    except (InvalidSignature, WrongKey):
        return False
    return True


def _same_beginning(whole: object, beginning: object) -> bool:
    """Whether the proof's contexts are the first ones of the document, as the suite demands."""
    if beginning is None:
        return True
    kept, wanted = (value if isinstance(value, list) else [value] for value in (whole, beginning))
    return kept[: len(wanted)] == wanted
