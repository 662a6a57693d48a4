"""What members write, in Markdown, as safe HTML: no HTML of theirs, no picture from elsewhere, no script."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

LONGEST = 20_000
MOST_MENTIONS = 10
MENTION = re.compile(r"(?<![\w@/.])@([a-z0-9](?:[a-z0-9-]{1,38}[a-z0-9]))(?![\w@-])", re.I)
LINK = re.compile(r"(?:https?://|www\.)[^\s<>()]+|\]\(", re.I)
TAGS = {
    *("p", "br", "strong", "em", "s", "code", "pre", "blockquote", "hr"),
    *("ul", "ol", "li", "a", "h3", "h4", "h5", "table", "thead", "tbody", "tr", "th", "td"),
}
SCHEMES = {"http", "https", "mailto", "tel"}
#: Headings of a post stand below those of its page.
LOWER = {"h1": "h3", "h2": "h4", "h3": "h5", "h4": "h5", "h5": "h5", "h6": "h5"}


@lru_cache(maxsize=1)
def reader() -> MarkdownIt:
    """CommonMark with tables and strikethrough; HTML and pictures are left as text."""
    made = MarkdownIt("commonmark", {"html": False, "breaks": True}).enable(["table", "strikethrough"])
    made.disable(["image", "html_inline", "html_block"])
    made.core.ruler.push("lower_headings", lower_headings)
    made.core.ruler.push("mentions", link_mentions)
    return made


def lower_headings(state: StateCore) -> None:
    """Put headings below those of the page."""
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close"):
            token.tag = LOWER[token.tag]


def link_mentions(state: StateCore) -> None:
    """Make links of the mentions whose address is known; within links and code they stay words."""
    known: Mapping[str, str] = state.env.get("mentions", {})
    for token in state.tokens:
        if known and token.type == "inline" and token.children:
            token.children = [*_with_links(token.children, known)]


def _with_links(children: list[Token], known: Mapping[str, str]) -> list[Token]:
    found: list[Token] = []
    depth = 0
    for child in children:
        depth += child.nesting if child.type in ("link_open", "link_close") else 0
        if child.type == "text" and not depth:
            found += _pieces(child.content, known)
        else:
            found.append(child)
    return found


def _pieces(text: str, known: Mapping[str, str]) -> list[Token]:
    found: list[Token] = []
    at = 0
    for match in MENTION.finditer(text):
        address = known.get(match[1].lower())
        if address is None:
            continue
        found += [_text(text[at : match.start()]), *_link(match[0], address)]
        at = match.end()
    return [*found, _text(text[at:])]


def _text(content: str) -> Token:
    return Token("text", "", 0, content=content)


def _link(content: str, address: str) -> list[Token]:
    return [Token("link_open", "a", 1, attrs={"href": address}), _text(content), Token("link_close", "a", -1)]


def mentioned(text: str) -> list[str]:
    """The handles that a text may mention, in small letters, each once, ten at most."""
    return list(dict.fromkeys(match[1].lower() for match in MENTION.finditer(text)))[:MOST_MENTIONS]


def count_links(text: str) -> int:
    """How many links a text holds, written out or hidden behind words."""
    return len(LINK.findall(text))


def to_html(text: str, mentions: Mapping[str, str] | None = None) -> str:
    """A text as HTML that is safe to show; `mentions` leads from handles to addresses."""
    env: dict[str, Any] = {"mentions": mentions or {}}
    html = reader().render(text[:LONGEST], env)
    return nh3.clean(
        html, tags=TAGS, attributes={"a": {"href"}}, url_schemes=SCHEMES, link_rel="nofollow ugc noopener"
    )


def quoted(text: str, most: int = 600) -> str:
    """A text as a quotation to begin an answer with."""
    kept = text.strip()[:most]
    return "".join(f"> {line}\n" for line in kept.splitlines()) + "\n"
