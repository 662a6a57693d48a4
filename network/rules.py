"""Pure rules of the network: no Django, no database."""

import re
import unicodedata

#: Handles that would read as an address or an office of the site.
RESERVED = frozenset(
    """
    suggested left admin administrator moderator moderators owner owners staff support help system academy network nhs
    police map new edit me join api card contact block everyone members nobody anonymous former-member
    """.split()  # noqa: SIM905 - a block of words reads better than a dozen lines
)
LONGEST_HANDLE = 40


def handle_from(name: str) -> str:
    """A handle from a name: plain letters, digits and hyphens; "member" when nothing is left."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:30].strip("-")
    return made if is_handle(made) else "member"


def is_handle(handle: str) -> bool:
    """Whether a handle is of 3 to 40 small letters, digits and single hyphens, and no office's name."""
    fits = re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", handle) is not None
    if re.fullmatch(r"left-\d+", handle):  # what stands in the row of a member who left
        return False
    return fits and 3 <= len(handle) <= LONGEST_HANDLE and handle not in RESERVED


def holds_number(text: str) -> bool:
    """Whether a text holds four digits or more together, as a registration number does; a year is none."""
    runs = re.findall(r"\d{4,}", text)
    return any(not re.fullmatch(r"(?:19|20)\d\d", run) for run in runs)
