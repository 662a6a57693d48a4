"""The HTML of every page: it parses, and what it says of itself is true."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest
from django.test import Client
from html5lib.constants import E as WORDS

from tests.test_pages import TABLE, filled, personas, world  # noqa: F401 - fixtures

ROOMS = ("learning", "links", "people", "practice", "publish-check", "ratings", "references", "screening")
OUR_ROOMS = tuple(f"/cms/{room}/" for room in (*ROOMS, "signing-keys"))
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
NOT_TYPED = ("hidden", "submit", "button", "image")
LOADED = {"link": "href", "script": "src", "img": "src", "source": "src", "iframe": "src", "use": "href"}
NAMED_BY = ("aria-label", "aria-labelledby", "aria-hidden")
POINTERS = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "form", "list")


@dataclass
class Sheet:
    """One page as it was answered."""

    name: str
    template: str
    root: Element
    errors: list[str]

    def each(self, *tags: str) -> Iterator[Element]:
        """Elements of these kinds, in order."""
        return (item for item in self.root.iter() if item.tag in tags)

    @property
    def title(self) -> str:
        """The page's title."""
        return " ".join(said(item) for item in self.each("title") if item in list(self.root[0]))


def said(item: Element) -> str:
    """The text of an element."""
    return " ".join("".join(item.itertext()).split())


def parse(name: str, response: Any) -> Sheet:
    """Read a page strictly."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(response.content.decode())
    errors = [f"line {place[0]}: {WORDS[code] % values}" for place, code, values in parser.errors]
    return Sheet(name, str(response.templates[0].name), root, errors)


@pytest.fixture
def sheets(request: pytest.FixtureRequest) -> list[Sheet]:
    """Every page of the table as visitor, learner and owner see it; read once, for all tests here."""
    kept: list[Sheet] | None = getattr(request.config, "sheets", None)
    if kept is None:
        request.getfixturevalue("db")
        known, people = request.getfixturevalue("world"), request.getfixturevalue("personas")
        kept = request.config.sheets = list(read(known, people))  # type: ignore[attr-defined]
    return kept


def read(known: dict[str, str], people: dict[str, Client]) -> Iterator[Sheet]:
    """Ask for every page."""
    for pattern in TABLE:
        address = filled(pattern, known)
        for who in ("visitor", "learner", "owner"):
            answer = people[who].get(pattern if "NOSUCH" in pattern else address)
            if answer.status_code in (200, 404) and is_ours(pattern, answer):
                yield parse(f"{pattern} as {who}", answer)
    yield parse("/contact/ with errors", people["visitor"].post("/contact/", {}))
    yield parse("/account/signup/ with errors", people["visitor"].post("/account/signup/", {}))


def is_ours(pattern: str, answer: Any) -> bool:
    """A whole HTML page that we draw: Wagtail draws the editors' rooms, but for our own among them."""
    drawn_by_wagtail = pattern.startswith("/cms/") and not pattern.startswith(OUR_ROOMS)
    return answer["Content-Type"].startswith("text/html") and not drawn_by_wagtail


def not_parsed(sheet: Sheet) -> list[str]:
    return sheet.errors


def not_one_heading(sheet: Sheet) -> list[str]:
    found = [said(item) for item in sheet.each("h1")]
    return [] if len(found) == 1 and found[0] else [f"h1: {found}"]


def skipped_levels(sheet: Sheet) -> list[str]:
    levels = [(int(item.tag[1]), said(item)) for item in sheet.each(*HEADINGS)]
    pairs = zip([(0, ""), *levels], levels, strict=False)
    return [f"h{level} {text} after h{before}" for (before, _), (level, text) in pairs if level > before + 1]


def repeated_ids(sheet: Sheet) -> list[str]:
    ids = Counter(item.get("id") for item in sheet.root.iter() if item.get("id"))
    return [f"id {name} {count} times" for name, count in ids.items() if count > 1]


def dangling(sheet: Sheet) -> list[str]:
    ids = {item.get("id") for item in sheet.root.iter()}
    named = [
        (item, word) for item in sheet.root.iter() for key in POINTERS for word in item.get(key, "").split()
    ]
    named += [
        (item, item.get("href", "")[1:]) for item in sheet.each("a") if item.get("href", "").startswith("#")
    ]
    return [f"{item.tag} points to {word}, which is not there" for item, word in named if word not in ids]


def nameless_controls(sheet: Sheet) -> list[str]:
    labelled = {item.get("for") for item in sheet.each("label")}
    labelled |= {item.get("id") for label in sheet.each("label") for item in label.iter()} - {None}
    inside = {item for label in sheet.each("label") for item in label.iter()}
    typed = [item for item in sheet.each("input", "select", "textarea") if item.get("type") not in NOT_TYPED]
    bare = [i for i in typed if i.get("id") not in labelled and i not in inside and not i.get("aria-label")]
    bare += [i for i in sheet.each("button", "a", "summary") if not (said(i) or i.get("aria-label"))]
    return [f"{item.tag} {item.get('name') or item.get('href') or ''} has no name" for item in bare]


def pictures_without_words(sheet: Sheet) -> list[str]:
    images = [f"img {item.get('src')}" for item in sheet.each("img") if item.get("alt") is None]
    drawings = [item for item in sheet.root.iter() if str(item.tag).endswith("svg")]
    unsaid = [item for item in drawings if not any(item.get(name) for name in NAMED_BY)]
    return images + [f"svg {item.get('class')}" for item in unsaid]


def inline(sheet: Sheet) -> list[str]:
    wrong = [f"{item.tag} {key}" for item in sheet.root.iter() for key in item.attrib if is_inline(str(key))]
    run = [item for item in sheet.each("script") if item.get("type") != "application/ld+json"]
    wrong += [f"script {said(item)[:40]}" for item in run if not item.get("src")]
    return wrong + [f"style {said(item)[:40]}" for item in sheet.each("style")]


def is_inline(attribute: str) -> bool:
    return attribute == "style" or attribute.startswith("on")


def loaded_from_elsewhere(sheet: Sheet) -> list[str]:
    found = [(item, str(item.get(LOADED[item.tag], ""))) for item in sheet.each(*LOADED)]
    return [f"{item.tag} {url}" for item, url in found if url.startswith(("http:", "https:", "//"))]


def without_language(sheet: Sheet) -> list[str]:
    return [] if sheet.root.get("lang") == "en-GB" else ["no language"]


RULES = [
    not_parsed,
    not_one_heading,
    skipped_levels,
    repeated_ids,
    dangling,
    nameless_controls,
    pictures_without_words,
    inline,
    loaded_from_elsewhere,
    without_language,
]


@pytest.mark.django_db
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_no_page_breaks_a_rule_of_markup(sheets: list[Sheet], rule: Callable[[Sheet], list[str]]) -> None:
    assert [f"{sheet.name}: {fault}" for sheet in sheets for fault in rule(sheet)] == []


@pytest.mark.django_db
def test_no_two_kinds_of_page_share_a_title(sheets: list[Sheet]) -> None:
    kinds = defaultdict(set)
    for sheet in sheets:
        kinds[sheet.title].add(sheet.template)
    assert {title: names for title, names in kinds.items() if len(names) > 1 or not title} == {}


@pytest.mark.django_db
def test_many_pages_were_read(sheets: list[Sheet]) -> None:
    assert len(sheets) > 60
    assert len({sheet.template for sheet in sheets}) > 20
