"""Forms of the directory of support services."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from network.forms.fields import OnceForm, ReadableForm, ScreenedForm
from network.openreferral.feeds import MOST_BYTES
from network.screening import Category

REACHED_BY = frozenset({Category.PHONE, Category.EMAIL, Category.POSTCODE})


class CorrectionForm(ScreenedForm, OnceForm):
    """What is wrong with a service's description; how it is reached is what corrections are about."""

    passes = REACHED_BY

    text = forms.CharField(
        label=_("What is wrong, and what should it say?"),
        max_length=2000,
        help_text=_("Please write nothing about a person who uses the service."),
        widget=forms.Textarea(attrs={"rows": 6}),
    )


class CorrectionAnswerForm(ScreenedForm):
    """What became of a correction."""

    passes = REACHED_BY

    ANSWERS = (("taken", _("I have put it right")), ("declined", _("It stays as it is")))
    outcome = forms.ChoiceField(label=_("What have you done?"), choices=ANSWERS, widget=forms.RadioSelect)
    answer = forms.CharField(
        label=_("A few words to the member"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class FeedForm(ReadableForm):
    """Where a feed is read from: its address, or a file with a name for its source."""

    address = forms.CharField(
        label=_("Address of the feed"),
        max_length=400,
        required=False,
        help_text=_("Begins with https:// and ends before /services."),
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
    )
    file = forms.FileField(
        label=_("Or a file"), required=False, help_text=_("JSON as such a feed answers it, at most 5 MB.")
    )
    name = forms.CharField(
        label=_("Where the file is from"),
        max_length=200,
        required=False,
        help_text=_("The same words next time, so that its services are brought up to date and not refused."),
    )

    def clean(self) -> None:
        """Either an address or a file with its source."""
        super().clean()
        data: dict[str, Any] = self.cleaned_data
        if bool(data.get("address")) == bool(data.get("file")):
            raise forms.ValidationError(_("Give the address of a feed, or choose a file: one of the two."))
        if data.get("address") and not data["address"].startswith("https://"):
            self.add_error("address", _("Write an address that begins with https://."))
        if data.get("file") and not data.get("name"):
            self.add_error("name", _("Say where the file is from."))
        if data.get("file") and data["file"].size > MOST_BYTES:
            self.add_error("file", _("This file is larger than 5 MB. Send a part of it."))
