"""Every pair of colours the site puts together can be read, in both themes: WCAG 2.2, 1.4.3 and 1.4.11."""

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.pure

TOKENS = Path(__file__).resolve().parent.parent / "static" / "css" / "tokens.css"
TEXT, GRAPHIC = 4.5, 3.0
GROUNDS = ("paper", "surface", "sunk")
WINGS = ("ground", "learn", "evidence", "network")
STATES = ("good", "warn", "stop")

#: (foreground, background, what it is): text must reach 4.5:1, large text, lines and marks 3:1.
TEXT_PAIRS = [
    *[("ink", ground, "body text") for ground in GROUNDS],
    *[("ink", f"{hue}-tint", "text on a tint") for hue in (*WINGS, *STATES)],
    *[("muted", ground, "small print") for ground in GROUNDS],
    *[("muted", f"{wing}-tint", "small print on a tint") for wing in WINGS],
    *[(wing, ground, "links and quiet buttons") for wing in WINGS for ground in GROUNDS],
    *[(wing, f"{wing}-tint", "tags and current places") for wing in WINGS],
    *[("on-wing", wing, "button words") for wing in WINGS],
    *[(state, f"{state}-tint", "tags of a state") for state in STATES],
    *[(state, ground, "verdicts and errors") for state in STATES for ground in GROUNDS],
    ("surface", "stop", "danger button and unread count"),
    ("on-deep", "deep", "foot of the page and leave bar"),
    ("deep-muted", "deep", "small print at the foot"),
    ("deep", "on-deep", "the leave link"),
]
GRAPHIC_PAIRS = [
    *[("edge", ground, "edges of fields and choices") for ground in GROUNDS],
    *[("ink", ground, "focus ring, outer line") for ground in GROUNDS],
    *[("on-deep", "deep", "focus ring at the foot")],
    *[(wing, "line", "drawn part of a progress ring against the rest") for wing in WINGS],
    *[(state, f"{state}-tint", "edge of a banner") for state in STATES],
]


def themes() -> dict[str, dict[str, str]]:
    """The colours of each theme by token name; dark takes what it does not change from light."""
    css = TOKENS.read_text(encoding="utf-8")
    light, dark = css.split("@media screen and (prefers-color-scheme: dark)")
    named = r"--([a-z-]+):\s*(#[0-9a-f]{6})"
    plain = dict(re.findall(named, light))
    return {"light": plain, "dark": plain | dict(re.findall(named, dark))}


def luminance(colour: str) -> float:
    """Relative luminance of a #rrggbb colour."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, from 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back", "role"), TEXT_PAIRS)
def test_text_can_be_read(theme: str, front: str, back: str, role: str) -> None:
    colours = themes()[theme]
    ratio = contrast(colours[front], colours[back])
    assert ratio >= TEXT, f"{role}: {front} on {back} is {ratio:.2f}:1 in the {theme} theme"


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back", "role"), GRAPHIC_PAIRS)
def test_lines_and_marks_can_be_seen(theme: str, front: str, back: str, role: str) -> None:
    colours = themes()[theme]
    ratio = contrast(colours[front], colours[back])
    assert ratio >= GRAPHIC, f"{role}: {front} on {back} is {ratio:.2f}:1 in the {theme} theme"


def test_every_colour_of_the_light_theme_has_its_dark_counterpart() -> None:
    css = TOKENS.read_text(encoding="utf-8")
    light, dark = css.split("@media screen and (prefers-color-scheme: dark)")
    names = [set(re.findall(r"--([a-z-]+):\s*#", part)) for part in (light, dark)]
    assert names[0] == names[1]


def test_no_colour_is_named_outside_the_tokens() -> None:
    allowed = {"tokens.css", "editors.css", "print.css"}
    sheets = [sheet for sheet in TOKENS.parent.glob("*.css") if sheet.name not in allowed]
    strays = {sheet.name: re.findall(r"[: ](#[0-9a-fA-F]{3,8})\b", sheet.read_text()) for sheet in sheets}
    assert not {name for name, found in strays.items() if set(found) - {"#000", "#fff"}}
