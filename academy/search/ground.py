"""What of the ground can be found: plain pages, topics, places and support lines."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from academy.models import PageTopic, Place, StandardPage, SupportLine, Topic
from academy.search.audiences import PageAudiences
from academy.search.sources import EntryValues, Source


def topics_of(pages: Iterable[Any]) -> dict[int, tuple[tuple[str, str], ...]]:
    """The topics of each page, as pairs of slug and name; one query."""
    rows = PageTopic.objects.filter(content_object__in=[page.pk for page in pages]).select_related("tag")
    found: dict[int, tuple[tuple[str, str], ...]] = {}
    for row in rows.order_by("tag__name"):
        found[row.content_object_id] = (*found.get(row.content_object_id, ()), (row.tag.slug, row.tag.name))
    return found


def text_of(stream: Any) -> str:
    """The words of a stream of blocks."""
    return " ".join(map(str, stream.stream_block.get_searchable_content(stream)))


def page_entries(pages: Sequence[StandardPage]) -> list[EntryValues]:
    """Published plain pages that stand below a site's front page."""
    audiences = PageAudiences(page.path for page in pages)
    topics = topics_of(pages)
    return [
        EntryValues(
            object_id=str(page.pk),
            kind="page",
            title=page.title,
            url=page.get_url(),
            summary=page.summary,
            body=text_of(page.body),
            topics=topics.get(page.pk, ()),
            audiences=audiences.of(page.path),
            weight=15,
        )
        for page in pages
        if page.live and page.get_url()
    ]


def topic_entries(topics: Sequence[Topic]) -> list[EntryValues]:
    """Every topic."""
    return [
        EntryValues(
            object_id=str(topic.pk),
            kind="topic",
            title=topic.name,
            url=topic.get_absolute_url(),
            summary=topic.summary,
            topics=((topic.slug, topic.name),),
            weight=25,
        )
        for topic in topics
    ]


def place_entries(places: Sequence[Place]) -> list[EntryValues]:
    """Every place, by name, kind and codes."""
    return [
        EntryValues(
            object_id=str(place.pk),
            kind="place",
            title=place.name,
            url=place.get_absolute_url(),
            summary=str(place.get_kind_display()),
            body=f"{place.note} {place.gss} {place.ods}".strip(),
            weight=10,
        )
        for place in places
    ]


def line_entries(lines: Sequence[SupportLine]) -> list[EntryValues]:
    """Support lines that are shown."""
    return [
        EntryValues(
            object_id=str(line.pk),
            kind="support",
            title=line.name,
            url=reverse("support"),
            summary=". ".join(filter(None, [line.who_for, line.hours, line.region])),
            body=f"{line.get_kind_display()} {line.number}",
            weight=15,
        )
        for line in lines
        if line.live
    ]


def sources() -> list[Source]:
    """The ground's own sources."""
    return [
        Source("page", {"page": _("Page")}, StandardPage, page_entries, StandardPage.objects.live),
        Source("topic", {"topic": _("Topic")}, Topic, topic_entries, Topic.objects.all),
        Source("place", {"place": _("Place")}, Place, place_entries, Place.objects.all),
        Source("support", {"support": _("Support line")}, SupportLine, line_entries, SupportLine.objects.all),
    ]
