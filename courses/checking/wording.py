"""Words that label people, alarm them, or warn of nothing in particular."""

import re

from courses.said import gettext_noop as _

#: What to avoid, and what may be said instead.
LABELS: dict[str, str] = {
    r"gang members?": _("young people in a group"),
    r"thugs?": _("people who used violence"),
    r"offenders?": _("people who committed an offence"),
    r"hard to reach": _("people whom services have not reached"),
    r"knife.crime epidemic": _("the number, with its date and source"),
    r"black.on.black": _("leave it out"),
    r"at.risk youth": _("young people who may need support"),
    r"broken home": _("separated parents, if it matters at all"),
    r"suffer\w* from": _("has, or lives with"),
    r"mentally ill": _("a person with a mental health problem"),
    r"commit\w* suicide": _("died by suicide"),
}
FOUND = {re.compile(rf"\b{pattern}\b", re.IGNORECASE): better for pattern, better in LABELS.items()}
GENERIC = re.compile(
    r"trigger warning|may (?:be|find) (?:this )?(?:distress|upset|disturb|difficult)\w*|sensitive content"
    r"|viewer discretion|upsetting content|difficult themes?",
    re.IGNORECASE,
)


def labels_in(text: str) -> list[tuple[str, str]]:
    """Each labelling word in a text, with what may be said instead."""
    return [(match[0], better) for pattern, better in FOUND.items() for match in pattern.finditer(text)]


def is_generic_warning(text: str) -> bool:
    """Whether a content note alarms without saying of what; such notes raise distress and protect nobody."""
    return bool(GENERIC.search(text)) or len(text.split()) < 2
