"""Forms of members: who one is, who sees it, what is checked, messages and mentoring."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from academy.forms import NameField
from academy.models import Organisation, Profession
from network.audiences import DEFAULTS, FIELDS
from network.choices import NAMES, OFFERED
from network.forms.fields import OnceForm, ReadableForm, ScreenedForm
from network.models import AUDIENCES, Profile
from network.rules import holds_number, is_handle


class WhoForm(ScreenedForm):
    """The first step: name, handle, role, a few words."""

    display_name = NameField(help_text=_("You choose below who sees it. Others see your handle."))
    handle = forms.CharField(
        label=_("Your handle"),
        max_length=40,
        help_text=_("Small letters, digits and hyphens: your page’s address, and how others mention you."),
    )
    profession = forms.ModelChoiceField(
        label=_("Role"),
        queryset=Profession.objects.all(),
        required=False,
        empty_label=_("Rather not say"),
    )
    role_words = forms.CharField(
        label=_("Your role in your own words"),
        max_length=120,
        required=False,
        help_text=_("Such as “Youth worker in an emergency department”."),
    )
    about = forms.CharField(
        label=_("About you and your work"),
        max_length=2000,
        required=False,
        help_text=_("Please write nothing about a person you work with."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, profile: Profile, **kwargs: Any) -> None:
        self.profile = profile
        super().__init__(*args, **kwargs)

    def clean_handle(self) -> str:
        """A handle that fits and nobody else has."""
        handle: str = self.cleaned_data["handle"].strip().lower().removeprefix("@")
        if not is_handle(handle):
            raise forms.ValidationError(
                _("Use 3 to 40 small letters, digits and single hyphens, such as sam-lee.")
            )
        if Profile.objects.filter(handle__iexact=handle).exclude(pk=self.profile.pk).exists():
            raise forms.ValidationError(_("Somebody already has this handle. Please choose another."))
        return handle


class FactsForm(forms.Form):
    """A step of boxes to tick, one set for each of its fields; what is offered depends on the member."""

    def __init__(self, *args: Any, fields: tuple[str, ...], profile: Profile, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in fields:
            offered = OFFERED[name](profile.person)
            if offered:
                self.fields[name] = forms.MultipleChoiceField(
                    label=str(NAMES[name]),
                    choices=offered,
                    required=False,
                    widget=forms.CheckboxSelectMultiple(attrs={"class": "picks"}),
                )


class AudiencesForm(forms.Form):
    """The last step: who finds the profile at all, and who sees each part of it."""

    whole = forms.TypedChoiceField(
        label=_("Who can find your profile?"),
        choices=AUDIENCES,
        coerce=int,
        widget=forms.RadioSelect,
        help_text=_("No part of it is shown more widely than this."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in FIELDS:
            self.fields[name] = forms.TypedChoiceField(label=str(NAMES[name]), choices=AUDIENCES, coerce=int)

    @property
    def chosen(self) -> Mapping[str, int]:
        """The audience of each field."""
        return {name: self.cleaned_data[name] for name in FIELDS}


def audiences_now(profile: Profile) -> dict[str, int]:
    """What a member chose, field by field, as the form begins with it."""
    chosen = {name: int(profile.chosen.get(name, DEFAULTS[name])) for name in FIELDS}
    return {"whole": profile.audience, **chosen}


class AfterForm(forms.ModelForm[Profile]):
    """What is to happen to one's posts if the account is ever erased."""

    class Meta:
        model = Profile
        fields = ["posts_after"]
        labels = {"posts_after": _("If you ever erase your account, what should happen to your posts?")}
        widgets = {"posts_after": forms.RadioSelect}


class MessageForm(ScreenedForm, OnceForm):
    """A message that the site carries to another member."""

    text = forms.CharField(
        label=_("Your message"),
        max_length=2000,
        help_text=_("Please write nothing that could identify a patient or a young person."),
        widget=forms.Textarea(attrs={"rows": 7}),
    )


class HopeForm(ScreenedForm):
    """What a member hopes for from mentoring."""

    hope = forms.CharField(
        label=_("What do you hope for?"),
        max_length=500,
        help_text=_("Two or three sentences: what you would like to talk about, and how often."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class SaveSearchForm(ScreenedForm):
    """A name for a search worth keeping."""

    name = forms.CharField(label=_("A name for this search"), max_length=80)
    alerts = forms.BooleanField(label=_("Tell me when somebody new fits"), required=False, initial=True)


class AnswerForm(ScreenedForm):
    """A few words with an answer; none are needed."""

    answer = forms.CharField(
        label=_("A few words with your answer"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )


class CheckForm(ScreenedForm):
    """What a member would like to have checked, and how."""

    METHODS = (
        ("register", _("A professional register (such as HCPC, NMC, GMC or Social Work England)")),
        ("manager", _("My manager at an organisation that is on this site")),
        ("vouched", _("There is no register for what I do: two checked members vouch for me")),
    )
    method = forms.ChoiceField(label=_("How can it be checked?"), choices=METHODS, widget=forms.RadioSelect)
    what = forms.CharField(
        label=_("What should be checked?"),
        max_length=160,
        help_text=_("Such as “Registered nurse” or “Youth worker at our service”. Please write no number."),
    )
    organisation = forms.ModelChoiceField(
        label=_("Which organisation?"),
        queryset=Organisation.objects.all(),
        required=False,
        empty_label=_("None"),
        help_text=_("Needed if your manager is to be asked."),
    )

    def clean(self) -> None:
        """A manager can only be asked of an organisation; a number is not for this form."""
        super().clean()
        data = self.cleaned_data
        if data.get("method") == "manager" and data.get("organisation") is None:
            self.add_error("organisation", _("Choose the organisation whose manager should be asked."))
        if holds_number(data.get("what", "")):
            self.add_error("what", _("Please take the number out. Whoever checks will ask you for it."))


class WorkAddressForm(ReadableForm):
    """A work address, to which a link is sent; it is not kept."""

    organisation = forms.ModelChoiceField(
        label=_("Organisation"),
        queryset=Organisation.objects.exclude(email_domains=[]),
        empty_label=_("Choose one"),
    )
    address = forms.EmailField(
        label=_("Your work address"),
        help_text=_("We send one letter with a link, and do not keep the address."),
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )


class ConfirmForm(ScreenedForm):
    """What whoever checked has found."""

    ANSWERS = (("yes", _("It is so")), ("no", _("It could not be checked")))
    found = forms.ChoiceField(label=_("What did you find?"), choices=ANSWERS, widget=forms.RadioSelect)
    where = forms.CharField(
        label=_("Where did you look, or why could it not be checked?"),
        max_length=160,
        help_text=_("Such as “NMC register”. The member reads it. Please write no number."),
    )
    until = forms.DateField(
        label=_("Until when does it hold?"),
        required=False,
        help_text=_("A year from today if you leave it empty."),
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def clean(self) -> None:
        """No number is kept, and nothing ends before it begins."""
        super().clean()
        if holds_number(self.cleaned_data.get("where", "")):
            self.add_error("where", _("Please take the number out: it is never kept."))
        until = self.cleaned_data.get("until")
        if until is not None and until < timezone.localdate():
            self.add_error("until", _("Choose a day that is not over."))


class VouchForm(ScreenedForm):
    """How one checked member knows another."""

    how_known = forms.CharField(
        label=_("How do you know them, and what have you seen them do?"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
