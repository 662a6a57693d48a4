"""Forms of evidence, drawn with the site's own components."""

import secrets
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from academy.rules import readable
from evidence.models import ModelPage, PracticeSubmission, RatingScheme
from evidence.rules import CERTAINTY, SCALE

UNREADABLE = _("This holds a character that cannot be stored. Please remove it.")


class ReadableForm(forms.ModelForm[PracticeSubmission]):
    """Refuses characters that no database can store."""

    def clean(self) -> None:
        """Name each field that holds one."""
        super().clean()
        for name, value in self.cleaned_data.items():
            if isinstance(value, str) and not readable(value):
                self.add_error(name, UNREADABLE)


class PracticeForm(ReadableForm):
    """A member tells of their practice, "it didn't work" included."""

    link = forms.URLField(label=_("A page about it"), required=False, assume_scheme="https")
    token = forms.CharField(max_length=40, min_length=16, widget=forms.HiddenInput)

    class Meta:
        model = PracticeSubmission
        fields = [
            *("title", "what", "why", "who_for", "where", "coproduction"),
            *("worked", "learnt", "measured", "harms", "link"),
        ]
        labels = {
            "title": _("A short name for it"),
            "what": _("What did you do?"),
            "why": _("Why did you think it would help?"),
            "who_for": _("Who was it for?"),
            "where": _("Where, and when?"),
            "coproduction": _("Who shaped it with you, and how were they paid?"),
            "worked": _("Did it help?"),
            "learnt": _("What happened, and what did you learn?"),
            "measured": _("What did you measure?"),
            "harms": _("What went wrong, or could?"),
        }
        help_texts = {
            "what": _("In plain words, so that somebody elsewhere could picture it."),
            "where": _("A borough and a year are enough."),
            "coproduction": _("“Nobody yet” is an honest answer."),
            "worked": _("“It didn’t work” helps others as much as “it helped”."),
            "learnt": _("Please write nothing that could identify a patient or a young person."),
            "measured": _("Numbers, with what you compared them with. “Nothing” is an honest answer."),
        }
        widgets = {"worked": forms.RadioSelect} | {
            name: forms.Textarea(attrs={"rows": rows})
            for name, rows in (
                ("what", 5),
                ("why", 3),
                ("coproduction", 3),
                ("learnt", 5),
                ("measured", 3),
                ("harms", 3),
            )
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["initial"] = {"token": secrets.token_urlsafe(24)} | (kwargs.get("initial") or {})
        super().__init__(*args, **kwargs)
        self.fields["worked"].choices = PracticeSubmission.Worked.choices  # type: ignore[attr-defined]


class ReviewForm(ReadableForm):
    """Reviewers say how far the evidence reaches, and answer."""

    class Meta:
        model = PracticeSubmission
        fields = ["state", "stage", "model", "answer", "review_note"]
        labels = {"answer": _("Your answer to the sender"), "review_note": _("A note for reviewers alone")}
        widgets = {
            "state": forms.RadioSelect,
            "answer": forms.Textarea(attrs={"rows": 4}),
            "review_note": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shown = [choice for choice in PracticeSubmission.State.choices if choice[0] != "withdrawn"]
        self.fields["state"].choices = shown  # type: ignore[attr-defined]
        self.fields["model"].queryset = ModelPage.objects.live().order_by("title")  # type: ignore[attr-defined]

    def clean(self) -> None:
        """A submission is not declined without a word."""
        super().clean()
        if self.cleaned_data.get("state") == "declined" and not self.cleaned_data.get("answer", "").strip():
            self.add_error("answer", _("Say kindly why it is not published."))


class RatingForm(forms.Form):
    """A rating by judgement on our own scale, or one brought in from another body."""

    scheme = forms.ModelChoiceField(label=_("Whose rating is it?"), queryset=RatingScheme.objects.all())
    aspect = forms.CharField(
        label=_("On what?"), max_length=120, help_text=_("Such as “violence” or “referral”.")
    )
    word = forms.CharField(
        label=_("The word"),
        max_length=60,
        help_text=_(
            "On our scale: Strong, Promising, Mixed, Too early, No added benefit or Harmful. Else, theirs."
        ),
    )
    sure = forms.ChoiceField(
        label=_("Certainty, on our scale"),
        required=False,
        choices=[("", _("Not graded")), *((word, word.capitalize()) for word in CERTAINTY)],
    )
    reason = forms.CharField(label=_("Why?"), widget=forms.Textarea(attrs={"rows": 4}))
    url = forms.URLField(
        label=_("Where does it stand? (another body’s)"), required=False, assume_scheme="https"
    )
    rated_on = forms.DateField(
        label=_("When?"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def clean(self) -> None:
        """Ours takes a word of our scale; another body's needs its address."""
        super().clean()
        data = self.cleaned_data
        for name, value in data.items():
            if isinstance(value, str) and not readable(value):
                self.add_error(name, UNREADABLE)
        if "scheme" not in data or "word" not in data:
            return
        if data["scheme"].ours:
            keys = {name.lower(): key for key, name in SCALE.items()}
            key = keys.get(data["word"].strip().lower())
            if key is None:
                self.add_error("word", _("This is not a word of our scale."))
            data["word"] = key
        elif not data.get("url"):
            self.add_error("url", _("Another body’s rating needs the address where it stands."))
