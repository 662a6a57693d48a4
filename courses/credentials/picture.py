"""The picture of a badge, drawn from the course's own pattern, with the credential baked into it."""

import io
import json
from typing import Any
from xml.sax.saxutils import escape

from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

from academy.rules import pattern
from courses.credentials.reading import KEYWORD, NAMESPACE

SIZE = 512
MIDDLE = SIZE // 2
OUTER, INNER = 244, 214
SMOOTH = 2
PAPER, WING, SUN, WHITE = (251, 248, 243), (11, 102, 96), (243, 199, 150), (255, 255, 255)
TICK = ((166, 262), (230, 326), (350, 196))


def as_text(document: dict[str, Any]) -> str:
    """A credential as text for people and machines: always the same for the same credential."""
    return json.dumps(document, ensure_ascii=False, indent=2, sort_keys=True)


def _colour(rgb: tuple[int, int, int]) -> str:
    return "#{:02x}{:02x}{:02x}".format(*rgb)


def _dots(slug: str) -> list[dict[str, float]]:
    return pattern(slug, width=SIZE, height=SIZE)


def baked_svg(document: dict[str, Any], *, slug: str, title: str) -> bytes:
    """The badge as SVG with the credential in it, as Open Badges 3.0 bakes one."""
    inside = as_text(document).replace("]]>", "]]]]><![CDATA[>")
    dots = "".join(
        f'<circle cx="{dot["x"]}" cy="{dot["y"]}" r="{dot["outer"]}" fill="{_colour(WHITE)}" '
        f'fill-opacity="{dot["opacity"]}"/>'
        for dot in _dots(slug)
    )
    line = " ".join(f"{x},{y}" for x, y in TICK)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="{NAMESPACE}" viewBox="0 0 {SIZE} {SIZE}" role="img">
<openbadges:credential><![CDATA[
{inside}
]]></openbadges:credential>
<title>{escape(title)}</title>
<defs><clipPath id="round"><circle cx="{MIDDLE}" cy="{MIDDLE}" r="{INNER}"/></clipPath></defs>
<circle cx="{MIDDLE}" cy="{MIDDLE}" r="{OUTER}" fill="{_colour(WING)}"/>
<circle cx="{MIDDLE}" cy="{MIDDLE}" r="{INNER + 10}" fill="{_colour(PAPER)}"/>
<circle cx="{MIDDLE}" cy="{MIDDLE}" r="{INNER}" fill="{_colour(WING)}"/>
<g clip-path="url(#round)">{dots}</g>
<polyline points="{line}" fill="none" stroke="{_colour(SUN)}" stroke-width="40" stroke-linecap="round"\
 stroke-linejoin="round"/>
</svg>
""".encode()


def baked_png(document: dict[str, Any], *, slug: str) -> bytes:
    """The badge as PNG with the credential in its one iTXt chunk, uncompressed as the standard asks."""
    picture = _drawn(slug)
    words = PngInfo()
    words.add_itxt(KEYWORD.decode(), as_text(document), zip=False)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", pnginfo=words)
    return buffer.getvalue()


def _drawn(slug: str) -> Image.Image:
    """The picture, drawn twice as large and then made smaller so that its edges are smooth."""
    side = SIZE * SMOOTH
    inside = Image.new("RGBA", (side, side), (*WING, 255))
    for dot in _dots(slug):
        veil = Image.new("RGBA", (side, side), (0, 0, 0, 0))
        shade = (*WHITE, round(255 * dot["opacity"]))
        ImageDraw.Draw(veil).ellipse(_box(dot["x"], dot["y"], dot["outer"]), fill=shade)
        inside.alpha_composite(veil)
    mask = Image.new("L", (side, side), 0)
    ImageDraw.Draw(mask).ellipse(_box(MIDDLE, MIDDLE, INNER), fill=255)
    badge = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    pen = ImageDraw.Draw(badge)
    pen.ellipse(_box(MIDDLE, MIDDLE, OUTER), fill=WING)
    pen.ellipse(_box(MIDDLE, MIDDLE, INNER + 10), fill=PAPER)
    badge.paste(inside, (0, 0), mask)
    points = [(x * SMOOTH, y * SMOOTH) for x, y in TICK]
    pen.line(points, fill=SUN, width=40 * SMOOTH, joint="curve")
    for x, y in TICK:
        pen.ellipse(_box(x, y, 20), fill=SUN)
    return badge.resize((SIZE, SIZE), Image.Resampling.LANCZOS)


def _box(x: float, y: float, radius: float) -> tuple[float, float, float, float]:
    return tuple(SMOOTH * value for value in (x - radius, y - radius, x + radius, y + radius))  # type: ignore[return-value]
