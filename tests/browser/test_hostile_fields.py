"""Hostile words in every text that members and staff of the network can write: nothing runs on any of its pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Any

import pytest
from django.apps import apps
from django.db import models
from playwright.sync_api import Page

from network.markup import to_html
from network.models import Post, PostRevision
from tests.browser import ground, network
from tests.browser.conftest import Open
from tests.browser.test_network import HOSTILE
from tests.browser.visits import Visit, places, press

pytestmark = pytest.mark.browser
#: Texts that the site makes or checks itself: keys, addresses, choices of a form.
OURS = {
    *("handle", "slug", "uid", "token", "secret", "place", "query", "value", "field", "html", "digest"),
    *("sort_everyone", "sort_members", "key", "source", "fact", "state", "method", "timezone", "currency"),
    *("country", "postal_code", "code", "freq", "byday", "bymonthday", "wkst", "language"),
}
KINDS = (models.CharField, models.TextField)
ADDRESSES = (models.SlugField, models.URLField, models.EmailField, models.FileField)


def texts_of(model: Any) -> list[Any]:
    """The fields of a model that hold words somebody wrote."""
    return [
        one
        for one in model._meta.local_concrete_fields
        if isinstance(one, KINDS)
        and not isinstance(one, ADDRESSES)
        and not one.choices
        and not one.primary_key
        and one.name not in OURS
    ]


def hostile(row: Any, numbers: Iterator[int]) -> dict[str, Any]:
    """Hostile words for every text of a row; a telephone number must hold a digit beside them."""
    words = {one.attname: HOSTILE[next(numbers) % len(HOSTILE)] for one in texts_of(row)}
    if "number" in words:
        words["number"] = f"0{words['number']}"
    words = {one.attname: words[one.attname][: one.max_length or None] for one in texts_of(row)}
    if isinstance(row, Post | PostRevision):
        words["html"] = to_html(words["body"])
    return words


@contextmanager
def hostile_words() -> Iterator[int]:
    """Every written text is hostile for a while; gives how many there are."""
    before: list[tuple[Any, dict[str, Any]]] = []
    numbers = count()
    try:
        for model in apps.get_app_config("network").get_models():
            for row in model._default_manager.all():
                if words := hostile(row, numbers):
                    itself = model._default_manager.filter(pk=row.pk)
                    before.append((itself, {name: getattr(row, name) for name in words}))
                    itself.update(**words)
        yield next(numbers)
    finally:
        for itself, words in before:
            itself.update(**words)


def test_no_words_of_anybody_run_on_any_page_of_the_network(window: Open, site: str) -> None:
    here = places()
    windows: dict[str, Page] = {}
    with hostile_words() as written:
        assert written > 200
        for visit in network.visits(Visit, press):
            if visit.who not in windows:
                windows[visit.who] = window(ground.named(visit.who) if visit.who else None).page()
            page = windows[visit.who]
            page.goto(site + visit.path.format(**here))
            assert page.evaluate("window.hurt") is None, visit.name
            schemes = page.evaluate("[...document.querySelectorAll('main a')].map((a) => a.protocol)")
            assert set(schemes) <= {"http:", "https:", "mailto:", "tel:", "sms:", "webcal:"}, visit.name
