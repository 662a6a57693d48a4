"""Model and summary pages: stored at publish, asked with permission, cheap however many studies."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from academy.models import Follow
from evidence.models import StoredPage
from tests import make_evidence as build

pytestmark = pytest.mark.django_db


def address(page: Any) -> str:
    return page.get_absolute_url()


def test_a_model_page_says_what_it_is_and_how_sure_we_are(client: Client) -> None:
    page = build.model("Mentoring", word="promising", harms="Early endings harm.")
    answer = client.get(address(page)).content.decode()
    for words in ("Mentoring", "Promising", "Early endings harm.", "Nobody yet", "Because of the studies."):
        assert words in answer


def test_a_harmful_model_stays_visible_and_says_so_first(client: Client) -> None:
    page = build.model("Prison visits", word="harmful")
    answer = client.get(address(page)).content.decode()
    assert "Please do not start this." in answer
    assert answer.index("Please do not start this.") < answer.index("What it is")


def test_a_summary_in_people_answers_to_a_local_baseline(client: Client) -> None:
    page = build.summary()
    key = next(iter(StoredPage.objects.get(page=page.pk).slots))
    own = client.get(address(page)).content.decode()
    local = client.get(address(page), {f"people-{key}": "20"}).content.decode()
    assert "Of 100 people without the programme, about 50 would reoffend" in own
    assert "Of 100 people without the programme, about 20 would reoffend" in local


@pytest.mark.parametrize("typed", ["0", "100", "a lot", "1e400", "nan", "-5", "9" * 2_000, "\ud800"])
def test_a_baseline_that_cannot_be_is_answered_kindly(client: Client, typed: str) -> None:
    page = build.summary()
    key = next(iter(StoredPage.objects.get(page=page.pk).slots))
    answer = client.get(address(page), {f"people-{key}": typed.encode("utf-8", "surrogatepass")})
    assert answer.status_code in (200, 400)
    if answer.status_code == 200:
        assert "Type a number from 1 to 99" in answer.content.decode()


def test_restricted_pages_are_not_there_for_outsiders(client: Client) -> None:
    pages = [build.model("Hidden"), build.summary("Hidden summary")]
    for page in pages:
        build.restrict(page)
    assert [client.get(address(page)).status_code for page in pages] == [404, 404]
    assert "Hidden summary" not in client.get(reverse("evidence:summaries")).content.decode()


def test_drafts_are_not_there(client: Client) -> None:
    pages = [build.model("Draft", publish=False), build.summary("Draft summary", publish=False)]
    assert [client.get(address(page)).status_code for page in pages] == [404, 404]


@pytest.mark.parametrize("studies", [5, 500])
def test_a_summary_takes_the_same_few_queries_however_many_studies(
    studies: int, learner: Any, client_for: Callable[..., Client], django_assert_max_num_queries: Any
) -> None:
    page = build.summary(studies=studies)
    browser = client_for(learner)
    browser.get(address(page))
    with django_assert_max_num_queries(8):
        assert browser.get(address(page)).status_code == 200


def test_a_model_takes_few_queries(
    learner: Any, client_for: Callable[..., Client], django_assert_max_num_queries: Any
) -> None:
    page = build.model()
    build.scheme()
    build.summary(about=[page])
    browser = client_for(learner)
    browser.get(address(page))
    with django_assert_max_num_queries(8):
        assert browser.get(address(page)).status_code == 200


def test_following_a_model_twice_is_once_and_can_be_stopped(
    learner: Any, client_for: Callable[..., Client]
) -> None:
    page = build.model()
    browser = client_for(learner)
    place = reverse("evidence:follow", args=[page.slug])
    for _time in range(2):
        assert browser.post(place, {"follow": "yes"}).status_code == 302
    assert Follow.objects.filter(person=learner).count() == 1
    browser.post(place, {"follow": "no"})
    assert not Follow.objects.exists()


def test_a_page_in_the_tree_leads_to_its_own_address(client: Client) -> None:
    page = build.model()
    assert page.get_url() is not None
    assert client.get(address(page)).status_code == 200


def test_zotero_finds_the_page_and_its_references(client: Client) -> None:
    page = build.model("Mentoring")
    page.findings.create(text="It helped.", points="for", reference=build.reference(doi="10.1000/calm"))
    page.save_revision().publish()
    answer = client.get(address(page)).content.decode()
    assert '<meta name="citation_title" content="Mentoring">' in answer
    assert 'class="Z3988"' in answer
    assert "application/ld+json" in answer


def test_an_open_page_tells_nothing_of_a_closed_one(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    build.scheme()
    model = build.model("Mentoring")
    page = build.summary("Programmes", about=[model])
    assert "Programmes" in client.get(address(model)).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        build.restrict(page)
    assert "Programmes" not in client.get(address(model)).content.decode()


def test_an_open_summary_names_no_closed_model(
    client: Client, django_capture_on_commit_callbacks: Any
) -> None:
    model = build.model("Mentoring")
    page = build.summary("Programmes", about=[model])
    with django_capture_on_commit_callbacks(execute=True):
        build.restrict(model)
    assert "Mentoring" not in client.get(address(page)).content.decode()


@pytest.mark.parametrize(("baseline", "said"), [(0.3, "0.3"), (38.5, "38.5"), (99.7, "99.7")])
def test_a_rare_or_uneven_baseline_of_its_own_is_shown_as_it_is(
    client: Client, baseline: float, said: str
) -> None:
    page = build.summary(baseline=baseline)
    answer = client.get(address(page))
    assert answer.status_code == 200
    assert f'value="{said}"' in answer.content.decode()
