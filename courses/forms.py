"""Forms of courses."""

from django import forms
from django.utils.translation import gettext_lazy as _

from academy.rules import clean_display_name, readable


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
