"""The toolkit to take away: complete, guarded, and only what its taker may see."""

import csv
import io
import json
from datetime import date
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook

from evidence.downloads import COLUMNS, Origin, as_csv, as_xlsx, row_of
from evidence.shelves import complete
from tests import make_evidence

pytestmark = pytest.mark.django_db
ORIGIN = Origin(
    "https://example.org", date(2026, 11, 24), lambda slug: f"https://example.org/evidence/{slug}/"
)


def rows(client: Client, query: str = "") -> list[dict[str, str]]:
    """The CSV as a spreadsheet reads it."""
    answer = client.get(f"/evidence/download/csv/{query}")
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_a_table_holds_what_the_toolkit_shows(client: Client) -> None:
    make_evidence.model(
        "Help", word="strong", maturity="scaled", settings=[make_evidence.term("setting", "School")]
    )
    make_evidence.model("Other", word="early")
    found = rows(client, "?rating=strong")
    assert [row["Model"] for row in found] == ["Help"]
    assert found[0]["Our rating"] == "Strong"
    assert (found[0]["Settings"], found[0]["Stage"], found[0]["Ages"]) == ("School", "Scaled up", "not known")
    assert (found[0]["Address"], found[0]["Source"]) == (
        "http://testserver/evidence/help/",
        "http://testserver",
    )


def test_what_harms_stands_last_and_is_named(client: Client) -> None:
    make_evidence.model("Alarm", word="harmful")
    make_evidence.model("Help", word="early")
    found = rows(client)
    data = client.get("/evidence/download/json/").json()
    assert [row["Model"] for row in found] == ["Help", "Alarm"]
    assert found[1]["Ranked"] == "no: harmful or no added benefit"
    assert [row["Model"] for row in data["outside_the_ranking"]] == ["Alarm"]
    assert data["source"] == "http://testserver"


def test_a_workbook_holds_the_same(client: Client) -> None:
    make_evidence.model("Help", word="strong")
    sheet = load_workbook(io.BytesIO(client.get("/evidence/download/xlsx/").content)).active
    assert [cell.value for cell in sheet[1]] == list(COLUMNS)
    assert sheet["A2"].value == "Help"
    assert sheet["B2"].value == "Help in short."


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
def test_a_file_has_a_safe_name_and_is_not_guessed_at(client: Client, form: str) -> None:
    answer = client.get(f"/evidence/download/{form}/?q=../../x%0d%0aSet-Cookie:a")
    assert answer["Content-Disposition"].startswith('attachment; filename="evidence-models-20')
    assert answer["Content-Disposition"].endswith(f'.{form}"')
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "Set-Cookie" not in str(answer.headers)


@pytest.mark.parametrize("form", ["pdf", "exe", "CSV", "csvx"])
def test_other_forms_are_not_found(client: Client, form: str) -> None:
    assert client.get(f"/evidence/download/{form}/").status_code == 404


def test_a_closed_model_is_in_no_file(client: Client, learner: Any, client_for: Any) -> None:
    make_evidence.restrict(make_evidence.model("Hidden help", word="strong"))
    insider = client_for(learner)
    assert [row["Model"] for row in rows(insider)] == ["Hidden help"]
    assert rows(client) == []
    assert client.get("/evidence/download/json/").json()["models"] == []


HOSTILE = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "=cmd|' /C calc'!A0",
    "\x00=1",
    "\x0b\ud800",
    "=" * 40_000,
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_cell_is_a_formula(text: str) -> None:
    other = dict.fromkeys(("scheme", "body", "word", "aspect", "url", "rated_on"), text)
    card = complete(
        {"summary": text, "coproduced": text, "others": [other], "terms": {"setting": [["x", text]]}},
        slug="x",
        title=text,
    )
    table = list(csv.reader(io.StringIO(as_csv([card], ORIGIN).decode("utf-8-sig"))))
    sheet = load_workbook(io.BytesIO(as_xlsx([card], ORIGIN))).active
    cells = [*table[1], *(str(cell.value) for cell in sheet[2])]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert {cell.data_type for cell in sheet[2]} == {"s"}


def test_what_nobody_knows_is_spelled_out() -> None:
    row = dict(zip(COLUMNS, row_of(complete({}, slug="x", title="X"), ORIGIN), strict=True))
    assert (row["Our rating"], row["How sure we are"], row["Cost"]) == (
        "not rated yet",
        "not known",
        "not known",
    )
    assert row["Downloaded on"] == "2026-11-24"
    assert json.dumps(row)
