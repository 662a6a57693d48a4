"""Every page of the site is open to everybody: axe finds nothing, and nothing runs off a small screen."""

from pathlib import Path

import pytest

from tests.browser.album import MODES, Album
from tests.browser.conftest import Open

pytestmark = pytest.mark.browser
TEMPLATES = Path(__file__).parent.parent.parent / "templates"
FRAMES = ('"base.html"', '"academy/my/base_my.html"', '"allauth/layouts/')
WITHOUT_A_FRAME = {"500.html", "503.html"}


@pytest.fixture
def album(request: pytest.FixtureRequest, window: Open) -> Album:
    """What one walk through the site saw; whichever test comes first takes the walk."""
    seen: Album | None = getattr(request.config, "album", None)
    if seen is None:
        seen = request.config.album = Album()  # type: ignore[attr-defined]
        seen.walk(window())
    return seen


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_on_any_page(album: Album, mode: str) -> None:
    assert album.violations[mode] == []


def test_no_page_scrolls_sideways_on_the_smallest_phone(album: Album) -> None:
    assert {name: width for name, width in album.widths.items() if width > 320} == {}


def test_no_page_complains_breaks_the_policy_or_asks_elsewhere(album: Album) -> None:
    assert album.faults == []


def test_the_walk_passed_every_full_page_of_ours(album: Album) -> None:
    pages = {
        str(path.relative_to(TEMPLATES))
        for path in TEMPLATES.rglob("*.html")
        if any(f"extends {frame}" in path.read_text(encoding="utf-8") for frame in FRAMES)
    }
    assert (pages | WITHOUT_A_FRAME) - album.templates == set()
