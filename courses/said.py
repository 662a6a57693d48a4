"""Sentences of pure rules: words marked for translation, and what is filled in. `courses.words` speaks them.

The rules import no Django, so the mark is a function of the same name as Django's, which `makemessages` finds.
"""

from collections.abc import Callable
from dataclasses import dataclass


def gettext_noop(text: str) -> str:
    """Mark a text for translation and leave it as it is."""
    return text


@dataclass(frozen=True)
class Said:
    """A sentence before it is spoken; as a string it is as it was written, in English.

    What is filled in may be sentences too, one or several.
    """

    text: str
    values: tuple[tuple[str, object], ...] = ()

    def __str__(self) -> str:
        return self.spoken(gettext_noop)

    def spoken(self, translate: Callable[[str], str]) -> str:
        """The sentence with its words put through `translate`, and what is filled in."""
        text = translate(self.text)
        return (
            text % {name: _filled(value, translate) for name, value in self.values} if self.values else text
        )


def said(text: str, **values: object) -> Said:
    """A sentence with what is filled in by name, as in `%(count)s`."""
    return Said(text, tuple(values.items()))


def _filled(value: object, translate: Callable[[str], str]) -> str:
    if isinstance(value, tuple):
        return "; ".join(_filled(one, translate) for one in value)
    return value.spoken(translate) if isinstance(value, Said) else str(value)
