"""Everything that shows anything: pages, lists, searches, counts, the API, feeds, calendars, letters, exports."""

from urllib.parse import quote

from django.http import HttpResponse
from django.test import Client

from tests.network.matrix.asking import Look, asking
from tests.network.matrix.expected import AUDIENCES
from tests.network.matrix.ground import Ground
from tests.network.matrix.letters import exported, letters, unpacked
from tests.network.matrix.marks import mark, words_in
from tests.network.matrix.pages import OF_MATES, pages
from tests.network.matrix.people import READERS, Reader

#: By surface and reader, the words met there.
Seen = dict[tuple[str, str], set[str]]
ZIP = "application/zip"


def page(address: str) -> Look:
    """What a page shows, or where it leads to; a form to write with says that one may."""

    def look(ground: Ground, reader: Reader) -> str:
        answer = reader.browser.get(address)
        writes = answer.status_code == 200 and address.endswith("/write/")
        circle = address.partition("shown-to-")[2].partition("/")[0]
        return content_of(answer) + (mark(f"contact form for {circle}") if writes else "")

    return look


def content_of(answer: HttpResponse) -> str:
    """Everything that an answer says, its headers included."""
    if answer.get("Content-Type", "") == ZIP:
        return unpacked(answer.content)
    return answer.content.decode(errors="replace") + "\n".join(map(str, answer.headers.values()))


def secret(address: str, key: str) -> Look:
    """What stands at a secret address of somebody's own, opened by a program that is not signed in."""

    def look(ground: Ground, reader: Reader) -> str:
        held = reader.secrets.get(key)
        return Client().get(address.format(quote(held))).content.decode() if held else ""

    return look


def everywhere(ground: Ground) -> dict[str, Look]:
    """Every surface that is opened for one reader at a time."""
    return (
        {name: page(address) for name, address in pages(ground).items()}
        | asking()
        | {
            "own feed": secret("/network/feed/{}/", "feed"),
            "own calendar": secret("/network/events/calendar/{}/", "calendar"),
            "export of one's own data": lambda ground, reader: exported(reader),
        }
    )


def who_looks(surface: str) -> list[str]:
    """Everybody; but what passes between two concerns a friend, and where all are mates one of them is enough."""
    mates = set(AUDIENCES) - {"members"} if surface.startswith(OF_MATES) else set()
    if mates and not surface.startswith(("message", "appeal")):
        mates.add("friend")
    return [name for name in READERS if name not in mates]


def look_everywhere(ground: Ground) -> Seen:
    """Open everything as everybody."""
    seen = {
        (surface, name): words_in(look(ground, ground.readers[name]))
        for surface, look in everywhere(ground).items()
        for name in who_looks(surface)
    }
    for surface, by_reader in letters(ground.readers).items():
        seen |= {(surface, name): words_in(text) for name, text in by_reader.items()}
    return seen
