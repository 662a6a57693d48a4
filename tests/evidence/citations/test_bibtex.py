"""BibTeX as people and programs write it, LaTeX and all."""

import pytest

from evidence.citations import Found, Issued, Name, Refused, write_bytes
from evidence.citations.formats.latex import decode, encode
from tests.evidence.citations.making import florence, outcomes, records

pytestmark = pytest.mark.pure


def test_macros_months_and_ranges_are_understood() -> None:
    first = outcomes("zotero.bib")[0]
    assert isinstance(first, Found)
    assert first.record.container_title == "Journal of Experimental Criminology"
    assert (first.record.page, first.record.issued) == ("451-476", Issued(2005, 12))
    assert "cognitive–behavioral programs for offenders: A meta" in first.record.title


def test_accents_escapes_and_braces_become_plain_text() -> None:
    second = outcomes("zotero.bib")[1]
    assert isinstance(second, Found)
    assert second.record.title == "A test report with Études, naïve rôles, Straße & 50% of n – in italics"
    assert (second.record.publisher, second.record.publisher_place) == ("WHO", "Genève")


def test_a_body_in_braces_stays_whole_and_others_are_noted() -> None:
    second = outcomes("zotero.bib")[1]
    assert isinstance(second, Found)
    assert second.record.authors == (Name(literal="World Health Organization"),)
    assert second.notes == ("The file leaves out some of the authors.",)
    assert second.record.extra == {"crossref": "whole_book"}


def test_names_in_every_order_are_understood() -> None:
    fourth = outcomes("zotero.bib")[3]
    assert isinstance(fourth, Found)
    assert fourth.record.authors == (
        Name("van Testhoven", "Ludwig"),
        Name("de la Prueba", "Ana"),
        Name("King", "Martin Test", "Jr."),
        Name("Test", "Barnes and"),
    )


def test_broken_entries_are_refused_with_their_line_and_the_others_are_kept() -> None:
    refused = [(each.position, each.line) for each in outcomes("zotero.bib") if isinstance(each, Refused)]
    titles = [each.record.title for each in outcomes("zotero.bib") if isinstance(each, Found)]
    assert refused == [(3, 29), (5, 40)]
    assert titles[-2:] == ["A test entry in round brackets", "A test entry without its last brace"]


def test_a_file_on_somebodys_computer_is_not_kept() -> None:
    kept = [each.record.extra for each in outcomes("zotero.bib") if isinstance(each, Found)]
    assert all("file" not in extra for extra in kept)


@pytest.mark.parametrize(
    ("latex", "plain"),
    [
        (r"M{\"o}ller and Garc\'ia", "Möller and García"),
        (r"\o slo and \ss", "øslo and ß"),
        (r"{\v S}koda {\c C}elik \'{\i}", "Škoda Çelik í"),
        (r"50% & 60\% # $5 or $6", "50% & 60% # $5 or $6"),
        (r"$p < 0.05$ and $\alpha$", "p < 0.05 and α"),
        (r"``quoted'' --- {{Doubly}}", "“quoted” — Doubly"),
        (r"\url{http://example.org/a_b}", "http://example.org/a_b"),
        (r"\unknownmacro{kept words}", "kept words"),
        ("{" * 5_000 + "deep", "deep"),
    ],
)
def test_latex_is_decoded(latex: str, plain: str) -> None:
    assert " ".join(decode(latex).split()) == plain


def test_what_is_escaped_is_what_latex_gives_a_meaning() -> None:
    assert encode("50% & $5_a #1 {b} -- café") == (
        r"50\% \& \$5\_a \#1 \textbraceleft{}b\textbraceright{} -{}- café"
    )


def test_written_entries_have_different_keys() -> None:
    text = write_bytes([florence(), florence(), florence(authors=())], "bibtex").decode()
    assert [line.split("{")[1] for line in text.splitlines() if line.startswith("@")] == [
        "florence2011,",
        "florence2011-2,",
        "reference2011,",
    ]


def test_a_subtitle_and_a_pubmed_number_are_read() -> None:
    (found,) = records("@article{a, title={A test}, subtitle={With more}, pmid={123}, langid={english}}")
    assert (found.title, found.pmid, found.language) == ("A test: With more", "123", "en")
