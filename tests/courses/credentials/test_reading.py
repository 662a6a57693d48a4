"""Files from strangers: a baked badge is found, and nothing hostile costs more than an answer."""

import json
import struct
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from courses.credentials.picture import as_text, baked_png, baked_svg
from courses.credentials.reading import KEYWORD, MOST_BYTES, PNG_START, Unreadable, read
from tests.courses.credentials.make_badges import badge

pytestmark = pytest.mark.pure
TITLE = "Trauma & <awareness>"


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png(body: bytes, kind: bytes = b"iTXt") -> bytes:
    return PNG_START + chunk(b"IHDR", bytes(13)) + chunk(kind, body) + chunk(b"IEND", b"")


def itxt(text: bytes, *, packed: bool = False, keyword: bytes = KEYWORD) -> bytes:
    return keyword + b"\x00" + (b"\x01\x00" if packed else b"\x00\x00") + b"\x00\x00" + text


def svg(inside: str, before: str = "") -> bytes:
    space = 'xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0"'
    return f'{before}<svg xmlns="http://www.w3.org/2000/svg" {space}>{inside}</svg>'.encode()


@pytest.mark.parametrize("name", ["Zoë", "Ольга", "محمد علي", "রহিমা খাতুন", "王小明", "a]]>b & <c>", "😀"])
def test_what_is_baked_in_comes_out_again(name: str) -> None:
    made = badge(name=name)
    assert read(baked_png(made, slug="listening")) == made
    assert read(baked_svg(made, slug="listening", title=TITLE)) == made
    assert read(as_text(made).encode()) == made


def test_the_same_badge_always_gives_the_same_file() -> None:
    made = badge()
    assert (
        baked_png(made, slug="a")
        == baked_png(json.loads(as_text(made)), slug="a")
        != baked_png(made, slug="b")
    )
    assert baked_svg(made, slug="a", title=TITLE) == baked_svg(made, slug="a", title=TITLE)


def test_a_baked_png_has_one_uncompressed_chunk_with_the_keyword_of_the_standard() -> None:
    baked = baked_png(badge(), slug="a")
    assert baked.count(b"iTXt" + KEYWORD + b"\x00\x00\x00\x00\x00{") == 1
    assert len(baked) < 100_000


@pytest.mark.parametrize("packed", [False, True])
def test_the_older_keyword_and_a_packed_text_are_understood(packed: bool) -> None:
    text = zlib.compress(b'{"a": 1}') if packed else b'{"a": 1}'
    assert read(png(itxt(text, packed=packed, keyword=b"openbadges"))) == {"a": 1}


BOMB = zlib.compress(bytes(50_000_000))
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
HOSTILE = {
    "nothing": (b"", "empty"),
    "spaces": (b" \n ", "empty"),
    "too large": (b" " * (MOST_BYTES + 1), "large"),
    "long text": (b'{"a":"' + b"a" * 300_000 + b'"}', "large"),
    "no text": (b"\xff\xfe\x00", "encoding"),
    "no json": (b"certificate", "json"),
    "a list": (b"[]", "json"),
    "deep": (b'{"a":' + b"[" * 100_000, "deep"),
    "quite deep": (b'{"a":' + b"[" * 60 + b"]" * 60 + b"}", "deep"),
    "a name twice": (b'{"a":1,"a":2}', "twice"),
    "a huge number": (b'{"a":' + b"9" * 100_000 + b"}", "number"),
    "an unsafe number": (b'{"a":9007199254740993}', "number"),
    "an infinite number": (b'{"a":1e999}', "number"),
    "not a number": (b'{"a":NaN}', "number"),
    "a signature of another kind": (b"eyJhbGciOiJFZERTQSJ9.e30.c2ln", "jws"),
    "a picture without a badge": (png(b"Title\x00\x00\x00\x00\x00x"), "nothing"),
    "a badge in the wrong chunk": (png(KEYWORD + b'\x00{"a":1}', kind=b"tEXt"), "nothing"),
    "a broken picture": (png(itxt(b"{}"))[:-20] + bytes(20), "broken"),
    "a chunk that lies": (PNG_START + b"\xff\xff\xff\xffiTXt" + bytes(20), "broken"),
    "a chunk too short": (png(KEYWORD + b"\x00\x00"), "broken"),
    "a packed chunk that is not": (png(itxt(b"{}", packed=True)), "broken"),
    "a bomb in a picture": (png(itxt(BOMB, packed=True)), "large"),
    "a drawing without a badge": (svg("<g/>"), "nothing"),
    "a drawing with an empty badge": (svg("<openbadges:credential/>"), "empty"),
    "a drawing with another signature": (svg('<openbadges:credential verify="eyJh.eyJh.c2ln"/>'), "jws"),
    "a drawing that laughs": (svg("<openbadges:credential>&b;</openbadges:credential>", LAUGHS), "broken"),
    "a drawing that reads files": (
        svg("<openbadges:credential>&a;</openbadges:credential>", OUTSIDE),
        "broken",
    ),
    "a page": (b"<!doctype html><p>Hello", "broken"),
    "deep drawing": (b"<a>" * 100_000, "broken"),
}


@pytest.mark.parametrize(("data", "why"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_is_refused_by_name(data: bytes, why: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(data)
    assert refused.value.why == why


@given(st.binary(max_size=300), st.sampled_from([b"", PNG_START, b"<svg>", b'{"a":']))
def test_any_bytes_at_all_are_read_or_refused(data: bytes, start: bytes) -> None:
    with suppress(Unreadable):
        assert isinstance(read(start + data), dict)


@given(st.data())
def test_a_damaged_badge_is_read_or_refused(data: st.DataObject) -> None:
    whole = bytearray(baked_svg(badge(), slug="a", title=TITLE))
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=4)):
        whole[place] = data.draw(st.integers(0, 255))
    with suppress(Unreadable):
        assert isinstance(read(bytes(whole)), dict)
