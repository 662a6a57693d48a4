"""Forms of managers."""

from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from academy.models import Membership, Organisation, Place, Profession, User
from academy.permissions import AnyUser, visible_pages
from academy.rules import clean_display_name, number_in, readable
from courses.models import Assignment, CoursePage, PathwayPage

Audience = Assignment.Audience
#: More names than this are no list to choose from: a person's own page leads here with them chosen.
MOST_LISTED = 200
FURTHEST = timedelta(days=5 * 366)


def _some(people: QuerySet[User], chosen: list[int]) -> list[tuple[int, str]]:
    """Those chosen, and of everybody else as many as a list on a page bears."""
    named = list(people.filter(pk__in=chosen[:MOST_LISTED]))
    named += people.exclude(pk__in=chosen).order_by("display_name", "pk")[: MOST_LISTED - len(named)]
    return [(one.pk, one.get_full_name()) for one in named]


class AssignmentForm(forms.Form):
    """What, who, and by when."""

    thing = forms.ChoiceField(label=_("Which course or pathway?"))
    audience = forms.ChoiceField(
        label=_("Who is asked?"),
        choices=[*Audience.choices[:-1], (Audience.PERSON, _("Certain people"))],
        widget=forms.RadioSelect,
        initial=Audience.EVERYBODY,
    )
    profession = forms.ModelChoiceField(Profession.objects.all(), label=_("Profession"), required=False)
    place = forms.ModelChoiceField(Place.objects.none(), label=_("Place of work"), required=False)
    person = forms.ModelMultipleChoiceField(
        User.objects.none(),
        label=_("People"),
        required=False,
        help_text=_(
            "Choose one or several. On a computer, hold Ctrl or Cmd for more than one. "
            "In a large team, begin at the person’s own page."
        ),
    )
    due_on = forms.DateField(
        label=_("By a day"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    due_days = forms.IntegerField(
        label=_("Or so many days after somebody joins"),
        required=False,
        min_value=1,
        max_value=730,
        help_text=_("For members of today the days count from now."),
    )

    def __init__(self, *args: Any, organisation: Organisation, asker: AnyUser, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = Membership.objects.valid_on(timezone.localdate()).filter(organisation=organisation)
        fields: dict[str, Any] = self.fields
        fields["place"].queryset = Place.objects.filter(pk__in=members.values("place"))
        people = User.objects.filter(pk__in=members.values("person"), is_active=True)
        fields["person"].queryset = people
        wished = (
            cast(QueryDict, self.data).getlist("person")
            if self.is_bound
            else [str(self.initial.get("person") or "")]
        )
        chosen = [number_in(pk) for pk in wished]
        fields["person"].choices = _some(people, chosen)
        self.things = {
            f"{kind}-{page.pk}": page
            for kind, rows in (("course", CoursePage.objects.all()), ("pathway", PathwayPage.objects.all()))
            for page in visible_pages(asker, rows).order_by("title")
        }
        fields["thing"].choices = [
            ("", _("Choose")),
            *((key, page.title) for key, page in self.things.items()),
        ]

    def clean_due_on(self) -> date | None:
        """Refuse a day that is over, or too far away to mean anything."""
        day: date | None = self.cleaned_data["due_on"]
        if day is not None and not timezone.localdate() <= day <= timezone.localdate() + FURTHEST:
            raise forms.ValidationError(_("Give a day from today on, within five years."))
        return day

    def clean(self) -> None:
        """Ask for who is meant, and for one way of saying by when."""
        super().clean()
        held = self.cleaned_data
        audience = held.get("audience")
        if audience in (Audience.PROFESSION, Audience.PLACE, Audience.PERSON) and not held.get(audience):
            self.add_error(str(audience), _("Choose who is asked."))
        if "due_on" in held and "due_days" in held and bool(held["due_on"]) == bool(held["due_days"]):
            self.add_error("due_on", _("Give a day, or a number of days: one of the two."))

    def wishes(self) -> dict[str, Any]:
        """What `assign` takes."""
        held = self.cleaned_data
        names = {Audience.PROFESSION: "profession", Audience.PLACE: "place", Audience.PERSON: "people"}
        wished = {"thing": self.things[held["thing"]], "due_on": held["due_on"], "due_days": held["due_days"]}
        audience = Audience(held["audience"])
        return wished | ({names[audience]: held[audience]} if audience in names else {})


class ExemptionForm(forms.Form):
    """Why somebody need not do a course."""

    reason = forms.CharField(label=_("Why? The person and your fellow managers read this."), max_length=300)

    def clean_reason(self) -> str:
        """Refuse characters that no database can store."""
        text = str(self.cleaned_data["reason"])
        if not readable(text):
            raise forms.ValidationError(_("This holds a character that cannot be stored. Please remove it."))
        return text


class RosterForm(forms.Form):
    """A list of people as a CSV file."""

    file = forms.FileField(
        label=_("The list, as a CSV file"),
        help_text=_("Columns: email, name, profession, place, role, leaves. Only email is needed."),
    )
    whole = forms.BooleanField(
        label=_("This is everybody: members who are not in it have left"), required=False
    )


class KeyForm(forms.Form):
    """A name for a key, so that it can be told from others."""

    what = forms.CharField(initial="key", widget=forms.HiddenInput)
    once = forms.CharField(min_length=16, max_length=40, widget=forms.HiddenInput)
    name = forms.CharField(label=_("What reads the feed?"), max_length=80)

    def clean_name(self) -> str:
        """Refuse a name that nobody could read."""
        name = clean_display_name(str(self.cleaned_data["name"]))
        if not name:
            raise forms.ValidationError(_("Give it a name."))
        return name


class WebhookForm(forms.Form):
    """An address that is told."""

    what = forms.CharField(initial="webhook", widget=forms.HiddenInput)
    url = forms.URLField(label=_("Address, beginning with https://"), max_length=300, assume_scheme="https")
