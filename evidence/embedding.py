"""What other software reads from a page's head: Zotero's `citation_*` tags and schema.org's JSON-LD."""

from typing import Any

from django.conf import settings
from django.utils import timezone

from evidence.addresses import address_of
from evidence.citations import Issued, Name, Record
from evidence.citations.embedding import coins, json_ld, meta_tags

SITE = "Violence Reduction Academy"


def page_record(page: Any) -> Record:
    """A published page of the library as a reference to itself."""
    changed = page.last_published_at or page.latest_revision_created_at or timezone.now()
    return Record(
        title=page.title,
        type="report",
        authors=(Name(literal=getattr(page, "authors", "") or SITE),),
        issued=Issued(changed.year, changed.month, changed.day),
        publisher=SITE,
        url=f"{settings.WAGTAILADMIN_BASE_URL.rstrip('/')}{address_of(page)}",
        abstract=page.summary,
        language="en-GB",
    )


def head_of(page: Any) -> dict[str, Any]:
    """`tags` (pairs for <meta>), `ld` (a JSON-LD object) and `coins` of a page."""
    record = page_record(page)
    return {
        "tags": [list(pair) for pair in meta_tags(record)],
        "ld": json_ld(record),
        "coins": coins(record),
    }
