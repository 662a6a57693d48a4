"""The encodings such files come in."""

import codecs

import pytest

from evidence.citations.source import LONGEST_LINE, Source, encoding_of
from tests.evidence.citations.making import records

pytestmark = pytest.mark.pure
TEXT = "TY  - JOUR\nTI  - “Größe” – naïve café\nAU  - Łukasz, Żaneta\nER  - \n"
LATIN = TEXT.replace("Ł", "L").replace("Ż", "Z")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_unicode_files_are_read_whatever_their_mark_and_line_ends(encoding: str, end: str) -> None:
    (found,) = records(TEXT.replace("\n", end).encode(encoding))
    assert found.title == "“Größe” – naïve café"
    assert found.authors[0].family == "Łukasz"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark_is_told_by_its_zero_bytes(encoding: str) -> None:
    assert records(TEXT.encode(encoding))[0].title == "“Größe” – naïve café"


def test_windows_1252_is_read() -> None:
    assert records(LATIN.encode("cp1252"))[0].title == "“Größe” – naïve café"


def test_a_file_put_together_from_two_encodings_is_read() -> None:
    both = records(TEXT.encode() + LATIN.encode("cp1252"))
    assert [found.title for found in both] == ["“Größe” – naïve café"] * 2


def test_a_character_cut_off_at_the_end_spoils_nothing() -> None:
    assert records(TEXT.encode() + b"TY  - BOOK\nTI  - A test \xe2\x80")[-1].title.startswith("A test")


def test_windows_punctuation_read_as_latin_1_is_mended() -> None:
    text = (
        '<?xml version="1.0" encoding="iso-8859-1"?><xml><records><record><titles><title>\x93Gr\xf6\xdfe\x94'
    )
    (found,) = records((text + "</title></titles></record></records></xml>").encode("latin-1"))
    assert found.title == "“Größe”"


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        (codecs.BOM_UTF8 + b"x", "utf-8-sig"),
        (b'<?xml version="1.0" encoding="windows-1251"?>', "cp1251"),
        (b'<?xml version="1.0" encoding="utf-16"?>', "utf-8"),
        (b'<?xml version="1.0" encoding="unicode_escape"?>', "utf-8"),
        (b'<?xml version="1.0" encoding="no-such-thing"?>', "utf-8"),
        (b"plain", "utf-8"),
    ],
)
def test_an_encoding_is_believed_only_when_it_can_be_true(head: bytes, encoding: str) -> None:
    assert encoding_of(head) == encoding


def test_lines_keep_their_numbers_and_long_ones_are_cut() -> None:
    lines = list(Source(b"one\r\n" + b"x" * (LONGEST_LINE + 200_000) + b"\nthree").lines())
    assert [(number, len(line)) for number, line in lines] == [(1, 3), (2, LONGEST_LINE), (3, 5)]
