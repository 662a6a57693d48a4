"""Discussions as an Atom feed: of what everybody may read, or of what one member may."""

from io import StringIO
from typing import Any

from django.conf import settings
from django.db.models import Case, OuterRef, Subquery, TextField, Value, When
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from academy.permissions import AnyUser
from evidence.pictures.lettering import clean
from network.models import Post, Thread
from network.reading import Line, list_threads


def newest(person: AnyUser) -> list[Line]:
    """The threads that moved last among those that `person` may read, each with its opening words."""
    words = Case(When(state=Post.State.PUBLISHED, then="html"), default=Value(""), output_field=TextField())
    first = Post.objects.filter(pk=OuterRef("opening"), thread=OuterRef("pk")).values(words=words)
    rows = Thread.objects.annotate(opening_words=Subquery(first)).order_by("-last_at", "-pk")
    return list_threads(person, rows, 1)[0]


def drawn(lines: list[Line], *, feed_url: str, title: str) -> str:
    """Threads as Atom."""
    atom = Atom1Feed(
        title=title,
        link=settings.SITE_URL + reverse("network:threads"),
        description=_("Discussions of the network, by when somebody last wrote."),
        language="en-GB",
        author_name=settings.WAGTAIL_SITE_NAME,
        feed_url=settings.SITE_URL + feed_url,
    )
    for line in lines:
        _add(atom, line)
    text = StringIO()
    atom.write(text, "utf-8")
    return text.getvalue()


def _add(atom: Any, line: Line) -> None:
    thread = line.thread
    url = settings.SITE_URL + thread.get_absolute_url()
    words = clean(thread.opening_words or "").replace('href="/', f'href="{settings.SITE_URL}/')
    atom.add_item(
        title=clean(thread.title),
        link=url,
        description=words,
        unique_id=url,
        author_name=clean(line.writer.name),
        pubdate=thread.opened_at,
        updateddate=thread.last_at,
        categories=[thread.get_kind_display()],
    )
