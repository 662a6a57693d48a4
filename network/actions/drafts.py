"""Keeping what a member began to write: words while they type, files where something stands in the way."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from academy.models import User
from network.actions.files import forget_file
from network.models import Draft, WaitingFile

MOST_DRAFTS = 50
MOST_WAITING = 12
KEPT = timedelta(days=2)
#: The texts of a draft and how long they may be.
LONGEST = {"title": 160, "body": 20_000, "kind": 12}
#: Everything that is kept of a draft, by the name of its field.
DRAFTED = (*LONGEST, "unnamed")


@transaction.atomic
def keep_draft(*, person: User, place: str, words: Mapping[str, str]) -> None:
    """Keep what is given of a draft (`title`, `body`, `kind`; `unnamed`, empty for no).

    The oldest draft makes way for one too many.
    """
    mine = Draft.objects.filter(person=person)
    if not mine.filter(place=place).exists() and mine.count() >= MOST_DRAFTS:
        mine.order_by("saved_at")[0].delete()
    values: dict[str, str | bool] = {
        name: words[name][:most] for name, most in LONGEST.items() if name in words
    }
    if "unnamed" in words:
        values["unnamed"] = bool(words["unnamed"])
    Draft.objects.update_or_create(
        person=person, place=place, defaults={"saved_at": timezone.now(), **values}
    )


@transaction.atomic
def keep_files(*, person: User, place: str, files: Iterable[UploadedFile]) -> None:
    """Let files (already checked for their kind) wait beside a draft; the same file again is kept once."""
    User.objects.select_for_update(of=("self",)).get(pk=person.pk)
    for file in files:
        file.seek(0)
        content = file.read()
        name = _free_name(WaitingFile.objects.at(person, place), str(file.name)[-150:], content)
        if name:
            values = {"name": name, "file": ContentFile(content, name=name), "size": len(content)}
            WaitingFile.objects.create(person=person, place=place, **values)
    too_many = WaitingFile.objects.filter(person=person).order_by("-pk")[MOST_WAITING:]
    _forget(too_many)


def _free_name(waiting: Iterable[WaitingFile], name: str, content: bytes) -> str:
    """The name, or with a number where another file has it; "" where this very file waits already."""
    held = {file.name: file for file in waiting}
    stem, dot, extension = name.rpartition(".")
    for number in range(1, len(held) + 2):
        tried = name if number == 1 else f"{stem} ({number}){dot}{extension}"
        if tried not in held:
            return tried
        if held[tried].size == len(content) and held[tried].content() == content:
            return ""
    return name


@transaction.atomic
def drop_files(*, person: User, place: str, ids: Iterable[str]) -> None:
    """Keep these files no longer."""
    _forget(WaitingFile.objects.at(person, place).filter(pk__in=list(ids)))


@transaction.atomic
def forget_draft(*, person: User, place: str) -> None:
    """Take away the words and files of a draft that was sent."""
    Draft.objects.filter(person=person, place=place).delete()
    _forget(WaitingFile.objects.at(person, place))


@transaction.atomic
def forget_all_drafts(*, person: User) -> None:
    """Take away every draft of somebody who goes."""
    Draft.objects.filter(person=person).delete()
    _forget(WaitingFile.objects.filter(person=person))


def forget_waiting_files(day: date) -> None:
    """Take away files that have waited for two days."""
    with transaction.atomic():
        _forget(WaitingFile.objects.filter(chosen_at__lt=timezone.now() - KEPT))


def _forget(rows: Iterable[WaitingFile]) -> None:
    for row in list(rows):
        forget_file(row.file)
        row.delete()
