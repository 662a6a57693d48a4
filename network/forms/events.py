"""The form of an event."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.forms.fields import ScreenedForm
from network.models import Event

MOMENT = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})


class EventForm(ScreenedForm, forms.ModelForm[Event]):
    """What, when, where, and for how many."""

    link = forms.URLField(
        label=_("Link to join online"),
        required=False,
        assume_scheme="https",
        help_text=_("Only those who come see it."),
    )

    class Meta:
        model = Event
        fields = ["title", "about", "starts_at", "ends_at", "where", "link", "capacity"]
        widgets = {"starts_at": MOMENT, "ends_at": MOMENT, "about": forms.Textarea(attrs={"rows": 5})}
        labels = {"capacity": _("How many places? Leave it empty for as many as come.")}

    def clean_starts_at(self) -> datetime:
        """Refuse a time that is over, unless the event began then already."""
        begins: datetime = self.cleaned_data["starts_at"]
        if begins < timezone.now() and "starts_at" in self.changed_data:
            raise forms.ValidationError(_("This time is over. Choose one that is still to come."))
        return begins


class AfterwardsForm(ScreenedForm, forms.ModelForm[Event]):
    """What stays of an event: notes and a recording."""

    recording = forms.URLField(label=_("Recording"), required=False, assume_scheme="https")

    class Meta:
        model = Event
        fields = ["notes", "recording"]
        widgets = {"notes": forms.Textarea(attrs={"rows": 8})}


def values_of(form: forms.ModelForm[Event]) -> dict[str, Any]:
    """The values of an event's own fields."""
    return {name: form.cleaned_data[name] for name in form.Meta.fields}  # type: ignore[attr-defined]
