"""LaTeX in BibTeX values: accents, dashes and braces to plain text, and plain text made safe for LaTeX."""

import logging
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db

# The library reports every oddity of a file to the log; each record's outcome says enough.
logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)

#: Nothing longer is decoded: the longest field that is kept has 20,000 characters.
_LONGEST = 60_000
_HARD = re.compile(r"[\\$`]")
#: Pandoc's rule for mathematics: no space inside the dollars, no digit after them.
_MATHS = re.compile(r"(?<!\\)\$(?=\S)([^$]{1,200}?)(?<=[^\s\\])\$(?!\d)")
#: Characters with a meaning in LaTeX that stand for themselves, escaped or forgotten to be, wait as these.
_WAITING = {character: chr(0xE020 + number) for number, character in enumerate("%&#_$")}
_LITERAL = re.compile(r"\\([%&#_$])|(?<!\\)([%&#_$])")
_BACK = {ord(waiting): character for character, waiting in _WAITING.items()}
_WAITERS = re.compile("[\ue020-\ue024]")
#: The end of a stretch that the next word still belongs to: a macro or an accent without its letter.
_OPEN_END = re.compile(r"\\(?:[A-Za-z]+|[^A-Za-z])$")


@lru_cache(maxsize=1)
def _decoder() -> LatexNodes2Text:
    context = get_default_latex_context_db()
    ours = [
        MacroTextSpec("url", simplify_repl="%s"),
        MacroTextSpec("textasciicircum", simplify_repl="^"),
        MacroTextSpec("textasciitilde", simplify_repl="~"),
        MacroTextSpec("textbraceleft", simplify_repl="{"),
        MacroTextSpec("textbraceright", simplify_repl="}"),
    ]
    context.add_context_category("references", prepend=True, macros=ours)
    return LatexNodes2Text(latex_context=context, math_mode="text", keep_comments=True)


def decode(value: str) -> str:
    r"""Plain text of a LaTeX value: `{\"o}` is ö, `--` a dash, braces go. What cannot be read keeps its letters."""
    value = _MATHS.sub(r"\\(\1\\)", _WAITERS.sub("", value[:_LONGEST]))
    value = _LITERAL.sub(lambda found: _WAITING[found.group(1) or found.group(2)], value)
    if _HARD.search(value):
        value = " ".join(_decoded(part) if _HARD.search(part) else _plain(part) for part in _stretches(value))
    else:
        value = _plain(value)
    return value.translate(_BACK)


def _stretches(value: str) -> Iterator[str]:
    """The words, those within one pair of braces or belonging to one macro together: the library is slow."""
    held: list[str] = []
    depth = 0
    for word in value.split():
        held.append(word)
        depth += word.count("{") - word.count("}") + word.count("\\(") - word.count("\\)")
        if depth <= 0 and not _OPEN_END.search(word[-40:]):
            yield " ".join(held)
            held, depth = [], 0
    if held:
        yield " ".join(held)


@lru_cache(maxsize=4096)
def _decoded(value: str) -> str:
    try:
        return str(_decoder().latex_to_text(value))
    except Exception:  # whatever a broken macro or endless nesting does to the library
        return re.sub(r"\\[a-zA-Z]*\s?|[{}]", "", value)


def _plain(value: str) -> str:
    for written, meant in (("---", "—"), ("--", "–"), ("''", "”"), ("~", " ")):
        value = value.replace(written, meant)
    return value.replace("{", "").replace("}", "")


def decode_verbatim(value: str) -> str:
    """An address or identifier: only escaping backslashes and `\\url{}` are undone."""
    value = value[:_LONGEST].strip()
    if value.startswith("\\url{"):
        value = value[5:].removesuffix("}").strip()
    if value.startswith("{") and value.endswith("}"):
        value = value[1:-1]
    return re.sub(r"\\([_%&#~$^])", r"\1", value)


_ESCAPES: Mapping[str, str] = {
    "\\": "\\textbackslash{}",
    "{": "\\textbraceleft{}",
    "}": "\\textbraceright{}",
    "^": "\\textasciicircum{}",
    "~": "\\textasciitilde{}",
    **{character: f"\\{character}" for character in "$&%#_"},
}
_SPECIAL = re.compile(r"[\\{}^~$&%#_]")
_LIGATURE = re.compile(r"-(?=-)|'(?=')|`(?=`)|[?!](?=`)")


def encode(text: str) -> str:
    """The text for a UTF-8 `.bib` file: LaTeX's own characters escaped, its ligatures kept apart."""
    apart = _LIGATURE.sub(lambda found: f"{found.group()}\x00", text)
    return _SPECIAL.sub(lambda found: _ESCAPES[found.group()], apart).replace("\x00", "{}")
