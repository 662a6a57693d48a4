"""Starter files: YAML, and Markdown with YAML front matter."""

from pathlib import Path
from typing import Any

import yaml
from markdown_it import MarkdownIt

#: Reading safely with libyaml, where it was built in, takes a tenth of the time.
SAFE = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
READER = MarkdownIt("commonmark", {"html": False, "typographer": True}).enable(
    ["replacements", "smartquotes"]
)


class StarterFileError(ValueError):
    """A starter file cannot be read; the message names the file."""


def read_yaml(path: Path) -> Any:
    """The plain values of a YAML file."""
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=SAFE)  # noqa: S506 - a safe one
    except yaml.YAMLError as error:
        raise StarterFileError(f"{path.name}: {error}") from error


def read_page(path: Path) -> tuple[dict[str, Any], str]:
    """A file's front matter and its Markdown."""
    text = path.read_text(encoding="utf-8")
    if not text.startswith("---\n"):
        raise StarterFileError(f"{path.name}: the first line must be ---")
    head, found, body = text[4:].partition("\n---\n")
    if not found:
        raise StarterFileError(f"{path.name}: the front matter is not closed by ---")
    try:
        return yaml.load(head, Loader=SAFE), body.strip()  # noqa: S506 - a safe one
    except yaml.YAMLError as error:
        raise StarterFileError(f"{path.name}: {error}") from error


def to_html(markdown: str) -> str:
    """Markdown as HTML; raw HTML inside it is shown, never run."""
    html: str = READER.render(str(markdown or ""))
    return html.strip()


def split_blocks(markdown: str) -> list[tuple[str, Any]]:
    """A body as a list of ("text", markdown) and (block type, values), in order.

    A fence whose info string is `block <type>` holds the block's values as YAML.
    """
    lines = markdown.splitlines()
    parts: list[tuple[str, Any]] = []
    start = 0
    for token in READER.parse(markdown):
        if token.type != "fence" or not token.info.startswith("block ") or token.map is None:
            continue
        begin, end = token.map
        _add_text(parts, lines[start:begin])
        parts.append((token.info.split()[1], yaml.load(token.content, Loader=SAFE)))  # noqa: S506 - a safe one
        start = end
    _add_text(parts, lines[start:])
    return parts


def _add_text(parts: list[tuple[str, Any]], lines: list[str]) -> None:
    text = "\n".join(lines).strip()
    if text:
        parts.append(("text", text))
