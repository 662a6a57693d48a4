"""The form on which somebody else's credential is pasted or uploaded. Nothing of it is kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from courses.credentials.reading import MOST_BYTES, Unreadable, read, read_json

REFUSALS = {
    "empty": _("Paste a credential, or choose a file."),
    "large": _("This is larger than a credential can be. Send the credential alone."),
    "encoding": _(
        "This is neither text nor a PNG picture. Choose the .json, .svg or .png file you were given."
    ),
    "jws": _(
        "This credential is signed as a web token, which cannot be checked here. Ask whoever issued it."
    ),
    "json": _("This cannot be read as a credential. Copy all of it, from the first { to the last }."),
    "deep": _("This is nested more deeply than any credential. It was not read."),
    "twice": _("This says the same thing twice, so it could be read in two ways. It was not checked."),
    "number": _("This holds a number that not every computer reads alike. It was not checked."),
    "nothing": _("There is no credential in this picture. Some apps drop it when a picture is sent on."),
    "broken": _("This file is damaged, or holds something that a credential never holds. It was not read."),
}


class CredentialForm(forms.Form):
    """A credential as text or as a file and, for one from elsewhere, its issuer's DID document."""

    text = forms.CharField(
        label=_("The credential, pasted"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "false", "autocomplete": "off"}),
    )
    file = forms.FileField(
        label=_("Or its file"),
        required=False,
        help_text=_("A .json file, or the .png or .svg picture of a badge."),
        widget=forms.FileInput(attrs={"accept": ".json,.jsonld,.png,.svg"}),
    )
    did_document = forms.CharField(
        label=_("The issuer’s DID document"),
        required=False,
        help_text=_(
            "Only for a credential from elsewhere, when we say that we could not check its signature."
        ),
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "false", "autocomplete": "off"}),
    )

    def clean_did_document(self) -> dict[str, Any] | None:
        """The document, read as strictly as a credential."""
        text = self.cleaned_data["did_document"]
        try:
            return read_json(text) if text else None
        except Unreadable as refused:
            raise forms.ValidationError(REFUSALS[refused.why]) from refused

    def clean(self) -> None:
        """Read the file if there is one, else the text."""
        super().clean()
        file = self.cleaned_data.get("file")
        name = "file" if file else "text"
        try:
            if file and file.size > MOST_BYTES:
                raise Unreadable("large")
            self.cleaned_data["credential"] = read(file.read() if file else self._text())
        except Unreadable as refused:
            self.add_error(name, REFUSALS[refused.why])

    def _text(self) -> bytes:
        return str(self.cleaned_data.get("text", "")).encode("utf-8", "replace")
