"""From a drawing to SVG: on a page, coloured by the style sheet, or as a file with colours of its own."""

from xml.sax.saxutils import escape, quoteattr

from evidence.pictures.lettering import SMALL, TEXT, clean, fitted, wrapped
from evidence.pictures.marks import Drawing, Picture, Words, number

#: A file knows no theme: ink on white. The looks are those of css/evidence.css.
STYLE = f"""
text{{font:{TEXT:.0f}px system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif;fill:#1b2a32}}
.head,.on,.off{{font-weight:700}}.small,.note,.on,.off{{font-size:{SMALL:.0f}px}}.note{{fill:#51616a}}.on{{fill:#fff}}
line,polyline{{fill:none;stroke:#1b2a32;stroke-width:2}}.rule,.cell{{stroke:#ded6c8;stroke-width:1}}
.axis,.null,.limit,.pooled-line{{stroke:#51616a;stroke-width:1.5}}.limit,.gap{{stroke-dasharray:3 3}}
.pooled-line,.predict,.out{{stroke-dasharray:5 4}}.square,.diamond,.dot,.arrow,.mark{{fill:#3c4a9c}}.mark{{stroke:#fff}}
.predict,.full,.band{{fill:#e8eaf7}}.predict,.full{{stroke:#3c4a9c;stroke-width:1.5}}.box,.cell,.gap,.apart,.hollow{{fill:#fff}}
.box,.out,.gap{{stroke:#77838a;stroke-width:1.5}}.out{{fill:#f4efe6}}.apart{{stroke:#1b2a32;stroke-width:2.5}}
.hollow{{stroke:#3c4a9c;stroke-width:2}}.way{{stroke:#77838a}}.tip{{fill:#77838a}}polyline{{stroke-width:3}}
.step-0{{stroke:#3c4a9c}}.step-1{{stroke:#0b6660;stroke-dasharray:9 4}}
.step-2{{stroke:#782e61;stroke-dasharray:3 3}}.step-3{{stroke:#1b2a32;stroke-dasharray:12 4 3 4}}
"""


MARGIN, HEADROOM = 24.0, 52.0


def svg_of(picture: Picture, drawing: Drawing, *, key: str) -> str:
    """A drawing for a page; `key` makes its ids its own."""
    marks = "".join(mark.markup for mark in drawing.marks)
    look = f' class="drawing {drawing.shape} of-{picture.kind}"'
    return _sheet(picture, f"{key}-{drawing.shape}", drawing.width, drawing.height, look, marks)


def standalone(picture: Picture, *, source: str = "") -> str:
    """The wide drawing as a file that needs nothing else, with its title, its key and where it comes from."""
    width, room = picture.wide.width + 2 * MARGIN, picture.wide.width
    foot = HEADROOM + picture.wide.height + 24
    notes = [line for text in (picture.note, source) for line in wrapped(clean(text), room, "note", most=4)]
    height = foot + 20 * len(notes) + MARGIN / 2
    title = Words(0, 4, fitted(clean(picture.title), room, "head"), "head")
    under = [Words(0, foot - HEADROOM + 20 * place, line, "note") for place, line in enumerate(notes)]
    marks = "".join(mark.markup for mark in (*picture.wide.marks, *under))
    inside = (
        f'<style>{STYLE}</style><rect width="{number(width)}" height="{number(height)}" fill="#fff"/>'
        f'<g transform="translate({number(MARGIN)} 28)">{title.markup}</g>'
        f'<g transform="translate({number(MARGIN)} {number(HEADROOM)})">{marks}</g>'
    )
    size = f' width="{number(width)}" height="{number(height)}"'
    body = _sheet(picture, "picture", width, height, size, inside)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{body}\n'


def _sheet(picture: Picture, name: str, width: float, height: float, more: str, inside: str) -> str:
    title, words = quoteattr(f"{name}-title"), quoteattr(f"{name}-desc")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg"{more} viewBox="0 0 {number(width)} {number(height)}" role="img"'
        f" aria-labelledby={quoteattr(f'{name}-title {name}-desc')}>"
        f"<title id={title}>{escape(clean(picture.title))}</title>"
        f"<desc id={words}>{escape(clean(picture.description))}</desc>{inside}</svg>"
    )
