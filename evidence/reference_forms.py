"""Forms of those who keep references."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from evidence.citations import UnreadableFile, find_identifiers, format_of
from evidence.citations.formats import FORMATS
from evidence.intake import IDENTIFIERS
from evidence.models import EvidenceSummaryPage

MEGABYTE = 1024 * 1024
MOST_MEGABYTES = 30
LONGEST_PASTE = 2_000_000
HEAD = 65_536
SUFFIXES = ",".join(dict.fromkeys(suffix for form in FORMATS for suffix in form.suffixes))


class ImportForm(forms.Form):
    """A file of references, or a paste of them; what they are is told from the content."""

    file = forms.FileField(
        label=_("A file of references, if you have one"),
        required=False,
        help_text=_(
            "RIS, BibTeX, PubMed (NBIB or XML), EndNote XML, CSL-JSON or a spreadsheet saved as CSV; up to "
            "30 megabytes. Every database and reference manager can export at least one of them."
        ),
        widget=forms.FileInput(attrs={"accept": SUFFIXES}),
    )
    text = forms.CharField(
        label=_("Or paste them here, if you have no file"),
        required=False,
        max_length=LONGEST_PASTE,
        help_text=_("References in any of those forms, or any text that holds DOIs or PubMed numbers."),
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false"}),
    )
    screen_for = forms.ModelChoiceField(
        label=_("Put them on the screening list of"),
        queryset=EvidenceSummaryPage.objects.none(),
        required=False,
        empty_label=_("No summary: only keep them in the library"),
        help_text=_("Two people then decide of each whether it belongs to the summary."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["screen_for"].queryset = EvidenceSummaryPage.objects.order_by("title")  # type: ignore[attr-defined]

    def clean_file(self) -> UploadedFile | None:
        """Refuse what is too large, and what is no list of references."""
        file: UploadedFile | None = self.cleaned_data["file"]
        if file is None:
            return None
        if (file.size or 0) > MOST_MEGABYTES * MEGABYTE:
            raise forms.ValidationError(
                _("This file is larger than 30 megabytes. Please export fewer references at a time.")
            )
        try:
            self.cleaned_data["format"] = format_of(file.read(HEAD), name=file.name or "")
        except UnreadableFile as error:
            raise forms.ValidationError(error.reason) from error
        finally:
            file.seek(0)
        return file

    def clean_text(self) -> str:
        """Refuse a paste that holds neither references nor numbers of any."""
        text: str = self.cleaned_data["text"]
        if not text.strip():
            return ""
        try:
            found = format_of(text.encode("utf-8", "replace")[:HEAD])
        except UnreadableFile as error:
            if not find_identifiers(text):
                raise forms.ValidationError(
                    _("This holds no reference that we can read, and no DOI or PubMed number.")
                ) from error
            found = IDENTIFIERS
        self.cleaned_data["format"] = found
        return text

    def clean(self) -> None:
        """Exactly one of the two."""
        super().clean()
        held = [name for name in ("file", "text") if self.cleaned_data.get(name)]
        if not held and not self.errors:
            self.add_error("file", _("Choose a file, or paste references below."))
        elif len(held) == 2:
            self.add_error("text", _("Please send a file or a paste, one at a time."))

    def values(self) -> dict[str, Any]:
        """What `receive_import` needs."""
        file, text = self.cleaned_data.get("file"), self.cleaned_data.get("text") or ""
        return {
            "name": file.name if file else str(_("Pasted text")),
            "content": file.chunks() if file else [text.encode("utf-8", "replace")],
            "format_name": self.cleaned_data["format"],
            "screen_for": self.cleaned_data["screen_for"],
        }
