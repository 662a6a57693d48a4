"""What somebody wrote in an answer, without what their mail program quoted and put beneath. No Django here."""

import re
from html.parser import HTMLParser

#: "On Thu, 26 Nov 2026 at 10:00, Ann <ann@example.org> wrote:", which programs wrap over up to three lines.
ATTRIBUTION = re.compile(r"^\W{0,20}On\b.{0,300}\bwrote:\s*$", re.IGNORECASE | re.DOTALL)
WHEN = re.compile(r"\b\d{1,2}[:.]\d{2}\b|@")
WRAPPED = 3
LONGEST_HEAD = 8
ORIGINAL = re.compile(r"^\W{0,3}-{2,}\s*(original|forwarded)\s+message\s*-{2,}\s*$", re.IGNORECASE)
RULE = re.compile(r"^\s*_{10,}\s*$")
HEADER = re.compile(r"^\W{0,3}(from|sent|date|to|cc|subject)\s*:", re.IGNORECASE)
HEADERS_AT_LEAST = 3
SIGNATURE = re.compile(
    r"^--\s*$"
    r"|^\W{0,2}(sent|send) (from|via|with|using) (my\b|mail for|outlook|gmail|yahoo|proton|samsung|the all.new).{0,60}$"
    r"|^\W{0,2}get outlook for (ios|android|mac|windows)\b.{0,60}$"
    r"|^\s*\*{10,}\s*$"
    r"|^\W{0,2}(this|the information in this) (e-?mail|message|communication)\b.{0,120}"
    r"\b(confidential|intended (only|solely|exclusively|for the))\b",
    re.IGNORECASE,
)
LONGEST_LINE = 2_000
#: Stands at the top of every letter that can be answered: from there on it is quoted, in any language.
ABOVE = "##- Please write your answer above this line -##"
#: What programs put between an answer and the letter: its headers, or who wrote when, which ends in a colon.
HEAD = re.compile(r"^\W{0,3}[^\W\d_][\w ’'.-]{0,30}\s?:(\s|$)")
DASHES = re.compile(r"^\W{0,3}-{3,}.{1,40}-{3,}\s*$")


def own_words(text: str) -> str:
    """The text without quotations, the lines that introduce them, and signatures."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    lines = above_the_line(lines)
    kept: list[str] = []
    number = 0
    while number < len(lines):
        length = introduction(lines, number)
        if length:
            rest = _after_blank(lines, number + length)
            if not _is_quoted(lines, rest):
                break
            number = rest
        elif _ends_here(lines, number):
            break
        elif _is_quoted(lines, number):
            number += 1
        else:
            kept.append(lines[number])
            number += 1
    return re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()


def above_the_line(lines: list[str]) -> list[str]:
    """The lines above our own mark, without those that introduce the letter; all where it is quoted or gone."""
    for number, line in enumerate(lines):
        if ABOVE in line[:LONGEST_LINE] and not _is_quoted(lines, number):
            return lines[: _introduced_from(lines, number)]
    return lines


def _introduced_from(lines: list[str], end: int) -> int:
    """Where the paragraph begins that introduces what follows at `end`; `end` where none does."""
    last = end
    while last and not lines[last - 1].strip():
        last -= 1
    first = last
    while first and lines[first - 1].strip() and last - first < LONGEST_HEAD:
        first -= 1
    block = [line[:LONGEST_LINE] for line in lines[first:last]]
    heads = sum(1 for line in block if HEAD.match(line))
    says_who = bool(block) and block[-1].endswith(":") and bool(WHEN.search(" ".join(block)))
    if not says_who and heads < HEADERS_AT_LEAST:
        return end
    while first and (
        not lines[first - 1].strip() or DASHES.match(lines[first - 1]) or RULE.match(lines[first - 1])
    ):
        first -= 1
    return first


def introduction(lines: list[str], number: int) -> int:
    """How many lines from here say who wrote what follows; nought when none does."""
    if not re.match(r"on\s", lines[number].lstrip("*_- \t\xa0"), re.IGNORECASE):
        return 0
    for length in range(1, WRAPPED + 1):
        words = " ".join(line[:LONGEST_LINE] for line in lines[number : number + length])
        if ATTRIBUTION.match(words):
            following = _after_blank(lines, number + length)
            return length if WHEN.search(words) or _is_quoted(lines, following) else 0
    return 0


def _after_blank(lines: list[str], number: int) -> int:
    while number < len(lines) and not lines[number].strip():
        number += 1
    return number


def _is_quoted(lines: list[str], number: int) -> bool:
    return number < len(lines) and lines[number].lstrip().startswith(">")


def _ends_here(lines: list[str], number: int) -> bool:
    """Whether a signature, or a whole earlier letter under its headers, begins here."""
    line = lines[number][:LONGEST_LINE]
    if SIGNATURE.match(line) or ORIGINAL.match(line):
        return True
    start = _after_blank(lines, number + 1) if RULE.match(line) else number
    heads = [each for each in lines[start : start + 6] if HEADER.match(each[:LONGEST_LINE])]
    begins = start < len(lines) and lines[start].lstrip("*_ \t").lower().startswith("from")
    return begins and len(heads) >= HEADERS_AT_LEAST


SKIPPED = {"script", "style", "head", "title", "blockquote", "template", "svg", "object"}
SKIPPED_CLASSES = {"gmail_quote", "gmail_signature", "moz-signature", "moz-cite-prefix", "yahoo_quoted"}
#: Outlook marks with these where the earlier letter begins.
END_MARKS = {"appendonsend", "divrplyfwdmsg", "x_divrplyfwdmsg", "mail-editor-reference-message-container"}
BLOCKS = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "ul", "ol", "table", "hr"}
VOID = {"br", "hr", "img", "input", "meta", "link", "wbr", "col", "area", "base", "embed", "source", "track"}


class _Text(HTMLParser):
    """Collects the words of a letter in HTML, without those of earlier letters."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.inside: str = ""
        self.depth = 0
        self.over = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line for a block; begin to skip where an earlier letter is quoted."""
        named = {name: (value or "").lower() for name, value in attrs}
        self.over = self.over or named.get("id", "") in END_MARKS
        if self.inside:
            self.depth += tag == self.inside
        elif tag not in VOID and (tag in SKIPPED or SKIPPED_CLASSES & set(named.get("class", "").split())):
            self.inside, self.depth = tag, 1
        elif tag in BLOCKS:
            self.parts.append("\n\n" if tag == "p" else "\n")

    def handle_endtag(self, tag: str) -> None:
        """Stop skipping where what was skipped ends."""
        if self.inside:
            self.depth -= tag == self.inside
            self.inside = self.inside if self.depth else ""
        elif tag == "p":
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        """Keep words, their spaces made one."""
        if not self.inside and not self.over:
            self.parts.append(re.sub(r"\s+", " ", data))


def text_of_html(html: str) -> str:
    """The words of a letter in HTML as plain text: nothing of its markup is left."""
    reader = _Text()
    reader.feed(html)
    reader.close()
    lines = (line.strip() for line in "".join(reader.parts).replace("\xa0", " ").split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()
