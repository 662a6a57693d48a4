"""Words that label people, alarm them, or warn of nothing in particular."""

import re

#: What to avoid, and what may be said instead.
LABELS: dict[str, str] = {
    r"gang members?": "young people in a group",
    r"thugs?": "people who used violence",
    r"offenders?": "people who committed an offence",
    r"hard to reach": "people whom services have not reached",
    r"knife.crime epidemic": "the number, with its date and source",
    r"black.on.black": "leave it out",
    r"at.risk youth": "young people who may need support",
    r"broken home": "separated parents, if it matters at all",
    r"suffer\w* from": "has, or lives with",
    r"mentally ill": "a person with a mental health problem",
    r"commit\w* suicide": "died by suicide",
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
