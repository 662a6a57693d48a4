"""Explaining words in place: the first use of a glossary term in a lesson leads to its explanation. No Django.

Works on HTML that our own blocks and templates wrote, where every tag is closed.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

TOKEN = re.compile(r"(<[^>]*>)")
NAME = re.compile(r"</?\s*([a-zA-Z0-9]+)")
#: Inside these a link would be wrong or would mislead.
CLOSED_TO_LINKS = frozenset(
    {"a", "button", "summary", "legend", "label", "h1", "h2", "h3", "h4", "h5", "h6", "svg"}
)
VOID = frozenset({"br", "hr", "img", "input", "use", "path", "circle", "source", "track", "wbr"})


@dataclass(frozen=True)
class Term:
    """A word of the field: how it is written, its slug, and what it means."""

    term: str
    slug: str
    text: str


def explain_terms(html: str, terms: Iterable[Term]) -> tuple[str, list[Term]]:
    """The HTML with the first use of each term made a link to `#word-SLUG`, and the terms that were used.

    Longer terms are looked for first, so that “complex PTSD” is not taken for “PTSD”. Case counts only for
    abbreviations (all capitals).
    """
    wanted = sorted(terms, key=lambda term: -len(term.term))
    patterns = {term.slug: _pattern(term.term) for term in wanted}
    found: dict[str, Term] = {}
    pieces = TOKEN.split(html)
    inside: list[str] = []
    for place, piece in enumerate(pieces):
        if place % 2:
            _walk(piece, inside)
        elif piece.strip() and not CLOSED_TO_LINKS.intersection(inside):
            pieces[place] = _linked(piece, wanted, patterns, found)
    used = sorted(found.values(), key=lambda term: term.term.lower())
    return "".join(pieces), used


def _pattern(term: str) -> re.Pattern[str]:
    flags = 0 if term.isupper() else re.IGNORECASE
    return re.compile(rf"(?<![\w-]){re.escape(escape(term))}(?![\w-])", flags)


def _walk(tag: str, inside: list[str]) -> None:
    """Keep the list of open elements."""
    match = NAME.match(tag)
    if match is None:
        return
    name = match[1].lower()
    if tag.startswith("</"):
        while inside and inside.pop() != name:
            continue
    elif name not in VOID and not tag.endswith("/>"):
        inside.append(name)


def _linked(
    text: str, terms: list[Term], patterns: dict[str, re.Pattern[str]], found: dict[str, Term]
) -> str:
    """One run of text with the terms not met before made links; what is linked is looked at no more."""
    parts: list[tuple[str, bool]] = [(text, False)]
    for term in terms:
        if term.slug in found:
            continue
        for place, (piece, done) in enumerate(parts):
            match = None if done else patterns[term.slug].search(piece)
            if match is not None:
                link = f'<a class="term" href="#word-{term.slug}" data-term>{match[0]}</a>'
                before, after = (piece[: match.start()], False), (piece[match.end() :], False)
                parts[place : place + 1] = [before, (link, True), after]
                found[term.slug] = term
                break
    return "".join(piece for piece, _done in parts)
