"""Reading GIFT: `::name:: text {answers}`, questions apart by empty lines, `//` comments, `$CATEGORY:`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from django.utils.translation import gettext as _

from courses.exchange.drafts import Choice, Draft, Problem, as_decimal
from courses.exchange.plain import from_html, tidy
from courses.exchange.sound import MOST_QUESTIONS, checked

#: Escaped characters stand in for themselves while the marks are read.
ESCAPED = {char: chr(0xE000 + place) for place, char in enumerate("\\~=#{}:")}
STAND_INS = {stand_in: char for char, stand_in in ESCAPED.items()}
ESCAPE = re.compile(r"\\([\\~=#{}:n])")
CATEGORY = re.compile(r"^\s*\$CATEGORY:\s*(.*)$")
NAME = re.compile(r"^\s*::(.*?)::", re.DOTALL)
FORMAT = re.compile(r"^\s*\[(html|moodle|plain|markdown)\]")
WEIGHT = re.compile(r"^\s*%(-?\d+(?:\.\d+)?)%")
TRUTH = {"t": True, "true": True, "f": False, "false": False}


@dataclass(frozen=True)
class Answer:
    """One `=` or `~` answer with its weight in per cent, if it names one."""

    mark: str
    text: str
    feedback: str
    weight: float | None

    @property
    def earns(self) -> float:
        """Per cent of the mark: what it says, else all for `=` and nothing for `~`."""
        return self.weight if self.weight is not None else 100.0 * (self.mark == "=")


def blocks(text: str) -> Iterator[tuple[int, str, str]]:
    """Each question's first line, its text and its category."""
    category, first = "", 0
    held: list[str] = []
    for number, line in enumerate([*text.split("\n"), ""], start=1):
        named = CATEGORY.match(line)
        if (not line.strip() or named) and held:
            yield first, "\n".join(held), category
            held = []
        if named:
            category = named[1].strip()
        elif line.strip() and not line.lstrip().startswith("//"):
            first = first if held else number
            held.append(line)


def read(text: str) -> list[Draft | Problem]:
    """Every question of a text, up to one more than may be sent at a time."""
    found = islice(blocks(text), MOST_QUESTIONS + 1)
    return [read_one(line, block, category) for line, block, category in found]


def read_one(line: int, block: str, category: str) -> Draft | Problem:
    """One question."""
    text = ESCAPE.sub(lambda match: "\n" if match[1] == "n" else ESCAPED[match[1]], _without_stand_ins(block))
    named = NAME.match(text)
    name = plain(named[1]) if named else ""
    text = text[named.end() :] if named else text
    before, brace, rest = text.partition("{")
    inside, closing, after = rest.partition("}")
    if not brace or not closing:
        reason = _("This is text without a question.") if not brace else _("Its braces do not close.")
        return Problem(line, plain(text)[:100], reason)
    wording, is_html = formatted(before + (f"_____{after}" if after.strip() else ""))
    read_text, media = from_html(wording) if is_html else (wording, False)
    draft = _answered(Draft("", read_text, line=line), inside)
    if isinstance(draft, Problem):
        return draft
    notes = draft.notes + ((_("A picture or other media was left out."),) if media else ())
    return checked(replace(draft, name=name, category=category, notes=notes))


def _without_stand_ins(text: str) -> str:
    return "".join(letter for letter in text if letter not in STAND_INS)


def plain(text: str) -> str:
    """A piece of text with its escaped characters put back."""
    return tidy("".join(STAND_INS.get(letter, letter) for letter in text))


def formatted(text: str) -> tuple[str, bool]:
    """A text without the name of its format, and whether that is HTML."""
    named = FORMAT.match(text)
    return plain(text[named.end() :] if named else text), bool(named and named[1] == "html")


def _answered(draft: Draft, inside: str) -> Draft | Problem:
    body, _sign, general = inside.partition("####")
    said = formatted(general)[0]
    kind = body.split("#", 1)[0].strip().lower()
    if not body.strip():
        return Problem(draft.line, draft.text[:100], _("It asks for an essay, which nobody could mark here."))
    if kind in TRUTH:
        done: Draft | Problem = _statement(draft, TRUTH[kind], body)
    elif body.lstrip().startswith("#"):
        done = _number(draft, body.lstrip()[1:])
    else:
        done = _listed(draft, list(answers(body)))
    if isinstance(done, Problem) or not said:
        return done
    if done.options:
        return replace(done, notes=(*done.notes, _("Its general feedback was left out.")))
    return replace(
        done,
        feedback_right=done.feedback_right or said,
        feedback_wrong=done.feedback_wrong or said,
    )


def answers(body: str) -> Iterator[Answer]:
    """The answers of a list."""
    for mark, rest in re.findall(r"([=~])([^=~]*)", body):
        weight = WEIGHT.match(rest)
        rest = rest[weight.end() :] if weight else rest
        text, _sign, feedback = rest.partition("#")
        yield Answer(mark, formatted(text)[0], formatted(feedback)[0], float(weight[1]) if weight else None)


def _statement(draft: Draft, truth: bool, body: str) -> Draft:
    said = [formatted(part)[0] for part in body.split("#")[1:3]] + ["", ""]
    return replace(draft, kind="truefalse", truth=truth, feedback_wrong=said[0], feedback_right=said[1])


def _listed(draft: Draft, found: list[Answer]) -> Draft | Problem:
    if not found:
        return Problem(draft.line, draft.text[:100], _("Its answers begin with neither = nor ~."))
    if all(answer.mark == "=" and "->" in answer.text for answer in found):
        pairs = (answer.text.split("->", 1) for answer in found)
        items = tuple((left.strip(), formatted(right)[0]) for left, right in pairs)
        return replace(draft, kind="matching", items=items)
    if all(answer.mark == "=" for answer in found):
        return _short(draft, found)
    return _options(draft, found)


def _options(draft: Draft, found: list[Answer]) -> Draft:
    single = any(answer.mark == "=" for answer in found)
    right = [answer.earns >= 100 if single else answer.earns > 0 for answer in found]
    options = tuple(
        Choice(answer.text, is_right, answer.feedback) for answer, is_right in zip(found, right, strict=True)
    )
    notes = tuple(part_mark(answer) for answer in found if single and 0 < answer.earns < 100)
    return replace(draft, kind="single" if single else "multiple", options=options, notes=notes)


def part_mark(answer: Answer) -> str:
    """A word on a part of a mark that cannot be carried."""
    words = _("“%(text)s” earned %(share)s per cent; here it is not right.")
    return words % {"text": answer.text, "share": f"{answer.earns:g}"}


def _short(draft: Draft, found: list[Answer]) -> Draft:
    others = [answer for answer in found if answer.text == "*"]
    named = [answer for answer in found if answer.text != "*"]
    full = [answer for answer in named if answer.earns >= 100 and not wild(answer.text)]
    notes = [part_mark(answer) for answer in named if answer.earns < 100]
    notes += [
        _("“%(text)s” stands for many answers, which cannot be carried.") % {"text": answer.text}
        for answer in named
        if answer.earns >= 100 and wild(answer.text)
    ]
    return replace(
        draft,
        kind="text",
        accepted=tuple(dict.fromkeys(" ".join(answer.text.replace("\\*", "*").split()) for answer in full)),
        feedback_right=next((answer.feedback for answer in full if answer.feedback), ""),
        feedback_wrong=next((answer.feedback for answer in others if answer.feedback), ""),
        notes=tuple(notes),
    )


def wild(text: str) -> bool:
    """Whether a short answer holds a star that stands for anything."""
    return "*" in text.replace("\\*", "")


def _number(draft: Draft, body: str) -> Draft | Problem:
    bare = not re.match(r"\s*[=~]", body)
    found = list(answers(f"={body}" if bare else body))
    full = [answer for answer in found if answer.mark == "=" and answer.earns >= 100]
    others = [answer for answer in found if answer not in full]
    if len(full) != 1:
        return Problem(
            draft.line,
            draft.text[:100],
            _("It takes several numbers as right; here there is one, with a tolerance."),
        )
    number, tolerance = interval(full[0].text)
    return replace(
        draft,
        kind="numeric",
        number=number,
        tolerance=tolerance,
        feedback_right=full[0].feedback,
        feedback_wrong=next(
            (answer.feedback for answer in others if answer.feedback and not answer.text), ""
        ),
        notes=tuple(part_mark(answer) for answer in others if answer.text),
    )


def interval(text: str) -> tuple[str, str]:
    """The number and its tolerance in `3`, `3:2` or `1..5`; an empty number when it is none of them."""
    low, dots, high = text.partition("..")
    if dots:
        ends = as_decimal(low), as_decimal(high)
        if ends[0] is None or ends[1] is None:
            return "", "0"
        return _middle(ends[0], ends[1])
    number, _sign, tolerance = text.partition(":")
    return as_decimal(number) or "", as_decimal(tolerance or "0") or "0"


def _middle(low: str, high: str) -> tuple[str, str]:
    ends = Decimal(low), Decimal(high)
    return as_decimal(str(sum(ends) / 2)) or "", as_decimal(str(abs(ends[1] - ends[0]) / 2)) or "0"
