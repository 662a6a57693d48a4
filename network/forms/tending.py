"""Forms of looking after threads."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import gettext_lazy as _

from network.forms.fields import ReadableForm, ScreenedForm
from network.models import NetworkGroup, Thread


class SplitForm(ScreenedForm):
    """The title of a new thread."""

    title = forms.CharField(
        label=_("Title of the new thread"),
        max_length=160,
        help_text=_("This post and those after it go there."),
    )


class OneOfThese(ReadableForm):
    """One thing out of a few."""

    things: Sequence[Model]

    def choose_from(self, name: str, things: Sequence[Model]) -> None:
        """Offer these in a field."""
        self.things, self.name = things, name
        field: Any = self.fields[name]
        field.choices = [(str(thing.pk), str(thing)) for thing in things]

    @property
    def chosen(self) -> Any:
        """What was chosen (of a valid form)."""
        return next(thing for thing in self.things if str(thing.pk) == self.cleaned_data[self.name])


class MoveForm(OneOfThese):
    """Where a thread goes."""

    group = forms.ChoiceField(
        label=_("To which group?"),
        widget=forms.RadioSelect,
        help_text=_("Groups you look after in which no more people would read it."),
    )

    def __init__(self, *args: Any, groups: Sequence[NetworkGroup], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from("group", groups)


class MergeForm(OneOfThese):
    """Which thread takes another in."""

    into = forms.ChoiceField(
        label=_("Into which thread?"),
        widget=forms.RadioSelect,
        help_text=_("Its posts stand there in the order they were written; the old address leads there."),
    )

    def __init__(self, *args: Any, threads: Sequence[Thread], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choose_from("into", threads)
