"""Writing GIFT."""

from collections.abc import Sequence
from itertools import groupby

from django.utils.translation import gettext as _

from courses.exchange.drafts import Draft

KINDS = frozenset({"single", "multiple", "truefalse", "matching", "numeric", "text"})


def lost(draft: Draft) -> str:
    """What GIFT cannot hold of a draft."""
    texts = [*draft.accepted, *(text for pair in draft.items for text in pair)]
    if any("->" in text for text in texts):
        return _("“->” is the mark between items in GIFT; it was written as an arrow.")
    if draft.kind == "matching" and draft.feedback_right != draft.feedback_wrong:
        return _("GIFT has one feedback for matching: what is said when it is right.")
    return ""


def write(drafts: Sequence[Draft]) -> bytes:
    """All drafts, each category named before its questions."""
    pieces = []
    for category, group in groupby(drafts, key=lambda draft: draft.category):
        pieces.append(f"$CATEGORY: {category}" if category else "")
        pieces += [written(draft) for draft in group]
    return ("\n\n".join(piece for piece in pieces if piece) + "\n").encode()


def escaped(text: str) -> str:
    """A text in which no character is taken for a mark."""
    for char in "\\~=#{}:":
        text = text.replace(char, f"\\{char}")
    return text.replace("\n", "\\n")


def written(draft: Draft) -> str:
    """One question."""
    name = f"::{escaped(draft.name)}::" if draft.name else ""
    return f"{name}[plain]{escaped(draft.text)} {{{BODIES[draft.kind](draft)}}}"


def _said(feedback: str) -> str:
    return f"#{_piece(feedback)}" if feedback else ""


def _piece(text: str) -> str:
    return f"[plain]{escaped(text)}" if text.startswith("[") else escaped(text)


def _arrowed(text: str) -> str:
    return _piece(text.replace("->", "→"))


def _options(draft: Draft) -> str:
    right = sum(option.right for option in draft.options)
    lines = []
    for option in draft.options:
        if draft.kind == "multiple":
            mark = f"~%{100 / right:.5f}%" if option.right else "~%-100%"
        else:
            mark = ("=" if option.right else "~") + _weighed(option.text, option.right)
        lines.append(f"\n\t{mark}{_piece(option.text)}{_said(option.feedback)}")
    return "".join(lines) + "\n"


def _weighed(text: str, right: bool) -> str:
    return ("%100%" if right else "%0%") if text.startswith("%") else ""


def _statement(draft: Draft) -> str:
    truth = "TRUE" if draft.truth else "FALSE"
    if not draft.feedback_right and not draft.feedback_wrong:
        return truth
    return f"{truth}#{_piece(draft.feedback_wrong)}#{_piece(draft.feedback_right)}"


def _matching(draft: Draft) -> str:
    pairs = "".join(f"\n\t={_arrowed(left)} -> {_arrowed(right)}" for left, right in draft.items)
    general = f"\n\t####{_piece(draft.feedback_right)}" if draft.feedback_right else ""
    return f"{pairs}{general}\n"


def _number(draft: Draft) -> str:
    wrong = f"\n\t~{_said(draft.feedback_wrong)}" if draft.feedback_wrong else ""
    return f"#\n\t={draft.number}:{draft.tolerance}{_said(draft.feedback_right)}{wrong}\n"


def _text(draft: Draft) -> str:
    lines = []
    for text in draft.accepted:
        starred = text.replace("*", "\\*")
        lines.append(f"\n\t={_weighed(text, True)}{_arrowed(starred)}{_said(draft.feedback_right)}")
    if draft.feedback_wrong:
        lines.append(f"\n\t=%0%*{_said(draft.feedback_wrong)}")
    return "".join(lines) + "\n"


BODIES = {
    "single": _options,
    "multiple": _options,
    "truefalse": _statement,
    "matching": _matching,
    "numeric": _number,
    "text": _text,
}
