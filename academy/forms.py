"""Forms of the ground, drawn with the site's own components."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from academy.models import ContactMessage
from academy.rules import clean_display_name, is_display_name, readable


class AcademyRenderer(TemplatesSetting):
    """Draws every form field with `components/field.html`."""

    form_template_name = "components/form.html"
    field_template_name = "components/field.html"


class NameField(forms.CharField):
    """A name in any script, without control characters and doubled spaces, and without what only few should know."""

    def __init__(self, **kwargs: Any) -> None:
        words = {"label": _("Your name"), "widget": forms.TextInput(attrs={"autocomplete": "name"})}
        super().__init__(**{"max_length": 120, **words, **kwargs})

    def clean(self, value: Any) -> str:
        """The name as it is shown."""
        name = clean_display_name(super().clean(value))
        if not name:
            raise forms.ValidationError(_("Enter your name."))
        if not is_display_name(name):
            raise forms.ValidationError(
                _(
                    "Other people see your name: leave out email addresses, and numbers of five digits or more in all."
                )
            )
        return name


class ContactForm(forms.ModelForm[ContactMessage]):
    """A question, a complaint or a correction, with an address only if an answer is wanted."""

    class Meta:
        model = ContactMessage
        fields = ["kind", "text", "email", "page"]
        labels = {
            "kind": _("What is it about?"),
            "text": _("Your message"),
            "email": _("Your email address, if you would like an answer"),
            "page": _("Which page is it about? (optional)"),
        }
        help_texts = {"text": _("Please write nothing that could identify a patient or a young person.")}
        widgets = {"kind": forms.RadioSelect, "text": forms.Textarea(attrs={"rows": 7})}

    token = forms.CharField(max_length=40, min_length=16, widget=forms.HiddenInput)

    def clean(self) -> None:
        """Refuse characters that no database can store."""
        super().clean()
        for name, value in self.cleaned_data.items():
            if isinstance(value, str) and not readable(value):
                self.add_error(name, _("This holds a character that cannot be stored. Please remove it."))


def time_zones() -> list[tuple[str, str]]:
    """The time zones of the world's cities, London first."""
    names = sorted(name for name in available_timezones() if "/" in name and name[0] in "AEIP")
    cities = [name for name in names if not name.startswith("Etc/")]
    return [(name, name.replace("_", " ")) for name in ["Europe/London", *cities]]


class ProfileForm(forms.Form):
    """The name other people see, and the time zone in which days and hours are shown."""

    display_name = NameField()
    time_zone = forms.ChoiceField(
        label=_("Your time zone"),
        choices=time_zones,
        help_text=_("Due dates and reminders follow it."),
    )
