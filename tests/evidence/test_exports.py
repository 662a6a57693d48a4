"""References taken away: of a page a reader may see, in every form, and nothing besides."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from evidence.actions.storing import refresh_with
from evidence.citations import Found, read
from evidence.exporting import FORMS
from evidence.models import Finding, Reference
from tests import make_evidence

pytestmark = pytest.mark.django_db


@pytest.fixture
def cited() -> Reference:
    return make_evidence.reference("A trial of calm & care", doi="10.1000/calm", container="Journal of Calm")


def model_citing(reference: Reference, title: str = "Mentoring", *, publish: bool = True) -> Any:
    """A model whose page cites a publication."""
    page = make_evidence.model(title, publish=publish)
    page.findings.add(Finding(text="It helped.", points="for", reference=reference))
    revision = page.save_revision()
    if publish:
        revision.publish()
    return page


def body(answer: Any) -> bytes:
    return b"".join(answer.streaming_content)


@pytest.mark.parametrize("form", ["ris", "bibtex", "nbib", "endnote-xml", "csl-json", "csv"])
def test_each_format_reads_back_as_the_same_publication(cited: Reference, client: Client, form: str) -> None:
    model_citing(cited)
    answer = client.get(reverse("evidence:model_references", args=["mentoring", form]))
    found = [each for each in read(body(answer)) if isinstance(each, Found)]
    assert [(each.record.title, each.record.year) for each in found] == [(cited.title, 2020)]
    assert f"mentoring-references-{form}." in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("form", "start"), [("vancouver", "1. Lee A"), ("harvard", "Lee, A"), ("apa", "Lee, A")]
)
def test_each_style_is_plain_text(cited: Reference, client: Client, form: str, start: str) -> None:
    model_citing(cited)
    text = body(client.get(reverse("evidence:model_references", args=["mentoring", form]))).decode()
    assert text.startswith(start)
    assert ("calm & care" in text, "<i>" in text) == (True, False)


def test_a_summary_gives_what_its_studies_cite(cited: Reference, client: Client) -> None:
    study = make_evidence.summary("Programmes", studies=1).included.get().study
    study.references.add(cited)
    study.save()
    refresh_with(study)
    answer = client.get(reverse("evidence:summary_references", args=["programmes", "ris"]))
    assert b"A trial of calm & care" in body(answer)


def test_the_page_links_to_them(cited: Reference, client: Client) -> None:
    model_citing(cited)
    page = client.get("/evidence/mentoring/").content.decode()
    links = [reverse("evidence:model_references", args=["mentoring", form]) for form in FORMS]
    assert [link for link in links if f'href="{link}"' not in page] == []


def test_drafts_and_closed_pages_give_nothing_away(
    cited: Reference, client: Client, learner: Any, client_for: Any
) -> None:
    model_citing(cited, "Draft", publish=False)
    make_evidence.restrict(model_citing(cited, "Closed"))
    places = [reverse("evidence:model_references", args=[slug, "ris"]) for slug in ("draft", "closed", "no")]
    assert [client.get(place).status_code for place in places] == [404, 404, 404]
    assert [client_for(learner).get(place).status_code for place in places] == [404, 200, 404]


def test_a_form_that_is_none_is_not_found(cited: Reference, client: Client) -> None:
    model_citing(cited)
    assert client.get(reverse("evidence:model_references", args=["mentoring", "docx"])).status_code == 404


def test_no_cell_is_a_formula(client: Client) -> None:
    model_citing(make_evidence.reference("=HYPERLINK(1)", container="@sum"))
    text = body(client.get(reverse("evidence:model_references", args=["mentoring", "csv"]))).decode()
    assert (",=HYPERLINK" in text, ",@sum" in text) == (False, False)


def test_a_page_without_references_gives_an_empty_file(client: Client) -> None:
    make_evidence.model()
    answer = client.get(reverse("evidence:model_references", args=["mentoring", "ris"]))
    assert (answer.status_code, body(answer)) == (200, b"")


def test_a_long_list_in_a_style_says_where_it_ends(monkeypatch: pytest.MonkeyPatch, cited: Reference) -> None:
    from evidence.citing import record_of

    monkeypatch.setattr("evidence.exporting.MOST_IN_A_STYLE", 1)
    lines = list(FORMS["apa"].write([record_of(cited)] * 3))
    assert (len(lines), "as RIS" in lines[1]) == (2, True)
