"""The matrix, the factors and the gaps: pages and files."""

from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from django.test import Client

from evidence.models import Outcome
from tests import make_evidence
from tests.evidence.test_toolkit import text

pytestmark = pytest.mark.django_db
FILES = ("matrix/picture/", "factors/picture/", "gaps/picture/")


def test_the_matrix_numbers_models_and_lists_them(client: Client) -> None:
    page = make_evidence.model("Help")
    make_evidence.rated(page, "strong", sure="high", change=40.0)
    page.save_revision().publish()
    answer = text(client, "/evidence/matrix/")
    assert 'aria-labelledby="matrix-wide-title matrix-wide-desc"' in answer
    assert '<a href="/evidence/help/">Help</a>' in answer
    assert "High impact: 1." in answer


def test_the_matrix_takes_the_filters_of_the_toolkit(client: Client) -> None:
    make_evidence.model("Help", word="strong")
    make_evidence.model("Fright", word="harmful")
    page = text(client, "/evidence/matrix/?rating=strong")
    assert ">Fright</a>" not in page
    assert 'href="/evidence/matrix/picture/?rating=strong"' in page


def test_the_factor_map_names_models_and_gaps(client: Client) -> None:
    calm = make_evidence.factor("Calm", direction="protective")
    make_evidence.factor("Debt", level="society")
    make_evidence.model("Help", factors=[calm])
    page = text(client, "/evidence/factors/")
    assert "No model acts on: Debt." in page
    assert 'href="/evidence/?factor=calm"' in page
    assert "No model here yet" in page


def test_the_gap_map_shows_settings_that_nobody_looked_at(client: Client) -> None:
    school, outcome = make_evidence.term("setting", "School"), make_evidence.outcome()
    make_evidence.term("setting", "Home")
    Outcome.objects.create(slug="pain", name="Pain", family="Health", measure="OR")
    page = make_evidence.model("Help", settings=[school])
    make_evidence.rated(page, "strong", outcome=outcome)
    page.save_revision().publish()
    answer = text(client, "/evidence/gaps/")
    assert "2 settings by 2 outcomes. 3 of 4 cells are empty" in answer
    assert "1 model, 0 studies" in answer


def test_maps_of_nothing_say_so(client: Client) -> None:
    for place in ("matrix", "factors", "gaps"):
        assert "There is nothing to draw yet" in text(client, f"/evidence/{place}/")


@pytest.mark.parametrize("place", FILES)
def test_a_picture_file_may_load_and_run_nothing(client: Client, place: str) -> None:
    make_evidence.model("Help & <b>", word="strong")
    answer = client.get(f"/evidence/{place}")
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer["Content-Disposition"].startswith('attachment; filename="evidence-')
    assert answer["Content-Security-Policy"] == "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    assert fromstring(answer.content).tag.endswith("svg")


def test_a_closed_model_is_on_no_map(client: Client, learner: Any, client_for: Any) -> None:
    factor, school = make_evidence.factor("Calm"), make_evidence.term("setting", "School")
    hidden = make_evidence.model("Hidden help", word="strong", factors=[factor], settings=[school])
    make_evidence.restrict(hidden)
    insider = client_for(learner)
    assert "Hidden help" in text(insider, "/evidence/factors/")
    seen = [
        client.get(f"/evidence/{place}").content.decode()
        for place in ("factors/", "matrix/", "gaps/", *FILES)
    ]
    assert not any("Hidden help" in page for page in seen)
    assert "No model acts on: Calm." in seen[0]


@pytest.mark.parametrize("name", ["flow", "forest-ID", "funnel-ID"])
def test_a_summarys_pictures_are_files(client: Client, name: str) -> None:
    make_evidence.summary("Programmes")
    key = str(make_evidence.outcome().pk)
    answer = client.get(f"/evidence/summaries/programmes/pictures/{name.replace('ID', key)}/")
    assert answer.status_code == 200
    assert fromstring(answer.content).tag.endswith("svg")


@pytest.mark.parametrize("name", ["pie", "forest-0", "forest", "flow-1", "-"])
def test_a_picture_that_is_none_is_not_found(client: Client, name: str) -> None:
    make_evidence.summary("Programmes")
    assert client.get(f"/evidence/summaries/programmes/pictures/{name}/").status_code == 404


def test_pictures_of_a_closed_summary_are_closed(client: Client, learner: Any, client_for: Any) -> None:
    make_evidence.restrict(make_evidence.summary("Programmes"))
    address = "/evidence/summaries/programmes/pictures/flow/"
    assert client.get(address).status_code == 404
    assert client_for(learner).get(address).status_code == 200
