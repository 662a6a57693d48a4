"""Local mail: letters written as files that `/mailbox/` shows. Never used on a server."""

from pathlib import Path


def letters(folder: Path) -> list[tuple[str, str]]:
    """The letters in `folder`, newest first, as (file name, text)."""
    files = sorted(folder.glob("*.log"), key=lambda file: file.stat().st_mtime, reverse=True)
    return [(file.name, file.read_text(encoding="utf-8", errors="replace")) for file in files[:50]]
