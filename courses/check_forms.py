"""Forms of the publish check."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from courses.exceptions import RULE_WORDS
from courses.models import HumanCheck


class HumanCheckForm(forms.Form):
    """Who checked, what they bring, when, and what they said."""

    kind = forms.ChoiceField(label=_("What do they bring?"), choices=HumanCheck.Kind.choices)
    who = forms.CharField(
        label=_("Who checked?"),
        max_length=200,
        help_text=_("A name or a role, as they wish to be named. Readers see it."),
    )
    checked_on = forms.DateField(
        label=_("When?"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        initial=timezone.localdate,
    )
    note = forms.CharField(
        label=_("What did they say, and what changed?"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    prefix = "human"

    def clean_checked_on(self) -> Any:
        """Refuse a day to come: nobody has checked tomorrow."""
        day = self.cleaned_data["checked_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come. Check the year."))
        return day


class ExceptionForm(forms.Form):
    """Which open rule to go without, and why."""

    rule = forms.ChoiceField(label=_("Publish without this"))
    reason = forms.CharField(
        label=_("Why? Readers see this."), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )
    prefix = "exception"

    def __init__(self, *args: Any, rules: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["rule"].choices = [(rule, RULE_WORDS.get(rule, rule)) for rule in rules]  # type: ignore[attr-defined]
