"""Forms of those who answer learners: every correction needs a reason, every answer words."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from courses.completion import Record
from courses.explaining import Told, moment
from courses.models import Outcome


def _words(label: Any, *, required: bool = True, rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label, max_length=2000, required=required, widget=forms.Textarea(attrs={"rows": rows})
    )


class AnswerForm(forms.Form):
    """What was found, for the learner to read."""

    answer = _words(_("What did you find? The learner reads this."))


class GrantForm(forms.Form):
    """Which open requirement to count, and why."""

    requirement = forms.ChoiceField(label=_("Count this as done"))
    reason = _words(_("Why? The learner reads this."))
    prefix = "grant"

    def __init__(self, *args: Any, record: Record, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (item.requirement.name, item.requirement.label) for item in record.explained if not item.is_met
        ]
        self.fields["requirement"].choices = choices  # type: ignore[attr-defined]


class SetAsideForm(forms.Form):
    """Which event no longer counts, and why."""

    event = forms.ChoiceField(label=_("Do not count this"))
    reason = _words(_("Why? The learner reads this."))
    prefix = "aside"

    def __init__(self, *args: Any, events: Iterable[Told], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (str(event.pk), f"{event.text}, {moment(event.occurred_at)}") for event in events if event.counts
        ]
        self.fields["event"].choices = choices  # type: ignore[attr-defined]


class RequestForm(forms.Form):
    """Yes or no to a place, with a kind word."""

    accept = forms.ChoiceField(
        label=_("Is there a place?"),
        choices=[("yes", _("Yes, enrol them")), ("no", _("Not this time"))],
        widget=forms.RadioSelect,
    )
    answer = _words(_("A word to them"), required=False)


class ClaimForm(forms.Form):
    """The outcomes that earlier learning covers, and what to say."""

    outcomes = forms.ModelMultipleChoiceField(
        queryset=Outcome.objects.none(),
        label=_("Which outcomes does it cover?"),
        help_text=_("None: it is not recognised."),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    answer = _words(_("What should the learner know? They read this."))

    def __init__(self, *args: Any, outcomes: QuerySet[Outcome], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["outcomes"].queryset = outcomes  # type: ignore[attr-defined]
