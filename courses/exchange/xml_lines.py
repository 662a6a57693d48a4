"""XML read safely, each element knowing its line. Declarations of types and entities are refused."""

import re
from typing import Any
from xml.etree.ElementTree import Element, ParseError, TreeBuilder

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser
from django.utils.translation import gettext_lazy as _

from courses.exchange.drafts import UnreadableFile

LINE = "{line}"
DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
DEEPEST = 50


class _Lined(TreeBuilder):
    """Notes the line of each element, and refuses what is nested without end."""

    def __init__(self) -> None:
        super().__init__()
        self.depth = 0
        self.expat: Any = None

    def start(self, tag: Any, attrs: Any) -> Element:
        self.depth += 1
        if self.depth > DEEPEST:
            raise UnreadableFile(_("This XML is nested too deeply to be a list of questions."))
        return super().start(tag, {**attrs, LINE: str(self.expat.CurrentLineNumber)})

    def end(self, tag: Any) -> Element:
        self.depth -= 1
        return super().end(tag)


def parsed(text: str) -> Element:
    """The root of an XML text. Raises UnreadableFile, which names the line."""
    blank = DECLARATION.sub(lambda match: "\n" * match[0].count("\n"), text, count=1)
    builder = _Lined()
    parser = DefusedXMLParser(target=builder, forbid_dtd=True)
    builder.expat = parser.parser
    try:
        parser.feed(blank)
        root: Element = parser.close()
    except DefusedXmlException as error:
        raise UnreadableFile(
            _(
                "This XML declares entities or a document type, which we do not read. Export it anew from Moodle."
            )
        ) from error
    except ParseError as error:
        words = _("This XML breaks off or is damaged at line %(line)s. Export it anew, and send that file.")
        raise UnreadableFile(words % {"line": error.position[0]}) from error
    return root


def line_of(element: Element) -> int:
    """The line at which an element begins."""
    return int(element.get(LINE, "0"))
