"""Ed25519 keys as credentials write them: multibase, Multikey, did:key and did:web."""

import base64
import binascii
from typing import Any
from urllib.parse import quote, unquote, urlsplit

import base58
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

PUBLIC = b"\xed\x01"
SECRET = b"\x80\x26"
KEY_BYTES = 32
LONGEST = 200


class WrongKey(ValueError):
    """Something that should be a key, or lead to one, is not."""


def encode_base58(data: bytes) -> str:
    """Bytes as multibase base58btc, which begins with z."""
    return "z" + base58.b58encode(data).decode()


def decode_base58(text: object) -> bytes:
    """The bytes of a multibase base58btc string; raises WrongKey for anything else."""
    if not isinstance(text, str) or not text.startswith("z") or len(text) > LONGEST:
        raise WrongKey("It is not base58 text that begins with z.")
    try:
        return base58.b58decode(text[1:].encode("ascii"))
    except (ValueError, UnicodeEncodeError) as error:
        raise WrongKey("It holds a character that base58 does not have.") from error


def new_key() -> Ed25519PrivateKey:
    """A fresh signing key."""
    return Ed25519PrivateKey.generate()


def public_text(key: Ed25519PrivateKey | Ed25519PublicKey) -> str:
    """The public half as a Multikey, as it stands in a DID document."""
    public = key.public_key() if isinstance(key, Ed25519PrivateKey) else key
    return encode_base58(PUBLIC + public.public_bytes_raw())


def secret_text(key: Ed25519PrivateKey) -> str:
    """The secret half as a Multikey: only ever kept sealed."""
    return encode_base58(SECRET + key.private_bytes_raw())


def read_public(text: object) -> Ed25519PublicKey:
    """The public key of a Multikey."""
    return Ed25519PublicKey.from_public_bytes(_body(decode_base58(text), PUBLIC))


def read_secret(text: object) -> Ed25519PrivateKey:
    """The signing key of a Multikey."""
    return Ed25519PrivateKey.from_private_bytes(_body(decode_base58(text), SECRET))


def _body(data: bytes, prefix: bytes) -> bytes:
    if not data.startswith(prefix) or len(data) != len(prefix) + KEY_BYTES:
        raise WrongKey("It is not an Ed25519 key.")
    return data[len(prefix) :]


def did_key(public: str) -> str:
    """The DID that is nothing but a key."""
    return f"did:key:{public}"


def key_of_did_key(did: str) -> Ed25519PublicKey:
    """The key that a did:key spells out."""
    return read_public(did.removeprefix("did:key:"))


def did_web(site_url: str) -> str:
    """The did:web of a site: its host, with the port percent-encoded, then any path."""
    parts = urlsplit(site_url)
    path = [quote(part, safe="") for part in parts.path.split("/") if part]
    return ":".join(["did:web", quote(parts.netloc.lower(), safe=""), *path])


def address_of_did_web(did: str) -> str:
    """Where the document of a did:web is found, for people to read; nothing here goes there."""
    host, *path = did.removeprefix("did:web:").split(":")
    place = "/".join(map(unquote, path)) if path else ".well-known"
    return f"https://{unquote(host)}/{place}/did.json"


def did_document(did: str, publics: list[str]) -> dict[str, Any]:
    """The DID document of an issuer: every key it ever signed with, newest first."""
    methods = [
        {"id": f"{did}#{public}", "type": "Multikey", "controller": did, "publicKeyMultibase": public}
        for public in publics
    ]
    return {
        "@context": ["https://www.w3.org/ns/did/v1", "https://w3id.org/security/multikey/v1"],
        "id": did,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }


def key_in_document(document: object, method_id: str) -> Ed25519PublicKey:
    """The key of `method_id` in a DID document, if the document lets it vouch for credentials."""
    if not isinstance(document, dict) or document.get("id") != method_id.split("#")[0]:
        raise WrongKey("This DID document belongs to somebody else.")
    method = _method(document, method_id)
    if method is None:
        raise WrongKey("This DID document does not list the key for vouching.")
    if method.get("controller") != document["id"] or "revoked" in method:
        raise WrongKey("This DID document does not stand by the key.")
    if "publicKeyMultibase" in method:
        return read_public(method["publicKeyMultibase"])
    return _key_of_jwk(method.get("publicKeyJwk"))


def _method(document: dict[str, Any], method_id: str) -> dict[str, Any] | None:
    for entry in _list(document.get("assertionMethod")):
        if isinstance(entry, dict) and entry.get("id") == method_id:
            return entry
        if entry == method_id:
            listed = [item for item in _list(document.get("verificationMethod")) if isinstance(item, dict)]
            return next((item for item in listed if item.get("id") == method_id), None)
    return None


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _key_of_jwk(jwk: object) -> Ed25519PublicKey:
    if not isinstance(jwk, dict) or (jwk.get("kty"), jwk.get("crv")) != ("OKP", "Ed25519"):
        raise WrongKey("This kind of key cannot be used here.")
    try:
        raw = base64.urlsafe_b64decode(str(jwk.get("x"))[:LONGEST] + "==")
        return Ed25519PublicKey.from_public_bytes(raw)
    except (ValueError, binascii.Error) as error:
        raise WrongKey("The key in this DID document is not whole.") from error
