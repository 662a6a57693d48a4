"""The watch list sees what a reader sees."""

import pytest

from network.guards import watched

pytestmark = pytest.mark.pure
WORDS = ["zombie", "Rambo knife", "café"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a Zombie came", "zombie"),
        ("zom\u200bbie", "zombie"),
        ("zom\u00adbie.", "zombie"),
        ("ｚｏｍｂｉｅ", "zombie"),
        ("𝐳𝐨𝐦𝐛𝐢𝐞", "zombie"),
        ("zom**bie**", "zombie"),
        ("_zombie_", "zombie"),
        ("zom&shy;bie", "zombie"),
        ("rambo\u00a0\u2009KNIFE", "Rambo knife"),
        ("rambo-knife", "Rambo knife"),
        ("the cafe\u0301", "café"),
    ],
)
def test_a_watched_word_is_seen_however_it_is_dressed(text: str, found: str) -> None:
    assert watched(text, WORDS) == [found]


@pytest.mark.parametrize("text", ["", "zombies", "rambo the knife", "zom bie", "a knife", "rambo knifed"])
def test_other_words_are_not(text: str) -> None:
    assert watched(text, [*WORDS, "", "!"]) == []
