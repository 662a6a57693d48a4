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
_AT = re.compile("@")
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
    last = 0
    for sign in (_SIGN if spelt_out else _AT).finditer(text):
        host = _HOST.match(text, sign.end(), sign.end() + _LONGEST_HOST)
        start = _name_before(text, sign.start()) if host else None
        if host is not None and start is not None and start >= last:
            last = host.end()
            yield Spot(start, last)


RULES = (Rule(Category.EMAIL, "an email address", find_addresses),)
