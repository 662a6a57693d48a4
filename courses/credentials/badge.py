"""An Open Badges 3.0 OpenBadgeCredential, built from what a certificate says."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from courses.credentials.proofs import stamp
from courses.credentials.status import status_entry

CONTEXTS = [
    "https://www.w3.org/ns/credentials/v2",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
]
SCHEMA = {
    "id": "https://purl.imsglobal.org/spec/ob/v3p0/schema/json/ob_v3p0_achievementcredential_schema.json",
    "type": "1EdTechJsonSchemaValidator2019",
}
FRAMEWORK = "National Trauma Transformation Programme (NHS Education for Scotland)"
FRAMEWORK_URL = "https://nes.scot.nhs.uk/our-work/trauma-national-trauma-transformation-programme"
#: The four practice levels of the framework, each building on the one before.
LEVELS = ("trauma informed", "trauma skilled", "trauma enhanced", "trauma specialist")


@dataclass(frozen=True)
class Facts:
    """What a credential says: as it stands on the certificate, and where its status is kept."""

    id: str
    issuer: str
    issuer_name: str
    site_url: str
    name: str
    course_title: str
    course_url: str
    level: str
    outcomes: list[str]
    minutes: int
    awarded_at: datetime
    valid_until: datetime | None
    status_url: str
    status_index: int


def open_badge(facts: Facts) -> dict[str, Any]:
    """The credential, not signed yet. It names the holder as they asked, and holds no address of theirs."""
    badge: dict[str, Any] = {
        "@context": CONTEXTS,
        "id": facts.id,
        "type": ["VerifiableCredential", "OpenBadgeCredential"],
        "name": facts.course_title,
        "issuer": {
            "id": facts.issuer,
            "type": ["Profile"],
            "name": facts.issuer_name,
            "url": facts.site_url,
        },
        "validFrom": stamp(facts.awarded_at),
        "awardedDate": stamp(facts.awarded_at),
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {
                    "type": "IdentityObject",
                    "hashed": False,
                    "identityHash": facts.name,
                    "identityType": "name",
                }
            ],
            "achievement": _achievement(facts),
        },
        "credentialStatus": status_entry(url=facts.status_url, index=facts.status_index),
        "credentialSchema": [SCHEMA],
    }
    if facts.valid_until is not None:
        badge["validUntil"] = stamp(facts.valid_until)
    return badge


def _achievement(facts: Facts) -> dict[str, Any]:
    return {
        "id": facts.course_url,
        "type": ["Achievement"],
        "achievementType": "CertificateOfCompletion",
        "name": facts.course_title,
        "description": f"A course of about {facts.minutes} minutes, completed on {facts.issuer_name}.",
        "criteria": {
            "id": facts.course_url,
            "narrative": "Every lesson of the course is done and its final check is passed.",
        },
        "alignment": [*_outcomes(facts), *_level(facts)],
    }


def _outcomes(facts: Facts) -> list[dict[str, Any]]:
    return [
        {
            "type": ["Alignment"],
            "targetName": outcome,
            "targetUrl": facts.course_url,
            "targetFramework": facts.course_title,
            "targetType": "ceasn:Competency",
        }
        for outcome in facts.outcomes
    ]


def _level(facts: Facts) -> list[dict[str, Any]]:
    if facts.level.strip().lower() not in LEVELS:
        return []
    about = "The level of practice that the course is about. It does not say that the holder has reached it."
    return [
        {
            "type": ["Alignment"],
            "targetName": facts.level,
            "targetUrl": FRAMEWORK_URL,
            "targetFramework": FRAMEWORK,
            "targetDescription": about,
        }
    ]
