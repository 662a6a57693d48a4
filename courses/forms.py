"""Forms of courses."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from academy.rules import clean_display_name, readable
from academy.uploads import LOOKED_AT, content_fits
from courses.models import ChosenChange


class CertificateNameForm(forms.Form):
    """The name as it should stand on the certificate, in any script."""

    name = forms.CharField(
        label=_("Your name, as it should stand on the certificate"),
        max_length=200,
        help_text=_("Check the spelling. You can correct it later; the old certificate is then replaced."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )

    def clean_name(self) -> str:
        """Drop control characters; refuse an empty name."""
        name = clean_display_name(self.cleaned_data["name"])
        if not name or not readable(name):
            raise forms.ValidationError(_("Enter your name."))
        return name


class ChangeForm(forms.Form):
    """How one's chosen change went."""

    outcome = forms.ChoiceField(
        label=_("How did it go?"), choices=ChosenChange.Outcome.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label=_("What helped, or what got in the way?"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


LARGEST_PROOF = 5 * 1024 * 1024
PROOFS = ("pdf", "png", "jpg", "jpeg", "svg", "json", "txt", "docx", "odt")


class PriorLearningForm(forms.Form):
    """What was learned elsewhere, and proof of it: a file, or words or a credential pasted."""

    title = forms.CharField(label=_("What did you complete?"), max_length=200)
    provider = forms.CharField(label=_("Who ran it?"), max_length=200)
    finished_on = forms.DateField(
        label=_("When did you finish?"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    file = forms.FileField(
        label=_("The certificate or badge, as a file"),
        required=False,
        help_text=_("PDF, picture, badge file or document, at most 5 MB. Nothing about patients, please."),
    )
    text = forms.CharField(
        label=_("Or paste it, or say how somebody could check it"),
        required=False,
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def clean_finished_on(self) -> Any:
        """Refuse a day to come."""
        day = self.cleaned_data["finished_on"]
        if day is not None and day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come. Check the year."))
        return day

    def clean_file(self) -> Any:
        """Refuse a file too large, of a kind nobody can open, or whose content is not what it says."""
        file = self.cleaned_data["file"]
        if file is None:
            return None
        if file.size > LARGEST_PROOF:
            raise forms.ValidationError(_("This file is larger than 5 MB. Send a smaller one."))
        if not is_proof(str(file.name), file.read(LOOKED_AT)):
            raise forms.ValidationError(_("This kind of file cannot be read here. Send a PDF or a picture."))
        file.seek(0)
        return file

    def clean(self) -> None:
        """Ask for some proof, and refuse characters that no database can store."""
        super().clean()
        for name in ("title", "provider", "text"):
            if not readable(self.cleaned_data.get(name) or ""):
                self.add_error(name, _("This holds a character that cannot be stored. Please remove it."))
        if not self.errors and not (self.cleaned_data.get("file") or self.cleaned_data.get("text")):
            self.add_error("file", _("Add a file, or paste something below that a reviewer can check."))


def is_proof(name: str, start: bytes) -> bool:
    """Whether a file is of an accepted kind by its name and its first bytes."""
    extension = name.rpartition(".")[2].lower()
    if extension not in PROOFS:
        return False
    if extension in ("svg", "json"):
        return b"\x00" not in start
    return content_fits(name, start)
