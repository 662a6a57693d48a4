"""Forms of reporting and moderation."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.forms.fields import ReadableForm, ScreenedForm
from network.models import Report, SafetyRecord, WatchWord

SHORT = forms.Textarea(attrs={"rows": 3})


class CaseForm(ScreenedForm):
    """Words of a case: what they point to may have to be said to those who decide, or are told."""

    looked_words = _("I have looked: those who read this have to know what is shown above.")


class ReportForm(ReadableForm):
    """What is wrong, and a few words if one likes: nothing in them may stand in the way of a report."""

    reason = forms.ChoiceField(
        label=_("What is wrong?"), choices=Report.Reason.choices, widget=forms.RadioSelect
    )
    words = forms.CharField(
        label=_("Anything that helps us understand"),
        max_length=1000,
        required=False,
        help_text=_("Please do not repeat what could identify somebody."),
        widget=SHORT,
    )


class AppealForm(CaseForm):
    """Why a decision should be looked at again."""

    words = forms.CharField(label=_("Why should we look again?"), max_length=1000, widget=SHORT)


class NoteForm(CaseForm):
    """A note for other moderators."""

    text = forms.CharField(label=_("Note for other moderators"), max_length=2000, widget=SHORT)


class DecisionForm(CaseForm):
    """What is decided, and why, as the member reads it."""

    VERBS = (
        ("hide", _("Do not show the post")),
        ("warn", _("Warn the member")),
        ("suspend", _("Suspend the member")),
        ("let", _("Let the post stand")),
    )
    verb = forms.ChoiceField(label=_("What do you decide?"), choices=VERBS, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Why? The member reads this."), max_length=460, required=False, widget=SHORT
    )
    days = forms.TypedChoiceField(
        label=_("If suspended, for how long?"),
        choices=[(1, _("A day")), (7, _("A week")), (30, _("30 days")), (365, _("A year"))],
        coerce=int,
        initial=1,
    )

    def clean(self) -> None:
        """A decision against somebody has a reason."""
        super().clean()
        if self.cleaned_data.get("verb") not in (None, "let") and not self.cleaned_data.get("reason"):
            self.add_error("reason", _("Say why, so that the member understands."))


class CloseForm(CaseForm):
    """What came of a report, as the reporter hears it."""

    outcome = forms.ChoiceField(
        label=_("What came of it?"), choices=Report.Outcome.choices, widget=forms.RadioSelect
    )
    answer = forms.CharField(label=_("A few words to who reported it"), max_length=500, widget=SHORT)


class AnswerAppealForm(CaseForm):
    """Whether a decision stands."""

    upheld = forms.ChoiceField(
        label=_("Does the decision stand?"),
        choices=[("yes", _("It stands")), ("no", _("It is taken back"))],
        widget=forms.RadioSelect,
    )
    answer = forms.CharField(label=_("Why? The member reads this."), max_length=500, widget=SHORT)


class WatchWordForm(CaseForm, forms.ModelForm[WatchWord]):
    """A word that holds a post until somebody has read it."""

    class Meta:
        model = WatchWord
        fields = ["word", "why"]


class SafetyRecordForm(CaseForm, forms.ModelForm[SafetyRecord]):
    """One record of what the law asks to keep."""

    kind = forms.ChoiceField(label=_("Kind"), choices=[("", _("Choose one")), *SafetyRecord.Kind.choices])

    class Meta:
        model = SafetyRecord
        fields = ["kind", "title", "text", "done_on", "review_on"]
        widgets = {
            "done_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
            "review_on": forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        }

    def clean_done_on(self) -> object:
        """Refuse a day to come."""
        day = self.cleaned_data["done_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day
