"""What can be harvested: published models and summaries that everybody may read, oldest change first."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core import signing
from django.db.models import Q, QuerySet
from django.utils import timezone

from evidence.models import StoredPage
from evidence.oai.protocol import SETS, Wrong, check_prefix, span_of

AT_ONCE = 50
SALT = "evidence.oai"
LASTS = timedelta(hours=24)
KINDS = {"models": StoredPage.Kind.MODEL, "summaries": StoredPage.Kind.SUMMARY}
SET_OF = {kind: name for name, kind in KINDS.items()}


@dataclass(frozen=True)
class Token:
    """Where a list goes on: what was asked for, the last record given, how many were given before."""

    verb: str
    asked: dict[str, str]
    at: str
    pk: int
    given: int

    def __str__(self) -> str:
        return signing.dumps(asdict(self), salt=SALT, compress=True)


def token_from(text: str, verb: str) -> Token:
    """A token that we gave for this verb within the last day. Raises Wrong."""
    try:
        token = Token(**signing.loads(text, salt=SALT, max_age=LASTS))
    except (signing.BadSignature, TypeError, ValueError) as error:
        raise Wrong(
            "badResumptionToken", "This token is not ours, or it has expired. Begin again."
        ) from error
    if token.verb != verb:
        raise Wrong("badResumptionToken", "This token belongs to another verb.")
    return token


def everything() -> QuerySet[StoredPage]:
    """All that everybody may read."""
    return StoredPage.objects.visible_to(AnonymousUser()).select_related("page").order_by("stored_at", "pk")


def matching(asked: dict[str, str]) -> QuerySet[StoredPage]:
    """The records of a time and a set. Raises Wrong."""
    check_prefix(asked.get("metadataPrefix", ""))
    span, rows = span_of(asked), everything()
    if "set" in asked:
        if asked["set"] not in SETS:
            raise Wrong("noRecordsMatch", "There is no such set.")
        rows = rows.filter(kind=KINDS[asked["set"]])
    if span.start:
        rows = rows.filter(stored_at__gte=span.start)
    return rows.filter(stored_at__lt=span.end) if span.end else rows


@dataclass(frozen=True)
class Part:
    """A part of a list: its records, where it begins, how long the list is, and the token for the rest."""

    rows: list[StoredPage]
    cursor: int
    size: int
    rest: str
    until: datetime

    @property
    def is_whole(self) -> bool:
        """Whether the list needed no token at all."""
        return self.cursor == 0 and not self.rest


def part_of(given: dict[str, str]) -> Part:
    """The part of a list that a request asks for. Raises Wrong.

    A token holds its place by the last record given, so that changes in between neither repeat nor skip
    what did not change; what changed comes again at the end.
    """
    token = token_from(given["resumptionToken"], given["verb"]) if "resumptionToken" in given else None
    asked = token.asked if token else {name: value for name, value in given.items() if name != "verb"}
    rows = matching(asked)
    left, before = rows, 0
    if token:
        at, before = datetime.fromisoformat(token.at), token.given
        left = rows.filter(Q(stored_at__gt=at) | Q(stored_at=at, pk__gt=token.pk))
    found = list(left[: AT_ONCE + 1])
    if not found and not token:
        raise Wrong("noRecordsMatch", "Nothing was published or changed in that time.")
    shown, rest = found[:AT_ONCE], ""
    if len(found) > AT_ONCE:
        last = shown[-1]
        rest = str(Token(given["verb"], asked, last.stored_at.isoformat(), last.pk, before + len(shown)))
    return Part(shown, before, max(rows.count(), before + len(shown)), rest, timezone.now() + LASTS)


def host() -> str:
    """The site's own name in identifiers."""
    return urlsplit(settings.SITE_URL).hostname or "localhost"


def identifier_of(stored: StoredPage) -> str:
    """A record's identifier, the same as long as the page lives."""
    return f"oai:{host()}:{stored.kind}-{stored.page_id}"


def record_with(identifier: str) -> StoredPage:
    """The record with this identifier. Raises Wrong."""
    start = f"oai:{host()}:"
    kind, _dash, number = identifier.removeprefix(start).partition("-")
    fits = identifier.startswith(start) and number.isascii() and number.isdigit() and len(number) < 19
    found = everything().filter(kind=kind, page_id=int(number)).first() if fits else None
    if found is None:
        raise Wrong("idDoesNotExist", "There is no published record with this identifier.")
    return found


def earliest() -> datetime:
    """When the oldest record changed last; now, where there is none."""
    first: Any = everything().values_list("stored_at", flat=True).first()
    return first or timezone.now()
