"""What changed in the library, newest first: models and summaries published, ratings given, numbers renewed."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone
from django.utils.translation import gettext as _

from evidence.addresses import model_address, summary_address
from evidence.models import Rating, StoredPage, Synthesis
from evidence.rules import SCALE

MOST = 50
Rows = dict[int, StoredPage]


@dataclass(frozen=True)
class News:
    """One change: `key` makes its id and never changes."""

    key: str
    title: str
    text: str
    url: str
    at: datetime
    since: date

    @property
    def id(self) -> str:
        """A tag URI (RFC 4151), the same as long as the change is told."""
        host = urlsplit(settings.SITE_URL).hostname or "localhost"
        return f"tag:{host},{self.since.isoformat()}:{self.key}"


def news() -> list[News]:
    """The newest changes of what everybody may read, in four queries."""
    rows = StoredPage.objects.visible_to(AnonymousUser()).select_related("page")
    held = list(
        rows.only("kind", "slug", "title", "card", "page__first_published_at", "page__last_published_at")
    )
    models = {row.page_id: row for row in held if row.kind == StoredPage.Kind.MODEL}
    summaries = {row.page_id: row for row in held if row.kind == StoredPage.Kind.SUMMARY}
    found = [*of_models(models), *of_ratings(models), *of_summaries(summaries)]
    return sorted(found, key=lambda each: (each.at, each.key), reverse=True)[:MOST]


def of_models(models: Rows) -> Iterator[News]:
    """Models, when they were first published."""
    for pk, row in models.items():
        at = row.page.first_published_at
        if at:
            title = _("New model: %(title)s") % {"title": row.title}
            address = settings.SITE_URL + model_address(row.slug)
            yield News(f"model/{pk}", title, row.card["summary"], address, at, at.date())


def of_ratings(models: Rows) -> Iterator[News]:
    """Our ratings, each as it was given."""
    rows = Rating.objects.ours().filter(page__in=list(models)).order_by("-made_at")[:MOST]
    for rating in rows:
        row = models[rating.page_id]
        values = {"model": row.title, "word": SCALE[rating.word], "aspect": rating.aspect}
        title = _("%(model)s is rated “%(word)s” on %(aspect)s") % values
        address = settings.SITE_URL + model_address(row.slug)
        made = rating.made_at
        yield News(f"rating/{rating.pk}", title, rating.reason, address, made, made.date())


def of_summaries(summaries: Rows) -> Iterator[News]:
    """Summaries: first published, and each day on which their numbers were renewed, with what changed."""
    frozen = Synthesis.objects.filter(summary__in=list(summaries)).order_by("-published_at", "-pk")
    days: dict[tuple[int, date], list[tuple[datetime, str]]] = defaultdict(list)
    for pk, at, note in frozen.values_list("summary_id", "published_at", "change_note")[: MOST * 4]:
        days[pk, timezone.localdate(at)].append((at, note))
    for (pk, day), told in days.items():
        row = summaries[pk]
        first = row.page.first_published_at
        is_new = first is not None and timezone.localdate(first) == day
        title = _("New summary: %(title)s") if is_new else _("Summary renewed: %(title)s")
        text = " ".join(dict.fromkeys(note for _at, note in told if note))
        at = max(at for at, _note in told)
        address = settings.SITE_URL + summary_address(row.slug)
        shown = row.card["summary"] if is_new else text or row.card["summary"]
        yield News(f"summary/{pk}/{day.isoformat()}", title % {"title": row.title}, shown, address, at, day)
