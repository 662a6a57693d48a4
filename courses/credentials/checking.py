"""What a credential proves, line by line, without asking anybody over the network.

Each line is a question with an answer: proven, not proven, or wrong. Words for people stand in the
template; here are only their names.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from courses.credentials.keys import WrongKey, key_in_document, key_of_did_key
from courses.credentials.proofs import SUITE, NotCanonical, is_signed_by
from courses.credentials.shape import as_list, issuer_of, moment, names_on, problems

MOST_PROOFS = 4
PROVEN, OPEN, WRONG = "proven", "open", "wrong"


@dataclass(frozen=True)
class Line:
    """One question: its name, how it stands, why, and what it is about."""

    question: str
    stands: str
    why: str
    about: str = ""


@dataclass(frozen=True)
class Issuer:
    """Who this site is as an issuer, and what its own records say of a credential by its id.

    `record` answers "valid", "revoked", "replaced", "erased", "different" or "unknown".
    """

    did: str
    document: dict[str, Any]
    record: Callable[[dict[str, Any]], str]


@dataclass
class Report:
    """Everything that can be said about one credential."""

    names: dict[str, str]
    lines: list[Line] = field(default_factory=list)

    @property
    def verdict(self) -> str:
        """One word for all of it: "wrong", "ended", "open" or "proven"."""
        ended = {"expired", "revoked", "replaced", "erased"}
        wrong = [line for line in self.lines if line.stands == WRONG]
        if any(line.why not in ended for line in wrong):
            return "wrong"
        if wrong:
            return "ended"
        told = [line for line in self.lines if line.question != "person"]
        return "proven" if all(line.stands == PROVEN for line in told) else "open"


def check(
    document: dict[str, Any], *, now: datetime, ours: Issuer, pasted: dict[str, Any] | None = None
) -> Report:
    """Check a credential. `pasted` is the issuer's DID document, when somebody brought it along."""
    report = Report(names_on(document))
    missing = problems(document)
    report.lines.append(Line("shape", WRONG if missing else PROVEN, "shape", ", ".join(missing)))
    signature, who = _signature_and_issuer(document, now, ours, pasted)
    report.lines += [signature, who, _dates(document, now)]
    report.lines.append(_status(document, ours, signature))
    report.lines.append(Line("person", OPEN, "person"))
    return report


def is_signed(document: dict[str, Any], did_document: dict[str, Any]) -> bool:
    """Whether the issuer of this DID document signed the credential: all that can be told offline."""
    if issuer_of(document) != did_document.get("id"):
        return False
    proofs = _proofs(document)
    return bool(proofs) and all(_holds(document, proof, did_document, None) for proof in proofs)


def _proofs(document: dict[str, Any]) -> list[dict[str, Any]]:
    found = as_list(document.get("proof"))
    return [proof for proof in found if isinstance(proof, dict)] if len(found) <= MOST_PROOFS else []


def _holds(
    document: dict[str, Any], proof: dict[str, Any], did_document: dict[str, Any] | None, now: datetime | None
) -> bool:
    return _why_not(document, proof, did_document, now) == ""


def _why_not(
    document: dict[str, Any], proof: dict[str, Any], did_document: dict[str, Any] | None, now: datetime | None
) -> str:
    """Empty when a proof holds; otherwise what stands in the way."""
    if proof.get("type") != "DataIntegrityProof" or proof.get("cryptosuite") != SUITE:
        return "suite"
    if proof.get("proofPurpose") != "assertionMethod" or "previousProof" in proof:
        return "purpose"
    try:
        key = _key(str(proof.get("verificationMethod")), did_document)
        if key is None:
            return "no_key"
        if not is_signed_by(document, proof, key):
            return "altered"
    except WrongKey:
        return "wrong_key"
    except NotCanonical:
        return "altered"
    ends = moment(proof.get("expires"))
    return "proof_expired" if "expires" in proof and now and (ends is None or ends < now) else ""


def _key(method: str, did_document: dict[str, Any] | None) -> Ed25519PublicKey | None:
    if method.startswith("did:key:"):
        did, _hash, fragment = method.partition("#")
        if fragment not in ("", did.removeprefix("did:key:")):
            raise WrongKey("A did:key has only one key, named by itself.")
        return key_of_did_key(did)
    return None if did_document is None else key_in_document(did_document, method)


def _signature_and_issuer(
    document: dict[str, Any], now: datetime, ours: Issuer, pasted: dict[str, Any] | None
) -> tuple[Line, Line]:
    issuer, proofs = issuer_of(document), _proofs(document)
    known = ours.document if issuer == ours.did else pasted
    if not proofs:
        return Line("signature", WRONG, "no_proof"), Line("issuer", OPEN, "unsigned", issuer)
    for proof in proofs:
        method = str(proof.get("verificationMethod"))[:500]
        why = _why_not(document, proof, known, now)
        if why:
            stands = OPEN if why in ("suite", "no_key") else WRONG
            about = str(proof.get("cryptosuite") or proof.get("type"))[:80] if why == "suite" else method
            return Line("signature", stands, why, about), _issuer_unproven(issuer, why)
        if method.split("#")[0] != issuer:
            return Line("signature", PROVEN, "signed", method), Line("issuer", WRONG, "other_issuer", issuer)
    return Line("signature", PROVEN, "signed", method), _issuer_proven(issuer, ours, pasted)


def _issuer_unproven(issuer: str, why: str) -> Line:
    method = "web" if issuer.startswith("did:web:") else "other"
    return Line("issuer", OPEN, f"{method}_no_key" if why == "no_key" else "unsigned", issuer)


def _issuer_proven(issuer: str, ours: Issuer, pasted: dict[str, Any] | None) -> Line:
    if issuer == ours.did:
        return Line("issuer", PROVEN, "ours", issuer)
    if issuer.startswith("did:key:"):
        return Line("issuer", OPEN, "key_only", issuer)
    return Line("issuer", OPEN, "pasted", issuer)


def _dates(document: dict[str, Any], now: datetime) -> Line:
    start = moment(document.get("validFrom") or document.get("issuanceDate"))
    until = document.get("validUntil") or document.get("expirationDate")
    end = moment(until)
    if start is None or (until and end is None):
        return Line("dates", WRONG, "no_dates")
    if start > now:
        return Line("dates", WRONG, "not_yet", start.isoformat())
    if end is not None and end < now:
        return Line("dates", WRONG, "expired", end.isoformat())
    return Line("dates", PROVEN, "until" if end else "no_end", end.isoformat() if end else "")


def _status(document: dict[str, Any], ours: Issuer, signature: Line) -> Line:
    if issuer_of(document) != ours.did:
        return Line("status", OPEN, "elsewhere" if document.get("credentialStatus") else "no_list")
    if signature.stands != PROVEN:
        return Line("status", OPEN, "not_asked")
    answer = ours.record(document)
    return Line("status", PROVEN if answer == "valid" else WRONG, answer)
