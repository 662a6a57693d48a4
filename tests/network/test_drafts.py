"""What is not sent yet: drafts, previews, files that wait."""

import io
import os
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from academy import privacy
from academy.models.media import private_storage
from network.actions.drafts import forget_waiting_files, keep_draft, keep_files
from network.actions.files import forget_orphans
from network.actions.posting import open_thread, reply
from network.actions.profiles import leave_network
from network.models import Attachment, Draft, NetworkGroup, Profile, Thread, WaitingFile
from tests.make_network import user, words
from tests.network.screening.asked import choice

pytestmark = pytest.mark.django_db
ClientFor = Callable[..., Client]
NHS = "The NHS number is 943 476 5919, please look."


def test_a_draft_is_kept_offered_again_and_gone_when_posted(
    client_for: ClientFor, asker: Profile, group: NetworkGroup
) -> None:
    thread = open_thread(author=asker, writing=words(), kind="question", group=group)
    browser = client_for(user(asker))
    browser.post("/network/threads/draft/", {"place": f"thread:{thread.pk}", "body": "Half a thought"})
    assert "Half a thought" in browser.get(thread.get_absolute_url()).content.decode()
    browser.post(f"{thread.get_absolute_url()}answer/", {"body": "A whole thought", "token": "v" * 20})
    assert not Draft.objects.exists()


def test_a_preview_posts_nothing_and_keeps_what_was_typed(
    client_for: ClientFor, asker: Profile, group: NetworkGroup
) -> None:
    thread = open_thread(author=asker, writing=words(), kind="question", group=group)
    sent = {"body": "Some *words*", "token": "v" * 20, "preview": "yes"}
    page = client_for(user(asker)).post(f"{thread.get_absolute_url()}answer/", sent).content.decode()
    assert "Some <em>words</em>" in page
    assert "Some *words*" in page
    assert thread.posts.count() == 1


@pytest.mark.parametrize(
    ("name", "content"), [("page.html", b"<script>"), ("a.pdf", b"<html>"), ("x.svg", b"<svg")]
)
def test_a_file_that_is_not_safe_is_refused(
    client_for: ClientFor, asker: Profile, group: NetworkGroup, name: str, content: bytes
) -> None:
    thread = open_thread(author=asker, writing=words(), kind="question", group=group)
    sent = {"body": "See", "token": "v" * 20, "attached": SimpleUploadedFile(name, content)}
    page = client_for(user(asker)).post(f"{thread.get_absolute_url()}answer/", sent)
    assert ("cannot be attached" in page.content.decode(), thread.posts.count()) == (True, 1)


def upload(name: str = "plan.txt", content: bytes = b"Plain words") -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def test_files_wait_while_screening_asks_and_go_with_the_post(
    client_for: ClientFor, asker: Profile, group: NetworkGroup, django_capture_on_commit_callbacks: Any
) -> None:
    browser, address = client_for(user(asker)), "/network/threads/new/?group=closed"
    sent = {"kind": "question", "title": "Whom?", "body": "Ring 020 7946 0123.", "token": "t" * 20}
    asked = browser.post(address, sent | {"attached": [upload(), upload("two.txt")]})
    page = asked.content.decode()
    kept = {file.name: file for file in WaitingFile.objects.all()}
    assert all(f'value="{file.pk}" id' in page or name in page for name, file in kept.items())
    answered = sent | choice(asked, "answer-phone", "service_contact") | {"kept": [kept["plan.txt"].pk]}
    with django_capture_on_commit_callbacks(execute=True):
        browser.post(address, answered)
    file = Attachment.objects.get()
    assert (file.name, file.file.read()) == ("plan.txt", b"Plain words")
    file.file.close()
    assert not WaitingFile.objects.exists()
    assert not any(one.file.storage.exists(one.file.name) for one in kept.values())


def test_files_that_wait_are_offered_again_with_the_draft(
    client_for: ClientFor, asker: Profile, steward: Profile, group: NetworkGroup
) -> None:
    thread = open_thread(author=asker, writing=words(), kind="question", group=group)
    sent = {"body": "Some words", "token": "v" * 20, "preview": "yes", "attached": upload()}
    client_for(user(asker)).post(f"{thread.get_absolute_url()}answer/", sent)
    assert "plan.txt" in client_for(user(asker)).get(thread.get_absolute_url()).content.decode()
    assert "plan.txt" not in client_for(user(steward)).get(thread.get_absolute_url()).content.decode()


def test_a_good_file_is_not_lost_beside_one_that_is_refused(
    client_for: ClientFor, asker: Profile, group: NetworkGroup
) -> None:
    thread = open_thread(author=asker, writing=words(), kind="question", group=group)
    sent = {"body": "See", "token": "v" * 20, "attached": [upload(), upload("a.html", b"<b>")]}
    client_for(user(asker)).post(f"{thread.get_absolute_url()}answer/", sent)
    assert [file.name for file in WaitingFile.objects.all()] == ["plan.txt"]


def test_three_files_are_the_most_with_those_that_waited(
    client_for: ClientFor, asker: Profile, group: NetworkGroup
) -> None:
    thread = open_thread(author=asker, writing=words(), kind="question", group=group)
    browser, address = client_for(user(asker)), f"{thread.get_absolute_url()}answer/"
    first = [upload(f"{number}.txt") for number in range(3)]
    browser.post(address, {"body": "See", "token": "v" * 20, "preview": "yes", "attached": first})
    ids = list(WaitingFile.objects.values_list("pk", flat=True))
    page = browser.post(address, {"body": "See", "token": "v" * 20, "kept": ids, "attached": upload("4.txt")})
    assert "at most three files" in page.content.decode()
    assert thread.posts.count() == 1


def test_a_file_that_is_gone_is_missed_and_said_so(
    client_for: ClientFor, asker: Profile, group: NetworkGroup
) -> None:
    thread = open_thread(author=asker, writing=words(), kind="question", group=group)
    sent = {"body": "See", "token": "v" * 20, "kept": ["999"]}
    page = client_for(user(asker)).post(f"{thread.get_absolute_url()}answer/", sent).content.decode()
    assert "no longer here" in page
    assert thread.posts.count() == 1


def test_nobody_sends_a_file_that_waits_for_another(
    client_for: ClientFor, asker: Profile, steward: Profile, group: NetworkGroup
) -> None:
    thread = open_thread(author=asker, writing=words(), kind="question", group=group)
    keep_files(person=user(asker), place=f"thread:{thread.pk}", files=[upload()])
    sent = {"body": "See", "token": "v" * 20, "kept": [WaitingFile.objects.get().pk]}
    client_for(user(steward)).post(f"{thread.get_absolute_url()}answer/", sent)
    assert not Attachment.objects.exists()


def test_sending_again_after_files_went_leads_to_the_post(
    client_for: ClientFor, asker: Profile, group: NetworkGroup
) -> None:
    thread = open_thread(author=asker, writing=words(), kind="question", group=group)
    browser, address = client_for(user(asker)), f"{thread.get_absolute_url()}answer/"
    browser.post(address, {"body": "See", "token": "v" * 20, "preview": "yes", "attached": upload()})
    sent = {"body": "See", "token": "v" * 20, "kept": [WaitingFile.objects.get().pk]}
    answers = [browser.post(address, sent) for _time in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert thread.posts.count() == 2


def test_files_wait_two_days_and_no_more_than_a_dozen(asker: Profile) -> None:
    person = user(asker)
    for number in range(14):
        keep_files(person=person, place="new:0:0", files=[upload(f"{number}.txt")])
    assert WaitingFile.objects.count() == 12
    WaitingFile.objects.filter(name="13.txt").update(chosen_at=timezone.now() - timedelta(days=3))
    forget_waiting_files(timezone.localdate())
    assert WaitingFile.objects.count() == 11


def test_what_waits_is_in_the_copy_of_ones_data_and_goes_with_the_account(asker: Profile) -> None:
    person = user(asker)
    keep_files(person=person, place="new:0:0", files=[upload()])
    with zipfile.ZipFile(io.BytesIO(privacy.export(person))) as archive:
        assert any(name.endswith("plan.txt") for name in archive.namelist())
    privacy.erase(person)
    assert not WaitingFile.objects.exists()


def test_files_whose_row_was_never_kept_go_after_a_day(asker: Profile) -> None:
    keep_files(person=user(asker), place="new:0:0", files=[upload()])
    storage = private_storage()
    held = WaitingFile.objects.get().file.name
    paths = [storage.save(f"network/posts/{name}", ContentFile(b"x")) for name in ("old.txt", "new.txt")]
    before = (timezone.now() - timedelta(days=2)).timestamp()
    for path in (held, paths[0]):
        os.utime(storage.path(path), (before, before))
    forget_orphans(timezone.localdate())
    assert [storage.exists(path) for path in (held, *paths)] == [True, False, True]


def test_two_files_of_one_name_both_wait_and_the_same_file_once(asker: Profile) -> None:
    files = [upload("image.jpg", b"one"), upload("image.jpg", b"two"), upload("image.jpg", b"one")]
    keep_files(person=user(asker), place="new:0:0", files=files)
    assert [file.name for file in WaitingFile.objects.all()] == ["image.jpg", "image (2).jpg"]


def test_a_file_whose_tick_was_taken_out_is_not_offered_again(
    client_for: ClientFor, asker: Profile, group: NetworkGroup
) -> None:
    thread = open_thread(author=asker, writing=words(), kind="question", group=group)
    browser, address = client_for(user(asker)), f"{thread.get_absolute_url()}answer/"
    sent = {"body": "See", "token": "v" * 20, "preview": "yes"}
    browser.post(address, sent | {"attached": [upload(), upload("two.txt")]})
    first = WaitingFile.objects.earliest("pk")
    browser.post(address, sent | {"kept": [first.pk]})
    assert list(WaitingFile.objects.all()) == [first]


def test_after_a_file_is_missed_the_words_can_be_sent(
    client_for: ClientFor, asker: Profile, group: NetworkGroup
) -> None:
    thread = open_thread(author=asker, writing=words(), kind="question", group=group)
    browser, address = client_for(user(asker)), f"{thread.get_absolute_url()}answer/"
    page = browser.post(address, {"body": "See", "token": "v" * 20, "kept": ["999"]}).content.decode()
    assert 'value="999"' not in page
    keep_files(person=user(asker), place=f"thread:{thread.pk}", files=[upload()])
    file = WaitingFile.objects.get()
    file.file.storage.delete(file.file.name)
    page = browser.post(address, {"body": "See", "token": "v" * 20, "kept": [file.pk]}).content.decode()
    assert "no longer here" in page
    assert browser.post(address, {"body": "See", "token": "v" * 20}).status_code == 302


def test_words_and_files_stay_where_a_thread_was_locked_meanwhile(
    client_for: ClientFor, asker: Profile, group: NetworkGroup
) -> None:
    thread = open_thread(author=asker, writing=words(), kind="question", group=group)
    Thread.objects.filter(pk=thread.pk).update(locked=True)
    sent = {"body": "A long thought", "token": "v" * 20, "attached": upload()}
    page = client_for(user(asker)).post(f"{thread.get_absolute_url()}answer/", sent).content.decode()
    assert ("A long thought" in page, "Nobody can write here any more" in page) == (True, True)
    assert (Draft.objects.get().body, WaitingFile.objects.count()) == ("A long thought", 1)


def test_an_answer_by_email_leaves_the_draft_on_the_site(asker: Profile, group: NetworkGroup) -> None:
    thread = open_thread(author=asker, writing=words(), kind="question", group=group)
    keep_draft(person=user(asker), place=f"thread:{thread.pk}", words={"body": "Half a thought"})
    reply(author=asker, thread=thread, writing=words("By email", 2, by_email=True))
    assert Draft.objects.get().body == "Half a thought"


def test_files_are_not_swept_where_it_is_the_rows_that_are_missing(asker: Profile) -> None:
    storage = private_storage()
    paths = [storage.save(f"network/groups/{number}.txt", ContentFile(b"x")) for number in range(21)]
    before = (timezone.now() - timedelta(days=2)).timestamp()
    for path in paths:
        os.utime(storage.path(path), (before, before))
    forget_orphans(timezone.localdate())
    kept = [storage.exists(path) for path in paths]
    for path in paths:
        storage.delete(path)
    assert all(kept)


def test_leaving_the_network_takes_what_was_not_sent(asker: Profile) -> None:
    keep_draft(person=user(asker), place="new:0:0", words={"body": "Half"})
    keep_files(person=user(asker), place="new:0:0", files=[upload()])
    leave_network(profile=asker)
    assert (Draft.objects.count(), WaitingFile.objects.count()) == (0, 0)
