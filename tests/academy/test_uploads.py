"""Uploads are what they say, small enough, and seen only by those who may."""

import io
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from wagtail.models import Collection, CollectionViewRestriction

from academy.models import AcademyDocument, AcademyImage
from academy.uploads import content_fits
from tests import make


def png(width: int = 40, height: int = 30) -> bytes:
    buffer = io.BytesIO()
    Image.new("1", (width, height)).save(buffer, "PNG")
    return buffer.getvalue()


@pytest.fixture
def files_here(settings: Any, tmp_path: Any) -> None:
    """Files of a test go to its own folder."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "private"), "base_url": None},
        },
    }


@pytest.mark.pure
@pytest.mark.parametrize(
    ("name", "start", "fits"),
    [
        ("a.pdf", b"%PDF-1.7 ...", True),
        ("a.pdf", b"<html><script>", False),
        ("a.txt", "café".encode(), True),
        ("a.txt", b"<script>alert(1)</script>", False),
        ("a.csv", b"\xef\xbb\xbfname,day", True),
        ("a.csv", b"a\x00b", False),
        ("a.vtt", b"WEBVTT\n\n", True),
        ("a.vtt", b"hello", False),
        ("a.docx", b"PK\x03\x04rest", True),
        ("a.exe", b"MZ", False),
        ("a", b"anything", False),
    ],
)
def test_a_file_is_what_its_content_says(name: str, start: bytes, fits: bool) -> None:
    assert content_fits(name, start) is fits


@pytest.mark.pure
@given(st.text(), st.binary())
def test_no_content_makes_the_rule_fall_over(name: str, start: bytes) -> None:
    assert content_fits(name, start) in (True, False)


@pytest.mark.django_db
def test_a_page_dressed_as_a_document_is_refused(files_here: None) -> None:
    document = AcademyDocument(title="Notes", file=ContentFile(b"<html><script>", name="notes.pdf"))
    with pytest.raises(ValidationError, match="not what its name says"):
        document.full_clean()


@pytest.fixture
def author(client_for: Any) -> Client:
    browser: Client = client_for(make.staff("author@example.org", "Course authors"))
    return browser


def shown(browser: Client, address: str) -> Any:
    """The answer with its file read and closed."""
    response = browser.get(address)
    if response.streaming:
        response.body = b"".join(response.streaming_content)
        for closer in response._resource_closers:  # closing the answer would close the test's database
            closer()
    return response


def upload(browser: Client, name: str, content: bytes) -> Any:
    collection = Collection.get_first_root_node().pk
    data = {"title": "A picture", "file": ContentFile(content, name=name), "collection": collection}
    return browser.post("/cms/images/add/", data)


@pytest.mark.django_db
def test_a_picture_is_accepted_and_an_immense_one_is_not(author: Client, files_here: None) -> None:
    assert upload(author, "small.png", png()).status_code == 302
    upload(author, "huge.png", png(6000, 6000))
    assert AcademyImage.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["page.png", "drawing.svg"])
def test_a_page_dressed_as_a_picture_is_refused(author: Client, files_here: None, name: str) -> None:
    upload(author, name, b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    assert not AcademyImage.objects.exists()


@pytest.fixture
def picture(files_here: None, db: None) -> AcademyImage:
    collection = Collection.get_first_root_node().add_child(name="Staff only")
    file = ContentFile(png(), name="plan.png")
    return AcademyImage.objects.create(title="Plan", description="A plan", collection=collection, file=file)


@pytest.mark.django_db
def test_a_public_picture_is_shown_to_anybody(picture: AcademyImage) -> None:
    response = shown(Client(), picture.get_rendition("width-20").url)
    assert response.status_code == 200
    assert response["X-Content-Type-Options"] == "nosniff"


@pytest.mark.django_db
def test_a_closed_picture_is_shown_only_to_those_it_is_open_to(
    picture: AcademyImage, learner: Any, author: Client, client_for: Any
) -> None:
    address = picture.get_rendition("width-20").url
    CollectionViewRestriction.objects.create(collection=picture.collection, restriction_type="login")
    assert Client().get(address).status_code == 404
    assert shown(client_for(learner), address).status_code == 200
    CollectionViewRestriction.objects.update(restriction_type="groups")
    assert client_for(learner).get(address).status_code == 404
    assert shown(author, address).status_code == 200


@pytest.mark.django_db
def test_originals_have_no_address(picture: AcademyImage) -> None:
    assert Client().get(picture.file.url).status_code == 404
    assert Client().get(f"/media/{picture.file.name}").status_code == 404


@pytest.mark.django_db
def test_a_closed_document_is_not_handed_to_visitors(files_here: None, learner: Any, client_for: Any) -> None:
    collection = Collection.get_first_root_node().add_child(name="Members")
    document = AcademyDocument(title="Guide", collection=collection)
    document.file.save("guide.pdf", ContentFile(b"%PDF-1.7 a guide"))
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    assert Client().get(document.url).status_code == 302
    response = shown(client_for(learner), document.url)
    assert response.body == b"%PDF-1.7 a guide"
    assert response["Content-Disposition"].startswith("attachment")
