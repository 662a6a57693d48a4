"""Pictures as geometry: where every line and word stands. No Django, so that anybody can draw them again.

Every builder returns a `Picture`: a title, the same in words, the same as a table, and two drawings, one for
a wide screen and one for a phone. `markup.svg_of` writes a drawing for a page, `markup.standalone` for a file.
"""

from evidence.pictures.marks import NARROW, WIDE, Drawing, Picture, Table

__all__ = ["NARROW", "WIDE", "Drawing", "Picture", "Table"]
