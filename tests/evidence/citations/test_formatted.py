"""References set in a style."""

import threading

import pytest

from evidence.citations import Issued, Name
from evidence.citations.formatted import STYLES, in_bibliography, in_text
from evidence.citations.kinds import KINDS
from tests.evidence.citations.making import florence, record

pytestmark = pytest.mark.pure
TITLE = florence().title


def test_vancouver_is_as_the_library_of_medicine_writes_it() -> None:
    assert in_bibliography(florence(), "vancouver").text == (
        f"Florence C, Shepherd J, Brennan I, Simon T. {TITLE}. BMJ. 2011;342:d3313. doi:10.1136/bmj.d3313 "
        "PubMed PMID: 21680632."
    )


def test_harvard_is_as_cite_them_right_writes_it() -> None:
    formatted = in_bibliography(florence(), "harvard")
    assert formatted.html == (
        f"Florence, C. <i>et al.</i> (2011) ‘{TITLE}’, <i>BMJ</i>, 342, p. d3313. "
        "Available at: https://doi.org/10.1136/bmj.d3313."
    )
    assert formatted.text == formatted.html.replace("<i>", "").replace("</i>", "")


def test_apa_is_as_its_manual_writes_it() -> None:
    assert in_bibliography(florence(), "apa").html == (
        f"Florence, C., Shepherd, J., Brennan, I., &amp; Simon, T. (2011). {TITLE}. <i>BMJ</i>, <i>342</i>, d3313. "
        "https://doi.org/10.1136/bmj.d3313"
    )


def test_a_work_is_cited_within_a_sentence() -> None:
    assert in_text(florence(), "harvard").html == "(Florence <i>et al.</i>, 2011)"
    assert in_text(florence(), "apa").text == "(Florence et al., 2011)"


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("kind", [kind.csl for kind in KINDS])
def test_every_kind_of_work_can_be_set_in_every_style(style: str, kind: str) -> None:
    work = record(
        "A test title", type=kind, authors=("World Health Organization",), year=2014, publisher="Test House"
    )
    formatted = in_bibliography(work, style)
    assert "test title" in formatted.text.lower()
    assert "2014" in formatted.text


@pytest.mark.parametrize("style", STYLES)
def test_a_work_without_author_has_its_title_once(style: str) -> None:
    work = record("a test page", type="webpage", issued=Issued(2019, 5), url="https://example.org/")
    assert in_bibliography(work, style).text.count("A test page") == 1


@pytest.mark.parametrize("style", STYLES)
def test_a_work_of_which_little_is_known_is_set_all_the_same(style: str) -> None:
    assert in_bibliography(record("A test title", type="document"), style).text.count("test title") == 1


@pytest.mark.parametrize("style", STYLES)
def test_nothing_a_record_says_becomes_markup(style: str) -> None:
    evil = record(
        'Test <script>alert(1)</script> & "quotes" \ue010\ue011 <span class="nocase">x</span> <img src=x onerror=y>',
        authors=("<b>Test</b><svg>, A",),
        container_title="<img src=x>",
        publisher="<a href=x>",
        year=2020,
    )
    html = in_bibliography(evil, style).html
    assert "&lt;script&gt;" in html or "&lt;Script&gt;" in html
    assert set(html.split("<")[1:]) <= {
        part for part in html.split("<") if part.startswith(("i>", "/i>", "b>", "/b>"))
    }


def test_editors_suffixes_and_ranges_are_set() -> None:
    chapter = record("A test chapter", type="chapter", authors=("Test, Ann",), page="12-35", year=2014,
                     container_title="A test book", publisher="Test House", publisher_place="London")  # fmt: skip
    text = in_bibliography(chapter, "vancouver").text
    assert text == "Test A. A test chapter. In: A test book. London: Test House; 2014. p. 12–35."
    assert Name("King", "M", "Jr").suffix == "Jr"


def test_an_unknown_style_is_refused() -> None:
    with pytest.raises(ValueError, match="no style 'chicago'"):
        in_bibliography(florence(), "chicago")


def test_threads_do_not_spoil_each_others_work() -> None:
    wanted = {style: in_bibliography(florence(), style).html for style in STYLES}
    wrong: list[str] = []

    def work() -> None:
        for _round in range(5):
            wrong.extend(
                style for style in STYLES if in_bibliography(florence(), style).html != wanted[style]
            )

    threads = [threading.Thread(target=work) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
