"""What forms of the network share: texts that can be stored, and files that are what they say."""

import secrets
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from academy.rules import readable
from academy.uploads import ACCEPTED, LOOKED_AT, PICTURES, content_fits
from network.screened import new_since, note, seals
from network.screening import Category, Severity, screen_all
from network.screening.words import sentence_for

UNREADABLE = _("This holds a character that cannot be stored. Please remove it.")
CHOOSE = _("Choose one of these.")
FILL_IN = _("Please fill this in.")
TOO_MANY_FILES = _("Please attach at most three files.")
LARGEST_FILE = 5 * 1024 * 1024
MOST_FILES = 3


class ReadableForm(forms.Form):
    """Says what to do where something is missing; refuses characters that no database can store."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            missing = CHOOSE if isinstance(field, forms.ChoiceField) else FILL_IN
            field.error_messages = {**field.error_messages, "required": missing}

    def clean(self) -> None:
        """Look at every text."""
        super().clean()
        for name, value in list(self.cleaned_data.items()):
            if isinstance(value, str) and not readable(value):
                self.add_error(name, UNREADABLE)


class SealsInput(forms.CheckboxInput):
    """A tick, never yet made, that says what was shown above it was looked at."""

    def __init__(self, shown: str) -> None:
        super().__init__(check_test=lambda _value: False)
        self.shown = shown

    def format_value(self, value: Any) -> str:
        """What is shown now, whatever was sent before."""
        return self.shown


class ScreenedForm(ReadableForm):
    """Looks at its texts and file names before anybody else does: a certain sign is refused, a likely one asked."""

    #: What a form is about, and so not asked for.
    passes: frozenset[Category] = frozenset()
    looked_words: Any = _(
        "I have looked: what is shown above is a service’s own or made up, and points to nobody."
    )
    looked = forms.Field(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["looked"].label = self.looked_words

    def clean(self) -> None:
        """Show what was seen beside the field it stands in; what may be let through is let through once asked."""
        super().clean()
        texts = {name: text_of(value) for name, value in self.cleaned_data.items()}
        seen = screen_all({name: text for name, text in texts.items() if text})
        left = [finding for finding in seen.findings if finding.category not in self.passes]
        new = new_since(left, str(self.cleaned_data.pop("looked", "")))
        if new:
            self.fields["looked"].widget = SealsInput(seals(left))
        in_the_way = [finding for finding in left if finding.severity is Severity.HOLD or finding in new]
        for finding in in_the_way:
            self.add_error(finding.field, f"“{finding.words}”: {gettext(sentence_for(finding))}")
        note(seen, where=type(self).__name__, outcome="asked" if in_the_way else "answered")


def text_of(value: Any) -> str:
    """What is to be screened in a field's value: its words, or the names of its files."""
    if isinstance(value, list):
        return " ".join(str(file.name) for file in value if isinstance(file, UploadedFile))
    return value if isinstance(value, str) else ""


class OnceForm(ReadableForm):
    """A form whose sending counts once, however often the button is pressed."""

    token = forms.CharField(max_length=40, min_length=16, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("token", secrets.token_urlsafe(18))


class SeveralFiles(forms.ClearableFileInput):
    """A file input that takes several files."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class FilesField(forms.FileField):
    """At most three files of safe types, each what its name says, none larger than 5 MB."""

    widget = SeveralFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Every file, or what is wrong with one of them."""
        files = [file for file in (data if isinstance(data, list | tuple) else [data]) if file]
        if len(files) > MOST_FILES:
            raise forms.ValidationError(TOO_MANY_FILES)
        return [checked_file(super(FilesField, self).clean(file, initial)) for file in files]


def files_that_fit(files: Iterable[UploadedFile]) -> list[UploadedFile]:
    """Those of these files that may be attached, three at most."""
    fitting = []
    for file in files:
        with suppress(forms.ValidationError):
            fitting.append(checked_file(file))
    return fitting[:MOST_FILES]


def checked_file(file: UploadedFile) -> UploadedFile:
    """The file, if its content is what its name says; raises ValidationError."""
    if (file.size or 0) > LARGEST_FILE:
        raise forms.ValidationError(_("“%(name)s” is larger than 5 MB."), params={"name": file.name})
    start = file.read(LOOKED_AT)
    file.seek(0)
    if not is_safe(str(file.name), start):
        raise forms.ValidationError(
            _("“%(name)s” cannot be attached. Send a PDF, picture, document or plain text."),
            params={"name": file.name},
        )
    return file


def is_safe(name: str, start: bytes) -> bool:
    """Whether a file is of an accepted kind by its name and its first bytes."""
    return name.rpartition(".")[2].lower() in {*ACCEPTED, *PICTURES} and content_fits(name, start)
