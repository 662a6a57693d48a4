"""Forms of groups and discussion."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django import forms
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext_lazy as _

from academy.models import Place
from evidence.models import ModelPage
from evidence.permissions import open_to_all
from network.actions.posting import Writing
from network.forms.fields import MOST_FILES, TOO_MANY_FILES, FilesField, OnceForm, ReadableForm, ScreenedForm
from network.markup import LONGEST
from network.models import NetworkGroup, Thread, WaitingFile
from network.screened import answers_that_count
from network.screening import Category, screen_all

SAFE = _(
    "Please write nothing that could identify a patient or a young person. We look before anybody else does."
)


GONE = _("A file you chose is no longer here. Please choose it again.")


class GroupForm(ScreenedForm, forms.ModelForm[NetworkGroup]):
    """What a group is, who reads it and how one joins."""

    class Meta:
        model = NetworkGroup
        fields = [
            *("name", "summary", "openness", "joining", "welcome", "rules"),
            *("anonymous_asking", "place", "model"),
        ]
        labels = {
            "openness": _("Who can read it?"),
            "joining": _("How does one join?"),
            "place": _("Is it about one borough?"),
            "model": _("Is it about one model?"),
        }
        widgets = {
            "openness": forms.RadioSelect,
            "joining": forms.RadioSelect,
            "welcome": forms.Textarea(attrs={"rows": 4}),
            "rules": forms.Textarea(attrs={"rows": 4}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        place: Any = self.fields["place"]
        model: Any = self.fields["model"]
        place.queryset = Place.objects.authorities()
        place.empty_label = model.empty_label = _("No")
        model.queryset = open_to_all(ModelPage.objects.all()).order_by("title")


class WritingForm(OnceForm):
    """Words, and what their writer says to screening."""

    body = forms.CharField(
        label=_("Your words"),
        max_length=LONGEST,
        help_text=SAFE,
        widget=forms.Textarea(attrs={"rows": 7}),
    )

    def files_of(self, data: dict[str, Any]) -> tuple[File[bytes], ...]:
        """The files that go with the words: none, unless a form takes some."""
        return ()

    def writing(self, **more: Any) -> Writing:
        """What was sent, as actions take it."""
        data = self.cleaned_data
        made = Writing(
            body=data["body"],
            token=data["token"],
            title=data.get("title", ""),
            files=self.files_of(data),
            send_anyway="send-anyway" in self.data,
            unnamed=data.get("unnamed", False),
            **more,
        )
        sent = {category.value: self.data.get(f"answer-{category.value}") for category in Category}
        answers = {category: value for category, value in sent.items() if value}
        if answers:
            answers = answers_that_count(screen_all(self.looked_at(made)), answers)
        return replace(made, answers=answers)

    def looked_at(self, writing: Writing) -> dict[str, str]:
        """The texts in which something new would be asked about."""
        return writing.texts


class PostForm(WritingForm):
    """An answer, with files; those that `waiting` holds were chosen before, when something stood in the way."""

    field_order = ["body", "attached", "kept"]
    attached = FilesField(
        label=_("Files"),
        required=False,
        help_text=_("At most three of 5 MB: PDF, pictures, documents, plain text."),
    )
    kept = forms.MultipleChoiceField(
        label=_("Files that you chose"),
        required=False,
        help_text=_("They go with your words. Take out the tick of one that should not."),
        error_messages={"invalid_choice": GONE},
    )

    def __init__(self, *args: Any, waiting: Iterable[WaitingFile] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.waiting: dict[str, WaitingFile] = {}
        self.offer(waiting)

    def offer(self, waiting: Iterable[WaitingFile]) -> None:
        """Show files that wait, each ticked unless the form was sent."""
        self.waiting = {str(file.pk): file for file in waiting}
        field: Any = self.fields["kept"]
        field.choices = [(pk, file.name) for pk, file in self.waiting.items()]
        field.widget = forms.CheckboxSelectMultiple() if self.waiting else forms.MultipleHiddenInput()
        field.widget.choices = field.choices
        self.initial["kept"] = list(self.waiting)

    def keep(self, waiting: Iterable[WaitingFile]) -> None:
        """Show what waits now: as it was ticked, and what began to wait with this sending ticked."""
        bound: Any = self.data
        data = bound.copy()
        known = set(self.waiting)
        self.offer(waiting)
        ticked = {*data.getlist("kept"), *(self.waiting.keys() - known)}
        data.setlist("kept", [pk for pk in self.waiting if pk in ticked])
        self.data = data

    @property
    def left_out(self) -> list[str]:
        """The ids of files that were offered and whose tick was taken out."""
        bound: Any = self.data
        return [pk for pk in self.waiting if pk not in bound.getlist("kept")]

    def clean_kept(self) -> list[ContentFile[bytes]]:
        """The files themselves; one that is no longer stored has to be chosen again."""
        found = []
        for pk in self.cleaned_data["kept"]:
            content = self.waiting[pk].content()
            if content is None:
                raise forms.ValidationError(GONE)
            found.append(ContentFile(content, name=self.waiting[pk].name))
        return found

    def clean(self) -> None:
        """Three files in all."""
        super().clean()
        data = self.cleaned_data
        if len(data.get("attached") or ()) + len(data.get("kept") or ()) > MOST_FILES:
            self.add_error("attached", TOO_MANY_FILES)

    def files_of(self, data: dict[str, Any]) -> tuple[File[bytes], ...]:
        """Those that waited and are still wanted, and those sent now."""
        return (*(data.get("kept") or ()), *(data.get("attached") or ()))


class UnnamedPostForm(PostForm):
    """An answer in a thread that its asker began without a name: they stay without it."""

    unnamed = forms.BooleanField(label=_("Answer without my name"), required=False, initial=True)


class ThreadForm(PostForm):
    """A thread with its opening post."""

    field_order = ["kind", "title", "body", "attached", "kept", "unnamed"]
    kind = forms.ChoiceField(label=_("What is it?"), widget=forms.RadioSelect)
    title = forms.CharField(label=_("Title"), max_length=160, help_text=_("The question in one sentence."))
    unnamed = forms.BooleanField(
        label=_("Ask without my name"),
        required=False,
        help_text=_(
            "Members see “A member, without their name”. Stewards still see who asked, and read it first; so do "
            "moderators, if it is ever reported."
        ),
    )

    def __init__(self, *args: Any, kinds: list[str], may_ask_unnamed: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = [(value, label) for value, label in Thread.Kind.choices if value in kinds]
        self.initial.setdefault("kind", kinds[0])
        if not may_ask_unnamed:
            del self.fields["unnamed"]


class EditForm(WritingForm):
    """One's own words, once more; with the title where they open a thread."""

    field_order = ["title", "body"]
    title = forms.CharField(label=_("Title"), max_length=160)

    def __init__(self, *args: Any, opens: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not opens:
            del self.fields["title"]

    def looked_at(self, writing: Writing) -> dict[str, str]:
        """A title that stays has been looked at."""
        unchanged = writing.title == self.initial.get("title")
        return writing.texts | ({"title": ""} if unchanged else {})


class PollForm(ScreenedForm):
    """A question with two to six answers, one a line."""

    question = forms.CharField(label=_("Question"), max_length=200)
    answers = forms.CharField(
        label=_("Answers, one a line"), max_length=800, widget=forms.Textarea(attrs={"rows": 4})
    )
    several = forms.BooleanField(label=_("More than one may be chosen"), required=False)

    def clean_answers(self) -> list[str]:
        """Two to six different lines."""
        lines = dict.fromkeys(line.strip()[:120] for line in self.cleaned_data["answers"].splitlines())
        found = [line for line in lines if line]
        if not 2 <= len(found) <= 6:
            raise forms.ValidationError(_("Write two to six different answers, one a line."))
        return found


class AskToJoinForm(ScreenedForm):
    """A few words to the stewards."""

    message = forms.CharField(
        label=_("A few words to the stewards"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class InviteForm(ReadableForm):
    """Whom to invite."""

    handle = forms.CharField(label=_("Handle of the member"), max_length=41)


class GroupFileForm(ScreenedForm):
    """A file for the group."""

    title = forms.CharField(label=_("What is it?"), max_length=160)
    file = FilesField(label=_("File"), help_text=_("PDF, picture, document or plain text, at most 5 MB."))


class ReasonForm(ScreenedForm):
    """Why a post is not shown; its writer reads it."""

    why = forms.CharField(
        label=_("Why is it not shown? The writer reads this."),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
