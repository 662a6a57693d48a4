"""What the lines of a credential's report say to people."""

from dataclasses import dataclass
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from courses.credentials.checking import OPEN, PROVEN, WRONG, Line, Report
from courses.credentials.keys import address_of_did_web
from courses.credentials.shape import moment

TITLES = {
    "shape": gettext_lazy("Complete"),
    "signature": gettext_lazy("Unchanged since it was signed"),
    "issuer": gettext_lazy("Issued by whom it names"),
    "dates": gettext_lazy("Within its dates"),
    "status": gettext_lazy("Not withdrawn"),
    "person": gettext_lazy("Held by the person it names"),
}
STANDS = {
    PROVEN: (gettext_lazy("Proven"), "✓"),
    OPEN: (gettext_lazy("Not proven"), "–"),
    WRONG: (gettext_lazy("No"), "✕"),
}
SAYS: dict[tuple[str, str], Any] = {
    ("shape", PROVEN): gettext_lazy("It has every part that an Open Badges 3.0 credential must have."),
    ("shape", WRONG): gettext_lazy("Parts are missing or not as they must be: %(about)s."),
    ("signature", "signed"): gettext_lazy(
        "Nothing in it was changed since it was signed. The key: %(about)s"
    ),
    ("signature", "altered"): gettext_lazy(
        "The signature does not fit: something was changed afterwards, or it was never made with this key: %(about)s"
    ),
    ("signature", "no_proof"): gettext_lazy("It carries no signature, so anybody could have written it."),
    ("signature", "suite"): gettext_lazy("It is signed in a way that cannot be checked here (%(about)s)."),
    ("signature", "no_key"): gettext_lazy(
        "It could not be checked: the issuer’s key is not in the credential, and we fetch nothing from other sites."
    ),
    ("signature", "wrong_key"): gettext_lazy(
        "The key it names cannot be used, or its issuer does not stand by it: %(about)s"
    ),
    ("signature", "purpose"): gettext_lazy("It was made for another purpose than vouching for a credential."),
    ("signature", "proof_expired"): gettext_lazy("The signature says that it is no longer to be relied on."),
    ("issuer", "ours"): gettext_lazy("This site issued it, with a key of ours."),
    ("issuer", "key_only"): gettext_lazy(
        "The issuer is only a key. Whoever holds that key signed this; who they are, it does not prove, "
        "whatever name it gives."
    ),
    ("issuer", "pasted"): gettext_lazy(
        "The key stands in the DID document that you pasted. We did not fetch it: see for yourself that it "
        "comes from %(address)s"
    ),
    ("issuer", "web_no_key"): gettext_lazy(
        "It says that it comes from %(about)s. To check, open %(address)s yourself and paste what it shows below."
    ),
    ("issuer", "other_no_key"): gettext_lazy(
        "It says that it comes from %(about)s. Ask them for their DID document, and paste it below."
    ),
    ("issuer", "unsigned"): gettext_lazy(
        "Without a signature that holds, the name of an issuer proves nothing."
    ),
    ("issuer", "other_issuer"): gettext_lazy(
        "It was signed by somebody other than the issuer it names, %(about)s"
    ),
    ("dates", "until"): gettext_lazy("It is valid until %(day)s."),
    ("dates", "no_end"): gettext_lazy("It has begun, and has no end date."),
    ("dates", "expired"): gettext_lazy("It ran out on %(day)s."),
    ("dates", "not_yet"): gettext_lazy("It is valid only from %(day)s."),
    ("dates", "no_dates"): gettext_lazy("Its dates are missing or cannot be read."),
    ("status", "valid"): gettext_lazy("It is on our record, word for word, and we have not withdrawn it."),
    ("status", "revoked"): gettext_lazy("We have withdrawn it."),
    ("status", "replaced"): gettext_lazy("It was replaced by a newer one. Ask the holder for that."),
    ("status", "erased"): gettext_lazy("Its holder has erased their records from this site."),
    ("status", "unknown"): gettext_lazy("It names this site, but we have no record of it."),
    ("status", "different"): gettext_lazy("Our record of this credential says something else."),
    ("status", "elsewhere"): gettext_lazy(
        "The issuer keeps a list of credentials that it has withdrawn. We did not look there."
    ),
    ("status", "no_list"): gettext_lazy(
        "It names no list of withdrawn credentials, so nobody can tell from it."
    ),
    ("status", "not_asked"): gettext_lazy("Not looked up, because the signature does not hold."),
    ("person", "person"): gettext_lazy(
        "No credential can prove that the person showing it is the person it names. "
        "If it matters, ask them to show who they are."
    ),
}
VERDICTS = {
    "proven": ("valid", gettext_lazy("Genuine and in force"), "✓"),
    "ended": ("expired", gettext_lazy("No longer valid"), ""),
    "wrong": ("revoked", gettext_lazy("Do not rely on it"), "✕"),
    "partly": ("expired", gettext_lazy("Partly proven"), ""),
    "open": ("expired", gettext_lazy("Not proven"), ""),
}


@dataclass(frozen=True)
class Spoken:
    """A line, or the whole verdict, in words with its mark and class."""

    title: str
    stands: str
    mark: str
    text: str = ""
    lines: tuple["Spoken", ...] = ()


def spoken(report: Report) -> Spoken:
    """The verdict and its lines in words."""
    word = report.verdict
    if word == "open" and any(
        line.question == "signature" and line.stands == PROVEN for line in report.lines
    ):
        word = "partly"
    look, title, mark = VERDICTS[word]
    return Spoken(str(title), look, mark, lines=tuple(map(_line, report.lines)))


def _line(line: Line) -> Spoken:
    stands, mark = STANDS[line.stands]
    why = line.stands if line.question == "shape" else line.why
    text = str(SAYS[(line.question, why)]) % _values(line.about)
    return Spoken(str(TITLES[line.question]), str(stands), mark, text)


def _values(about: str) -> dict[str, str]:
    day = moment(about)
    web = about.startswith("did:web:")
    return {
        "about": about or _("(nothing)"),
        "address": address_of_did_web(about) if web else about,
        "day": formats.date_format(timezone.localtime(day), "j F Y") if day else "",
    }
