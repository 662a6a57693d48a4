"""OAI-PMH 2.0, rule by rule of the protocol's text (openarchives.org, sections 2 to 4)."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from defusedxml import ElementTree
from django.test import Client
from django.utils import timezone

from evidence.models import ModelPage, StoredPage
from evidence.oai import harvest
from tests import make_evidence

pytestmark = pytest.mark.django_db
OAI = "{http://www.openarchives.org/OAI/2.0/}"
DC = "{http://purl.org/dc/elements/1.1/}"
PLACE = "/evidence/oai/"
LIST = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}


@pytest.fixture
def library() -> tuple[ModelPage, Any]:
    model = make_evidence.model("Mentoring & more", word="promising")
    return model, make_evidence.summary("Programmes", about=[model])


def asked(client: Client, *, post: bool = False, **given: str) -> Any:
    """The root of an answer, parsed strictly."""
    answer = client.post(PLACE, given) if post else client.get(PLACE, given)
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/xml; charset=utf-8")
    return ElementTree.fromstring(answer.content)


def error_of(root: Any) -> str:
    return str(root.find(f"{OAI}error").get("code"))


def identifiers(root: Any) -> list[str]:
    return [item.text for item in root.iter(f"{OAI}identifier")]


def test_every_answer_has_the_three_parts_in_order(client: Client, library: Any) -> None:
    for verb in ("Identify", "ListSets", "ListMetadataFormats"):
        root = asked(client, verb=verb)
        assert [part.tag.removeprefix(OAI) for part in root] == ["responseDate", "request", verb]
        assert root[1].attrib == {"verb": verb}
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", root[0].text)


def test_identify_says_who_we_are_in_the_order_of_the_schema(client: Client, library: Any) -> None:
    parts = {part.tag.removeprefix(OAI): part.text for part in asked(client, verb="Identify")[2]}
    names = ["repositoryName", "baseURL", "protocolVersion", "adminEmail", "earliestDatestamp"]
    assert list(parts) == [*names, "deletedRecord", "granularity"]
    assert (parts["protocolVersion"], parts["deletedRecord"]) == ("2.0", "no")
    first = StoredPage.objects.order_by("stored_at").values_list("stored_at", flat=True)[0]
    assert parts["earliestDatestamp"] == first.strftime("%Y-%m-%dT%H:%M:%SZ")


def test_records_are_dublin_core(client: Client, library: Any) -> None:
    root = asked(client, **LIST)
    record = next(each for each in root.iter(f"{OAI}record") if "model" in each[0][0].text)
    assert [part.tag.removeprefix(OAI) for part in record] == ["header", "metadata"]
    assert [part.tag.removeprefix(OAI) for part in record[0]] == ["identifier", "datestamp", "setSpec"]
    said = {each.tag.removeprefix(DC): each.text for each in record[1][0]}
    assert (said["title"], said["identifier"].endswith("/evidence/mentoring-more/")) == (
        "Mentoring & more",
        True,
    )


def test_one_record_by_its_identifier_by_get_and_by_post(client: Client, library: Any) -> None:
    wanted = f"oai:localhost:model-{library[0].pk}"
    for post in (False, True):
        root = asked(client, post=post, verb="GetRecord", identifier=wanted, metadataPrefix="oai_dc")
        assert identifiers(root)[0] == wanted
    assert root[1].attrib["identifier"] == wanted


def test_sets_part_the_records(client: Client, library: Any) -> None:
    sets = [each.text for each in asked(client, verb="ListSets").iter(f"{OAI}setSpec")]
    assert sets == ["models", "summaries"]
    for spec in sets:
        root = asked(client, verb="ListIdentifiers", metadataPrefix="oai_dc", set=spec)
        assert {each.text for each in root.iter(f"{OAI}setSpec")} == {spec}
        assert root.find(f".//{OAI}metadata") is None


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("", "badVerb"),
        ("verb=Nonsense", "badVerb"),
        ("verb=Identify&verb=Identify", "badVerb"),
        ("verb=Identify&x=1", "badArgument"),
        ("verb=ListRecords", "badArgument"),
        ("verb=GetRecord&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=x", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-30", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-02&until=2026-01-01", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-01&until=2026-01-02T00:00:00Z", "badArgument"),
        ("verb=ListRecords&metadataPrefix=marc21", "cannotDisseminateFormat"),
        ("verb=ListRecords&metadataPrefix=oai_dc&until=1999-01-01", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=nonsense", "noRecordsMatch"),
        ("verb=ListRecords&metadataPrefix=oai_dc&until=9999-12-31&from=9999-01-01", "noRecordsMatch"),
        ("verb=ListRecords&resumptionToken=nonsense", "badResumptionToken"),
        ("verb=ListSets&resumptionToken=nonsense", "badResumptionToken"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=oai:localhost:model-99999", "idDoesNotExist"),
        ("verb=GetRecord&metadataPrefix=oai_dc&identifier=nonsense", "idDoesNotExist"),
        ("verb=ListMetadataFormats&identifier=oai:localhost:model-" + "9" * 40, "idDoesNotExist"),
    ],
)
def test_each_error_has_its_code(client: Client, library: Any, query: str, code: str) -> None:
    root = ElementTree.fromstring(client.get(f"{PLACE}?{query}").content)
    assert error_of(root) == code
    if code in ("badVerb", "badArgument"):
        assert root.find(f"{OAI}request").attrib == {}


def test_from_and_until_hold_both_ends_by_day_and_by_second(client: Client, library: Any) -> None:
    when = timezone.now().replace(
        year=2020, month=5, day=17, hour=23, minute=59, second=58, microsecond=900_000
    )
    StoredPage.objects.models().update(stored_at=when)
    inside = [
        {"from": "2020-05-17", "until": "2020-05-17"},
        {"from": "2020-05-17T23:59:58Z", "until": "2020-05-17T23:59:58Z"},
        {"until": "2020-05-17"},
    ]
    assert [len(identifiers(asked(client, **LIST, **span))) for span in inside] == [1, 1, 1]
    for span in ({"until": "2020-05-17T23:59:57Z"}, {"until": "2020-05-16"}):
        assert error_of(asked(client, **LIST, **span)) == "noRecordsMatch"


def harvested(client: Client, **given: str) -> Iterator[Any]:
    """Every part of a list, following its tokens."""
    root = asked(client, **given)
    while True:
        yield root
        token = root.find(f".//{OAI}resumptionToken")
        if token is None or not token.text:
            return
        root = asked(client, verb=given["verb"], resumptionToken=token.text)


def test_a_long_list_comes_in_parts_each_record_once(
    client: Client, library: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(harvest, "AT_ONCE", 2)
    for title in ("A", "B", "C"):
        make_evidence.model(title)
    parts = list(harvested(client, **LIST))
    found = [each for part in parts for each in identifiers(part)]
    assert (len(parts), len(found), len(set(found))) == (3, 5, 5)
    tokens = [part.find(f".//{OAI}resumptionToken") for part in parts]
    assert [token.get("cursor") for token in tokens] == ["0", "2", "4"]
    assert (tokens[0].get("completeListSize"), tokens[-1].text) == ("5", None)


def test_a_change_in_the_middle_of_a_harvest_loses_nothing(
    client: Client, library: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(harvest, "AT_ONCE", 2)
    for title in ("A", "B", "C"):
        make_evidence.model(title)
    parts = harvested(client, **LIST)
    found = identifiers(next(parts))
    StoredPage.objects.order_by("stored_at")[0].save()
    StoredPage.objects.order_by("-stored_at")[1].delete()
    found += [each for part in parts for each in identifiers(part)]
    assert {f"oai:localhost:{row.kind}-{row.page_id}" for row in StoredPage.objects.all()} <= set(found)


def test_a_token_expires_and_belongs_to_its_verb(
    client: Client, library: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(harvest, "AT_ONCE", 1)
    text = asked(client, **LIST).find(f".//{OAI}resumptionToken").text
    assert error_of(asked(client, verb="ListIdentifiers", resumptionToken=text)) == "badResumptionToken"
    assert error_of(asked(client, verb="ListRecords", resumptionToken=f"{text}x")) == "badResumptionToken"
    monkeypatch.setattr(harvest, "LASTS", timedelta(0))
    assert error_of(asked(client, verb="ListRecords", resumptionToken=text)) == "badResumptionToken"


def test_only_what_everybody_may_read_is_harvested(
    client: Client, library: Any, learner: Any, client_for: Any
) -> None:
    make_evidence.model("Draft", publish=False)
    closed = make_evidence.model("Closed")
    make_evidence.restrict(closed)
    for browser in (client, client_for(learner)):
        assert len(identifiers(asked(browser, verb="ListIdentifiers", metadataPrefix="oai_dc"))) == 2
        root = asked(
            browser, verb="GetRecord", identifier=f"oai:localhost:model-{closed.pk}", metadataPrefix="oai_dc"
        )
        assert error_of(root) == "idDoesNotExist"


def test_an_empty_library_has_no_records_and_still_answers(client: Client) -> None:
    assert error_of(asked(client, **LIST)) == "noRecordsMatch"
    assert asked(client, verb="Identify").find(f".//{OAI}earliestDatestamp").text


def test_strange_characters_make_no_broken_answer(client: Client, library: Any) -> None:
    StoredPage.objects.models().update(title="A \x0b & <b> \ufffe title")
    root = asked(client, **LIST)
    assert "A & <b> title" in [each.text for each in root.iter(f"{DC}title")]
    assert error_of(asked(client, verb="\x0b<&>")) == "badVerb"


def test_a_harvest_costs_the_same_however_many(
    client: Client, library: Any, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(2):
        asked(client, **LIST)
