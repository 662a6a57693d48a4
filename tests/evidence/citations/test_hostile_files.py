"""Files that are broken, enormous or meant to do harm: each gives an answer, none a crash."""

import io

import pytest

from evidence.citations import Found, Read, UnreadableFile, format_of, read
from evidence.citations.reading import MOST_RECORDS
from tests.evidence.citations.making import records, refusals

pytestmark = pytest.mark.pure
BOMB = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
RECORD = "<record><titles><title>{}</title></titles></record>"
NEXT = RECORD.format("The next test title")


def endnote(content: str) -> str:
    """EndNote's wrapping around records."""
    return f"<xml><records>{content}</records></xml>"


def test_an_entity_bomb_is_refused_as_a_whole() -> None:
    with pytest.raises(UnreadableFile, match="shorthand of its own"):
        read((BOMB + endnote(RECORD.format("&b;"))).encode())


def test_an_entity_nobody_declared_stays_as_it_is_written() -> None:
    (found,) = records(endnote(RECORD.format("A &lol9; test")))
    assert found.title == "A &lol9; test"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "The file is empty."),
        (b"\0" * 1_000, "The file is empty."),
        (b"%PDF-1.7 test", "This is a PDF."),
        (b"PK\x03\x04test", "This is an Office document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "This is an Office document"),
        (b"<!DOCTYPE html><html></html>", "This is a web page."),
        (b"FN Clarivate Analytics Web of Science\nVR 1.0\nPT J\n", "Web of Science"),
        (b"%0 Journal Article\n%T A test", "the Refer format"),
        (b"Dear all, please find the list", "This does not look like a list of references."),
        (bytes(range(256)) * 100, "This does not look like a list of references."),
        (b'[{"name": "something else"}]', "This does not look like a list of references."),
    ],
)
def test_a_file_that_is_none_of_ours_is_refused_in_words(data: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read(data, name="references.ris")


@pytest.mark.parametrize(
    "text",
    [
        endnote(RECORD.format("a" * 5_000_000) + NEXT),
        endnote("<record>" + "<a>" * 300_000 + "</record>" + NEXT),
        endnote("<record>" + "<a>" * 50_000 + "</a>" * 50_000 + "</record>" + NEXT),
        endnote("<record><titles>" + NEXT),
        '[{"title":' + "[" * 200_000 + '}, {"type": "book", "title": "The next test title"}]',
        '[{"type": "book", "title": '
        + "9" * 100_000
        + '}, {"type": "book", "title": "The next test title"}]',
        "@book{a, title={" + "{" * 100_000 + "\n@book{b, title={The next test title}}",
        "@book{a, title={" + r"\'{" * 100_000 + "}}\n@book{b, title={The next test title}}",
        "title,authors\n" + "a" * 1_000_000 + ",b\nThe next test title,c\n",
        "TY  - JOUR\nTI  - " + "a" * 3_000_000 + "\nER  - \nTY  - JOUR\nTI  - The next test title\nER  - ",
        "PMID- 1\nTI  - " + "a " * 1_000_000 + "\n\nPMID- 2\nTI  - The next test title\n",
    ],
    ids=lambda text: text[:24],
)
def test_the_record_after_a_monstrous_one_is_read(text: str) -> None:
    assert records(text)[-1].title == "The next test title"


def test_a_field_that_is_far_too_long_is_cut_and_said_so() -> None:
    (outcome,) = read(("TY  - JOUR\nTI  - A test\nAB  - " + "words " * 200_000 + "\nER  - ").encode())
    assert isinstance(outcome, Found)
    assert len(outcome.record.abstract) <= 20_000
    assert outcome.notes == ("The abstract was longer than 20,000 characters and was cut.",)


def test_thousands_of_authors_and_keywords_are_cut_and_said_so() -> None:
    many = "".join(f"AU  - Test{number}, A\nKW  - word {number}\n" for number in range(1_000))
    (outcome,) = read(f"TY  - JOUR\nTI  - A test\n{many}ER  - ".encode())
    assert isinstance(outcome, Found)
    assert (len(outcome.record.authors), len(outcome.record.keywords)) == (500, 100)
    assert "Only the first 500 of 1,000 authors were kept." in outcome.notes


def test_control_characters_surrogates_and_direction_marks_are_dropped() -> None:
    (found,) = records('[{"type": "book", "title": "A\\u0000 te\\ud800st\\u202e ti\\u0007tle"}]')
    assert found.title == "A test title"


def test_a_file_of_millions_of_records_is_read_only_so_far() -> None:
    reasons = refusals("TY  - JOUR\n" * (MOST_RECORDS + 10))
    assert len(reasons) == MOST_RECORDS + 1
    assert reasons[-1] == "The file holds more than 50,000 records. The rest was not read."


def test_a_truncated_file_gives_what_came_before() -> None:
    text = endnote(NEXT * 3)[:-60]
    assert len(records(text)) == 2
    assert refusals(text) == ["Record 3 breaks off in the middle, so it was not added."]


class Slow(io.BytesIO):
    """A stream that counts how much was asked of it."""

    asked = 0

    def read(self, size: int | None = -1) -> bytes:
        """As asked, and counted."""
        self.asked += 1
        return super().read(size)


def test_records_come_while_the_file_is_still_being_read() -> None:
    stream = Slow(b"TY  - JOUR\nTI  - A test title\nER  - \n" * 20_000)
    first: Read = next(read(stream))
    assert isinstance(first, Found)
    assert stream.asked <= 2


def test_the_name_decides_only_what_the_content_leaves_open() -> None:
    assert format_of(b"TY  - JOUR\nTI  - A test\nER  - ", name="wrong.bib") == "ris"
    assert format_of(b"title,year\nTY  - JOUR,2003", name="list.csv") == "csv"


def test_nothing_is_printed_or_logged_about_a_broken_file(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    refusals("@book{a, title={A test\n@book{b, title = 5 5}\n@string{x\n@book{c, title={\\'{}")
    assert capfd.readouterr() == ("", "")
    assert caplog.records == []
