"""Drawing a certificate as a tagged PDF in any script.

The name and every other value reach typst as `sys_inputs`, never as markup. Fonts come with the
project's dependencies; a script they lack falls back to the machine's fonts without the PDF/UA mark,
so that nobody is refused a certificate for their name.
"""

import importlib.util
import json
from functools import cache
from pathlib import Path
from typing import Any

import segno
import typst
from anyascii import anyascii
from django.utils import formats, timezone

from courses.models import Certificate

TEMPLATE = Path(__file__).parent / "certificate" / "certificate.typ"
FONT_PACKAGES = (
    "justmytype_western_core",
    "justmytype_intl_rtl",
    "justmytype_intl_south_asia",
    "justmytype_intl_cjk",
)


@cache
def font_folders() -> list[Path]:
    """The folders of the font packages that are installed."""
    specs = [importlib.util.find_spec(name) for name in FONT_PACKAGES]
    origins = [spec.origin for spec in specs if spec is not None and spec.origin]
    return [Path(origin).parent / "fonts" for origin in origins]


def certificate_pdf(certificate: Certificate, verify_url: str) -> bytes:
    """The certificate as PDF bytes; PDF/UA-1 whenever the fonts have every character of the name."""
    values = inputs(certificate, verify_url)
    try:
        return _compile(values, standards=["ua-1"], system_fonts=False)
    except typst.TypstError:
        values["romanised"] = anyascii(certificate.name)
        return _compile(values, standards=[], system_fonts=True)


def inputs(certificate: Certificate, verify_url: str) -> dict[str, str]:
    """Everything printed, as plain strings."""
    day = timezone.localdate(certificate.awarded_at)
    until = certificate.expires_on
    return {
        "name": certificate.name,
        "romanised": "",
        "course": certificate.course_title,
        "level": certificate.level,
        "outcomes": json.dumps(certificate.outcomes),
        "minutes": str(certificate.minutes),
        "day": formats.date_format(day, "j F Y"),
        "until": formats.date_format(until, "j F Y") if until else "",
        "code": certificate.printed_code,
        "url": verify_url,
        "qr": segno.make(verify_url, error="m").svg_inline(scale=4, dark="#1b2a32", border=2),
    }


def _compile(values: dict[str, str], *, standards: list[Any], system_fonts: bool) -> bytes:
    pdf: bytes = typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        font_paths=[*font_folders()],
        ignore_system_fonts=not system_fonts,
        sys_inputs=values,
        pdf_standards=standards,
        format="pdf",
    )
    return pdf
