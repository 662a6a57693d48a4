"""Every block that editors may use says what it is, can be previewed, and draws itself."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.template.loader import get_template
from django.test import Client
from django.urls import reverse
from wagtail import blocks

from academy.models import HomePage
from courses.models import LessonPage
from tests import make

pytestmark = pytest.mark.django_db
OURS = ("academy.", "courses.")


def inside(block: blocks.Block) -> Iterator[blocks.Block]:
    """The blocks a block is made of."""
    if isinstance(block, blocks.ListBlock):
        yield block.child_block
    elif isinstance(block, blocks.StreamBlock | blocks.StructBlock):
        yield from block.child_blocks.values()


def every(block: blocks.Block) -> Iterator[blocks.Block]:
    """All blocks of ours below a block, at any depth."""
    for child in inside(block):
        if type(child).__module__.startswith(OURS):
            yield child
        yield from every(child)


def bodies() -> list[blocks.Block]:
    """The bodies that pages have."""
    return [page._meta.get_field("body").stream_block for page in (HomePage, LessonPage)]


FOUND = [block for body in bodies() for block in every(body)]
BLOCKS = {f"{place} {type(block).__name__}": block for place, block in enumerate(FOUND)}


def test_lessons_and_plain_pages_hold_the_blocks_we_know() -> None:
    names = {name.split()[1] for name in BLOCKS}
    assert {"TextBlock", "SensitiveBlock", "StepBlock", "ChoiceBlock", "CheckBlock"} <= names
    assert len(names) == 18


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
def test_a_block_tells_editors_what_it_is(block: Any) -> None:
    assert str(block.get_description()).endswith(".")
    assert block.meta.icon != blocks.Block._meta_class.icon
    assert block.is_previewable
    assert get_template(block.meta.template).origin.name.endswith(block.meta.template)


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
def test_a_block_draws_its_preview(block: Any) -> None:
    assert block.render(block.get_preview_value()).strip()


@pytest.fixture
def author(client_for: Callable[..., Client]) -> Client:
    """An author in the editors' rooms."""
    return client_for(make.staff("author@example.org", "Course authors"))


@pytest.mark.parametrize("block", BLOCKS.values(), ids=BLOCKS)
def test_an_author_sees_the_preview_as_readers_would(author: Client, block: Any) -> None:
    address = reverse("wagtailadmin_block_preview")
    answer = author.get(address, {"id": block.definition_prefix})
    assert answer.status_code == 200
    assert "css/components.css" in answer.content.decode()
