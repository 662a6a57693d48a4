"""Email addresses in any script, also with the sign spelt out; found from the sign outwards, in linear time."""

import re
from collections.abc import Iterator

from network.screening.folding import Reading
from network.screening.kinds import Category
from network.screening.rule import Rule, Spot

_LONGEST_NAME, _LONGEST_HOST = 64, 253
_SIGN = re.compile(r"@|[ ]?[(\[{][ ]?at[ ]?[)\]}][ ]?|[ ]at[ ](?=[\w\-]{1,40}[ ](?:dot|DOT|Dot)[ ])", re.I)
_NAME = re.compile(r"[\w.!#$%&'*+/=?^`{|}~\-]++")
_QUOTED = re.compile(r'"[^"\n@]{1,62}"')
_DOT = r"(?:\.|[ ]?[(\[{][ ]?dot[ ]?[)\]}][ ]?|[ ]dot[ ])"
_HOST = re.compile(rf"(?:\w(?:[\w\-]{{0,61}}\w)?{_DOT}){{1,8}}(?:[^\W\d_]{{2,24}}|xn--[\w\-]{{1,59}})", re.I)
_AT = re.compile(r"@[*_~`]{0,3}[ ]?")
#: With blanks around the sign, and with "at" as a plain word, only an ending or a host that people write to counts.
_ENDING = re.compile(r"\.(?:com|org|net|uk|edu|gov|info|eu|ie|london|me)\Z", re.I)
_MAILBOXES = (
    r"(?:nhs\.net|(?:gmail|googlemail|hotmail|outlook|yahoo|icloud|live|aol|msn|btinternet|protonmail|sky)\."
    r"(?:com|co\.uk)|proton\.me)\b"
)
_AT_A_MAILBOX = re.compile(rf"[ ]at[ ](?={_MAILBOXES})", re.I)
#: One of these stands in every text that spells the sign out.
_SPELT_OUT = ("at)", "at )", "at]", "at ]", "at}", "at }", " dot ")
_LEADING = ".!#$%&'*+/=?^`{|}~-"


def _name_before(text: str, sign: int) -> int | None:
    """Where the name before the sign begins."""
    window = text[max(0, sign - _LONGEST_NAME) : sign]
    if window.endswith('"'):
        quoted = [match for match in _QUOTED.finditer(window) if match.end() == len(window)]
        return sign - len(quoted[-1].group()) if quoted else None
    backwards = _NAME.match(window[::-1])
    if backwards is None:
        return None
    name = backwards.group()[::-1].lstrip(_LEADING)
    return sign - len(name) if name and name[-1] != "." else None


def find_addresses(reading: Reading) -> Iterator[Spot]:
    """A name before each sign and a host with a dot after it."""
    text = reading.plain
    spelt_out = any(hint in reading.lower for hint in _SPELT_OUT)
    signs = [*(_SIGN.finditer(text) if spelt_out else ()), *_AT.finditer(text)]
    if " at " in reading.lower:
        signs += _AT_A_MAILBOX.finditer(text)
    last = 0
    for sign in sorted(signs, key=lambda sign: sign.start()):
        found = _around(text, sign)
        if found and found[0] >= last:
            last = found[1]
            yield Spot(*found)


def _around(text: str, sign: re.Match[str]) -> tuple[int, int] | None:
    """Where the address around a sign begins and ends."""
    host = _HOST.match(text, sign.end(), sign.end() + _LONGEST_HOST)
    if host is None:
        return None
    blank = sign.group()[0] == "@" and text[sign.start() - 1 : sign.start()] == " "
    start = _name_before(text, sign.start() - blank)
    loose = blank or (sign.group()[0] == "@" and sign.group()[-1] == " ")
    if start is None or (loose and not _ENDING.search(host.group())):
        return None
    return start, host.end()


RULES = (Rule(Category.EMAIL, "an email address", find_addresses),)
