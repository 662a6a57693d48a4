"""Whether a document has the shape of an Open Badges 3.0 credential: what is missing or wrong, by name."""

from datetime import datetime
from typing import Any

CREDENTIALS_V2 = "https://www.w3.org/ns/credentials/v2"
CREDENTIALS_V1 = "https://www.w3.org/2018/credentials/v1"
BADGE_TYPES = {"OpenBadgeCredential", "AchievementCredential"}
MOST_PROBLEMS = 12


def as_list(value: Any) -> list[Any]:
    """A value that may be one thing or a list of things, as a list."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def as_dict(value: Any) -> dict[str, Any]:
    """A value that should be an object; an empty one when it is not."""
    return value if isinstance(value, dict) else {}


def text_of(value: Any, most: int = 300) -> str:
    """A value that should be a text, shortened; empty when it is not."""
    return value[:most] if isinstance(value, str) else ""


def moment(value: Any) -> datetime | None:
    """A date and time with its zone; None when it is missing or cannot be told."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) and "T" in value else None
    except ValueError:
        return None
    return found if found is not None and found.tzinfo is not None else None


def problems(document: dict[str, Any]) -> list[str]:
    """The names of the parts that a badge credential must have and this one lacks or has wrong."""
    found = [*_outside(document), *_inside(document)]
    return found[:MOST_PROBLEMS]


def _outside(document: dict[str, Any]) -> list[str]:
    contexts = as_list(document.get("@context"))
    types = {item for item in as_list(document.get("type")) if isinstance(item, str)}
    start = "validFrom" if CREDENTIALS_V2 in contexts[:1] else "issuanceDate"
    tests = {
        "@context": contexts[:1] in ([CREDENTIALS_V2], [CREDENTIALS_V1]),
        "id": bool(text_of(document.get("id"))),
        "type": "VerifiableCredential" in types and bool(types & BADGE_TYPES),
        "issuer": bool(issuer_of(document)),
        start: moment(document.get(start)) is not None,
        "proof": bool(as_list(document.get("proof"))),
    }
    for name in ("validUntil", "expirationDate"):
        if name in document:
            tests[name] = moment(document[name]) is not None
    return [name for name, fine in tests.items() if not fine]


def _inside(document: dict[str, Any]) -> list[str]:
    subject = document.get("credentialSubject")
    if not isinstance(subject, dict):
        return ["credentialSubject"]
    achievement = as_dict(subject.get("achievement"))
    tests = {
        "credentialSubject.type": "AchievementSubject" in as_list(subject.get("type")),
        "credentialSubject.id or identifier": bool(subject.get("id") or subject.get("identifier")),
        "achievement": bool(achievement),
        "achievement.id": bool(text_of(achievement.get("id"))),
        "achievement.type": "Achievement" in as_list(achievement.get("type")),
        "achievement.name": bool(text_of(achievement.get("name"))),
        "achievement.description": isinstance(achievement.get("description"), str),
        "achievement.criteria": isinstance(achievement.get("criteria"), dict),
    }
    return [name for name, fine in tests.items() if not fine]


def issuer_of(document: dict[str, Any]) -> str:
    """The issuer's identifier."""
    issuer = document.get("issuer")
    return text_of(issuer.get("id") if isinstance(issuer, dict) else issuer, 500)


def names_on(document: dict[str, Any]) -> dict[str, str]:
    """What a credential says, for people to read: none of it is proven by being said."""
    subject = as_dict(document.get("credentialSubject"))
    achievement = as_dict(subject.get("achievement"))
    issuer = as_dict(document.get("issuer"))
    entries = [item for item in as_list(subject.get("identifier")) if isinstance(item, dict)]
    named = next((item for item in entries if item.get("identityType") == "name"), {})
    return {
        "holder": text_of(named.get("identityHash")) if named.get("hashed") is False else "",
        "achievement": text_of(achievement.get("name")) or text_of(document.get("name")),
        "issuer": text_of(issuer.get("name")),
        "issuer_id": issuer_of(document),
    }
