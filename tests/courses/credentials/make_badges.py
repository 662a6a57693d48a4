"""Badges, issuers and keys for tests, made without a database."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from courses.credentials.badge import Facts, open_badge
from courses.credentials.checking import Issuer
from courses.credentials.keys import did_document, did_key, new_key, public_text
from courses.credentials.proofs import sign

NOW = datetime(2026, 5, 1, 12, tzinfo=UTC)
DID = "did:web:academy.example.org"
KEY = new_key()
METHOD = f"{DID}#{public_text(KEY)}"
FACTS = Facts(
    id="urn:uuid:5b2c9a3e-6f0d-4c84-9a35-1f3c1b8f2a10",
    issuer=DID,
    issuer_name="Violence Reduction Academy",
    site_url="https://academy.example.org",
    name="Zoë Łukasz-O’Neill",
    course_title="Trauma awareness",
    course_url="https://academy.example.org/learn/trauma-awareness/",
    level="Trauma informed",
    outcomes=["Explain trauma as an event, an experience and an effect"],
    minutes=110,
    awarded_at=datetime(2026, 4, 1, 9, tzinfo=UTC),
    valid_until=None,
    status_url="https://academy.example.org/credentials/status/1/",
    status_index=94567,
)


def badge(**changes: Any) -> dict[str, Any]:
    """A signed badge of ours."""
    facts = replace(FACTS, **changes)
    return sign(open_badge(facts), key=KEY, method=METHOD, created=NOW)


def badge_of_a_key() -> dict[str, Any]:
    """A badge whose issuer is nothing but a key."""
    key = new_key()
    did = did_key(public_text(key))
    document = open_badge(replace(FACTS, issuer=did))
    return sign(document, key=key, method=f"{did}#{public_text(key)}", created=NOW)


def us(record: str = "valid") -> Issuer:
    """This site as an issuer whose records say `record`."""
    return Issuer(DID, did_document(DID, [public_text(KEY)]), lambda _document: record)


def somebody_else() -> Issuer:
    """Another site, which knows nothing of our badges."""
    return Issuer(
        "did:web:elsewhere.example", did_document("did:web:elsewhere.example", []), lambda _d: "unknown"
    )
