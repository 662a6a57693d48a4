"""The API: what the pages say, for whom they say it, described, cached rightly, and never broken."""

import json
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.test import Client
from ninja.openapi.schema import OpenAPISchema

from evidence.actions.practice import share_practice
from evidence.models import Finding, Screening, StoredPage
from tests import make_evidence
from tests.test_hostile_input import IN_PATH, VALUES

pytestmark = pytest.mark.django_db
ROOT = "/api/v1/evidence/"
LISTS = ("models", "summaries", "studies", "effects", "syntheses", "references")
PARAMETERS = (
    "limit",
    "offset",
    "q",
    "sort",
    "rating",
    "level",
    "topic",
    "summary",
    "outcome",
    "study",
    "current",
)


@pytest.fixture
def library() -> Any:
    """A model that cites, a summary about it, and beside them a closed pair and a draft."""
    model = make_evidence.model(
        "Mentoring", word="promising", levels=[make_evidence.term("level", "Secondary")]
    )
    cited = make_evidence.reference("A trial of calm", doi="10.1000/calm")
    model.findings.add(Finding(text="It helped.", points="for", reference=cited))
    model.save_revision().publish()
    summary = make_evidence.summary("Programmes", about=[model])
    hidden = make_evidence.model("Hidden model", word="strong")
    make_evidence.restrict(hidden)
    make_evidence.model("Draft model", publish=False)
    return {"model": model, "summary": summary, "hidden": hidden}


def got(client: Client, address: str, **query: Any) -> Any:
    answer = client.get(ROOT + address, query)
    assert answer.status_code == 200, answer.content
    return answer.json()


def test_models_come_as_the_toolkit_shows_them(client: Client, library: Any) -> None:
    answer = got(client, "models")
    row = answer["results"][0]
    assert (answer["count"], answer["next"], row["slug"]) == (1, None, "mentoring")
    assert (row["rating"]["word"], row["ranked"]) == ("strong", True)
    assert row["url"] == f"{settings.SITE_URL}/evidence/mentoring/"
    assert row["terms"]["level"] == [{"slug": "secondary", "name": "Secondary"}]


def test_the_toolkits_filters_work_and_unknown_wishes_are_named(client: Client, library: Any) -> None:
    assert got(client, "models", rating="strong", level="secondary", q="mentor")["count"] == 1
    answer = got(client, "models", rating="strong", level="nonsense")
    assert (answer["count"], answer["unknown"]) == (1, ["nonsense"])
    assert got(client, "models", q="nothing like it")["count"] == 0


def test_a_model_and_a_summary_say_all_their_pages_say(client: Client, library: Any) -> None:
    model = got(client, "models/mentoring")
    assert model["findings"][0]["text"] == "It helped."
    assert model["summaries"] == [{"slug": "programmes", "name": "Programmes"}]
    summary = got(client, "summaries/programmes")
    assert (len(summary["included"]), summary["analyses"][0]["result"]["pooled"]["k"]) == (5, 5)
    assert summary["models"] == [{"slug": "mentoring", "name": "Mentoring"}]


def test_studies_effects_and_syntheses_of_a_summary(client: Client, library: Any) -> None:
    assert got(client, "studies", summary="programmes")["count"] == 5
    effect = got(client, "effects", study="study-0")["results"][0]
    assert effect["numbers"]["treated_events"] == 60
    row = got(client, "syntheses", current=True)["results"][0]
    whole = got(client, f"syntheses/{row['id']}")
    assert (whole["pooled"], len(whole["inputs"]["effects"])) == (row["pooled"], 5)


def test_old_syntheses_stay_and_only_the_newest_is_current(client: Client, library: Any) -> None:
    page = library["summary"]
    study = page.included.first().study
    study.effects.update(treated_events=70)
    page.save_revision().publish()
    assert got(client, "syntheses")["count"] == 2
    assert got(client, "syntheses", current="true")["count"] == 1
    assert {row["synthesis"] for row in got(client, "effects")["results"]} == {
        got(client, "syntheses")["results"][0]["id"]
    }


def test_references_say_who_cites_them(client: Client, library: Any) -> None:
    row = got(client, "references", q="calm")["results"][0]
    assert (row["cited_by"], row["url"]) == (["model/mentoring"], "https://doi.org/10.1000/calm")
    assert got(client, "references", cited_by="summary/programmes")["count"] == 0


def test_lists_come_in_parts_with_a_next_address(client: Client, library: Any) -> None:
    first = got(client, "studies", limit=2, summary="programmes")
    assert (len(first["results"]), first["count"]) == (2, 5)
    assert first["next"].endswith(f"{ROOT}studies?limit=2&summary=programmes&offset=2")
    seen, address = [], first["next"]
    while address:
        part = client.get(address.removeprefix(settings.SITE_URL)).json()
        seen += part["results"]
        address = part["next"]
    assert len(seen) == 3


def texts(client: Client) -> str:
    """Everything the API says to somebody."""
    said = [client.get(f"{ROOT}{name}").content.decode() for name in LISTS]
    details = ("models/mentoring", "summaries/programmes")
    return "".join([*said, *(client.get(f"{ROOT}{name}").content.decode() for name in details)])


def test_drafts_and_closed_pages_are_nowhere(client: Client, library: Any) -> None:
    library["summary"].about.add(library["hidden"])
    library["summary"].save_revision().publish()
    assert "Hidden model" not in texts(client)
    assert "Draft model" not in texts(client)
    for address in ("models/hidden-model", "models/draft-model", "summaries/none"):
        answer = client.get(ROOT + address)
        assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")


def test_the_numbers_of_a_closed_summary_are_nowhere(client: Client, library: Any) -> None:
    number = got(client, "syntheses")["results"][0]["id"]
    make_evidence.restrict(library["summary"])
    for name in ("summaries", "studies", "effects", "syntheses"):
        assert got(client, name)["count"] == 0
    assert client.get(f"{ROOT}syntheses/{number}").status_code == 404
    model = got(client, "models/mentoring")
    assert (model["summaries"], model["numbers"]) == ([], None)


def test_somebody_signed_in_sees_what_they_may_and_no_cache_keeps_it(
    library: Any, learner: Any, client_for: Any
) -> None:
    answer = client_for(learner).get(f"{ROOT}models")
    assert answer.json()["count"] == 2
    assert answer["Cache-Control"] == "private, no-store"


def test_practice_and_screening_are_no_part_of_it(client: Client, library: Any, learner: Any) -> None:
    told = {"title": "Secret tea", "what": "x", "why": "x", "who_for": "x", "where": "x", "learnt": "x"}
    share_practice(person=learner, token="t" * 20, values=told | {"coproduction": "x", "worked": "no"})
    row = make_evidence.reference("A screened secret")
    Screening.objects.create(
        page=library["summary"], reference=row, settled="exclude", settled_reason="Secret reason"
    )
    assert [
        word for word in ("Secret tea", "screened secret", "Secret reason") if word in texts(client)
    ] == []


def test_who_has_an_answer_gets_304_until_it_changes(client: Client, library: Any) -> None:
    first = client.get(f"{ROOT}models")
    assert first["Cache-Control"] == "public, no-cache"
    again = client.get(f"{ROOT}models", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    StoredPage.objects.models().update(title="Renamed")
    assert client.get(f"{ROOT}models", headers={"if-none-match": first["ETag"]}).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_it_can_only_be_read(client: Client, library: Any, method: str) -> None:
    answer = getattr(client, method)(f"{ROOT}models", data="{}", content_type="application/json")
    assert (answer.status_code, answer["Allow"]) == (405, "GET, HEAD")
    assert answer.json()["detail"] == "This address can only be read. Use GET."


@pytest.mark.parametrize(
    "query", ["limit=0", "limit=101", "limit=x", "offset=-1", "offset=1e9", f"limit={'9' * 400}"]
)
def test_a_wrong_part_is_told_in_a_sentence(client: Client, query: str) -> None:
    answer = client.get(f"{ROOT}models?{query}")
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    assert answer.json()["detail"].startswith(f"“{query.split('=')[0]}”: ")


@pytest.mark.parametrize("value", [*VALUES.values(), "1e400", "\\ud800"], ids=range(len(VALUES) + 2))
def test_nothing_hostile_breaks_it(client: Client, library: Any, value: str) -> None:
    client.raise_request_exception = False
    query = "&".join(f"{name}={quote(value)}" for name in PARAMETERS)
    found = {name: client.get(f"{ROOT}{name}?{query}").status_code for name in LISTS}
    one_by_one = [
        client.get(f"{ROOT}{name}?{each}={quote(value)}").status_code for name in LISTS for each in PARAMETERS
    ]
    assert {name: status for name, status in found.items() if status >= 500} == {}
    assert max(one_by_one) < 500


@pytest.mark.parametrize("piece", [*IN_PATH, "9" * 30, "NaN", "-1", "1.5"])
def test_no_path_breaks_it(client: Client, piece: str) -> None:
    client.raise_request_exception = False
    for name in ("models", "summaries", "syntheses"):
        assert client.get(f"{ROOT}{name}/{piece}").status_code in (400, 404, 422)


def described(client: Client) -> OpenAPISchema:
    return client.get(f"{ROOT}openapi.json").json()  # type: ignore[no-any-return]


def test_every_address_is_described_with_every_answer(client: Client) -> None:
    from evidence.urls import urlpatterns

    paths = described(client)["paths"]
    routes = {f"/{item.pattern}" for item in urlpatterns if str(item.pattern).startswith("api/")}
    wanted = {route.replace("<", "{").replace(">", "}") for route in routes} - {f"{ROOT}openapi.json"}
    assert set(paths) == wanted
    for path, methods in paths.items():
        assert list(methods) == ["get"]
        answers = set(methods["get"]["responses"])
        assert answers == {"200", "304", "422"} | ({"404"} if "{" in path else set())


def test_what_is_answered_is_what_is_described(client: Client, library: Any) -> None:
    whole = described(client)
    shapes = whole["components"]["schemas"]
    for name in LISTS:
        answer = whole["paths"][f"{ROOT}{name}"]["get"]["responses"]["200"]
        shape = shapes[answer["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]]
        row = shapes[shape["properties"]["results"]["items"]["$ref"].rpartition("/")[2]]
        for told in got(client, name)["results"]:
            assert set(row["required"]) <= set(told) <= set(row["properties"])


def test_the_description_names_nothing_elsewhere(client: Client) -> None:
    assert "http" not in json.dumps(described(client)).replace("https://json-schema.org", "")


@pytest.mark.parametrize("name", [*LISTS, "models/mentoring", "summaries/programmes"])
def test_an_answer_costs_the_same_however_much_there_is(
    client: Client, library: Any, name: str, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(3):
        client.get(ROOT + name)
