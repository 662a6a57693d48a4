"""Full postcodes of the United Kingdom; an outward code alone, such as SE1, is a place and no address."""

import re

from network.screening.kinds import Category
from network.screening.rule import Rule, every, near

_AREA_NAMES = """
AB AL B BA BB BD BF BH BL BN BR BS BT CA CB CF CH CM CO CR CT CV CW DA DD DE DG DH DL DN DT DY E EC EH EN
EX FK FY G GL GU GY HA HD HG HP HR HS HU HX IG IM IP IV JE KA KT KW KY L LA LD LE LL LN LS LU M ME MK ML
N NE NG NN NP NR NW OL OX PA PE PH PL PO PR RG RH RM S SA SE SG SK SL SM SN SO SP SR SS ST SW SY TA TD TF
TN TQ TR TS TW UB W WA WC WD WF WN WR WS WV YO ZE
"""
_AREAS = frozenset(_AREA_NAMES.split())
_OUTWARD = r"(?:[A-PR-UWYZ](?:[0-9]{1,2}|[A-HK-Y][0-9]{1,2}|[0-9][A-HJKPSTUW]|[A-HK-Y][0-9][ABEHMNPRVWXY]))"
_INWARD = r"[0-9][ABD-HJLNP-UW-Z]{2}"
_GAP = r"(?:[\s\-]{0,5}|\.)"
_ORDINAL = re.compile(r"(?:1st|2nd|3rd|[04-9]th)\Z")

ADDRESS = near(r"post ?code|address|\blives?\b|\bliving\b|\bhome\b|\bflat\b|\broad\b|\bstreet\b|\bestate\b")


def is_postcode(words: str) -> bool:
    """Whether letters and digits that fit are more than chance: in capitals, or of an area that exists."""
    if words != words.upper():
        area = re.match(r"[A-Za-z]{1,2}", words)
        return area is not None and area.group().upper() in _AREAS and not _ORDINAL.search(words)
    return True


find_written = every(rf"(?<![A-Z0-9#&]){_OUTWARD}{_GAP}{_INWARD}(?![A-Z0-9])", flags=re.I)

RULES = (
    Rule(
        Category.POSTCODE,
        "a full postcode",
        find_written,
        check=is_postcode,
    ),
    Rule(
        Category.POSTCODE,
        "a small word or an ordinal, with an address beside it",
        find_written,
        context=ADDRESS,
        context_required=True,
    ),
    Rule(
        Category.POSTCODE,
        "a postcode outside the pattern",
        every(
            rf"(?<![A-Z0-9])(?:GIR{_GAP}0AA|(?:ASCN|BBND|BIQQ|FIQQ|PCRN|SIQQ|STHL|TDCU|TKCA){_GAP}1ZZ"
            rf"|BFPO{_GAP}(?:c/o{_GAP})?[0-9]{{1,4}})(?![A-Z0-9])",
            flags=re.I,
            hints=("gir", "1zz", "bfpo"),
            with_words=True,
        ),
    ),
)
