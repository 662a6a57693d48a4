"""Own words are told from quoted ones, in the ways in which English mail programs quote."""

# ruff: noqa: E501 - letters stand as mail programs send them

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from network.mail.incoming import read_letter
from network.mail.quoting import ABOVE, own_words, text_of_html

pytestmark = pytest.mark.pure
OWN = "We ask everybody, the same way.\n\nIt helps."
GMAIL = f"{OWN}\n\nOn Thu, 26 Nov 2026 at 10:00, The Academy <academy@example.org>\nwrote:\n\n> How do you ask?\n>\n> > Older\n"
GMAIL_LONG = f"{OWN}\n\nOn Thu, Nov 26, 2026 at 10:00 AM A Very Long Name Of Somebody\n<reply+abc-def-0123456789@reply.example.org>\nwrote:\n\n> How?\n"
APPLE = f"{OWN}\n\nSent from my iPhone\n\n> On 26 Nov 2026, at 10:00, Academy <a@example.org> wrote:\n> \n> How do you ask?\n"
APPLE_MAC = f"{OWN}\n\n> On 26 Nov 2026, at 10:00, Academy <a@example.org> wrote:\n> \n> How?\n"
THUNDERBIRD = f"{OWN}\n\nOn 26/11/2026 10:00, Academy wrote:\n> How do you ask?\n> Thanks\n"
BOTTOM = (
    f"On 26/11/2026 10:00, Academy wrote:\n> How do you ask?\n> Thanks\n\n{OWN}\n\n-- \nAnn\n07700 900123\n"
)
OUTLOOK = f"{OWN}\n\n________________________________\nFrom: Academy <a@example.org>\nSent: 26 November 2026 10:00\nTo: Ann <ann@example.org>\nSubject: How do you ask?\n\nHow do you ask?\n"
OUTLOOK_BOLD = f"{OWN}\n\n*From:* Academy <a@example.org>\n*Sent:* 26 November 2026 10:00\n*To:* Ann\n*Subject:* How?\n\nHow?\n"
OUTLOOK_OLD = (
    f"{OWN}\n\n-----Original Message-----\nFrom: Academy\nSent: Thursday\nTo: Ann\nSubject: How?\n\nHow?\n"
)
OUTLOOK_PHONE = f"{OWN}\n\nGet Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\nFrom: Academy\nSent: Thursday\nTo: Ann\nSubject: How?\n\nHow?\n"
NHS = f"{OWN}\n\n********************************************************************************\nThis message may contain confidential information.\n"
SIGNED = f"{OWN}\n-- \nAnn Other\nNurse, 020 7946 0000\n"
YAHOO = f"{OWN}\n\nOn Thursday, 26 November 2026 at 10:00:00 GMT, Academy <a@example.org> wrote:  \n\n How do you ask?\n"


@pytest.mark.parametrize(
    "text",
    [
        *(GMAIL, GMAIL_LONG, APPLE, APPLE_MAC, THUNDERBIRD, BOTTOM, OUTLOOK, OUTLOOK_BOLD, OUTLOOK_OLD),
        *(OUTLOOK_PHONE, NHS, SIGNED, YAHOO, GMAIL.replace("\n", "\r\n"), OWN),
    ],
)
def test_only_what_was_written_is_left(text: str) -> None:
    assert own_words(text) == OWN


@pytest.mark.parametrize(
    "text",
    [
        "On Monday we met, and she wrote:\nplease come",
        "From: where do young people come?\nWe ask.",
        "I was sent from the clinic to the ward.",
        "Two things - first, ask. Second -- wait.",
        "This message is for all youth workers.",
        "On call tonight. Will write later.",
    ],
)
def test_words_that_only_look_like_a_quotation_stay(text: str) -> None:
    assert own_words(text) == text


def test_answers_between_quoted_lines_stay_without_them() -> None:
    text = "On 26 Nov 2026 10:00, Academy wrote:\n> How do you ask?\nSlowly.\n> And when?\nEarly.\n"
    assert own_words(text) == "Slowly.\nEarly."


@given(st.text(alphabet="On wrote:>-_From 12\n", max_size=300))
def test_nothing_quoted_is_left_and_nothing_is_made_up(text: str) -> None:
    lines = {line.rstrip() for line in text.split("\n")} | {line.strip() for line in text.split("\n")}
    for line in filter(None, own_words(text).split("\n")):
        assert not line.lstrip().startswith(">")
        assert line in lines


@pytest.mark.parametrize("size", [200_000])
@pytest.mark.parametrize("piece", ["On ", "> ", "-", "_", "wrote:", "On wrote: ", "* ", "From: \n", "On \n"])
def test_long_letters_are_read_at_once(piece: str, size: int) -> None:
    own_words(piece * (size // len(piece)))


HTML_GMAIL = '<div dir="ltr">We ask.<br>Always &amp; gently.</div><br><div class="gmail_quote"><div>On Thu, 26 Nov 2026 at 10:00, A wrote:<br></div><blockquote>How?</blockquote></div>'
HTML_OUTLOOK = '<html><head><style>p{color:red}</style></head><body><div>We ask.</div><div>Always &amp; gently.</div><div id="appendonsend"></div><hr><div id="divRplyFwdMsg"><b>From:</b> A</div><div>How?</div></body></html>'
HTML_APPLE = '<body>We ask.<br>Always &amp; gently.<br><div><blockquote type="cite"><div>On 26 Nov 2026, at 10:00, A wrote:</div>How?</blockquote></div></body>'
HTML_THUNDERBIRD = '<body><p>We ask.<br>Always &amp; gently.</p><div class="moz-cite-prefix">On 26/11/2026 10:00, A wrote:<br></div><blockquote type="cite">How?</blockquote><div class="moz-signature">-- <br>Ann</div></body>'


@pytest.mark.parametrize("html", [HTML_GMAIL, HTML_OUTLOOK, HTML_APPLE, HTML_THUNDERBIRD])
def test_letters_in_html_alone_are_read_as_plain_words(html: str) -> None:
    assert own_words(text_of_html(html)) == "We ask.\nAlways & gently."


def test_nothing_of_a_hostile_letter_runs_or_stays() -> None:
    text = text_of_html(
        "<script>alert(1)</script><img src=x onerror=alert(1)>Hello<style>x</style><svg><script>y"
    )
    assert text == "Hello"
    assert text_of_html("<blockquote>" * 5_000 + "x") == ""


def letter(headers: str, body: str) -> Any:
    return read_letter(f"{headers}\n\n{body}".encode())


@given(st.binary(max_size=600))
def test_any_bytes_are_read(raw: bytes) -> None:
    found = read_letter(b"From: a@example.org\nContent-Type: multipart/mixed; boundary=x\n\n--x\n" + raw)
    assert "\x00" not in found.text


@pytest.mark.parametrize(
    "mark",
    [
        "Auto-Submitted: auto-replied",
        "Precedence: bulk",
        "Precedence: auto_reply",
        "X-Autoreply: yes",
        "Return-Path: <>",
        "List-Id: <all.example.org>",
    ],
)
def test_letters_of_machines_are_known(mark: str) -> None:
    assert letter(f"From: a@example.org\n{mark}", "I am away.").is_automatic
    assert not letter("From: a@example.org\nAuto-Submitted: no", "I am here.").is_automatic


@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1", "no-such-charset"])
def test_letters_in_any_alphabet_are_read(charset: str) -> None:
    name = charset if charset != "no-such-charset" else "utf-8"
    raw = f"From: a@example.org\nContent-Type: text/plain; charset={charset}\n\n".encode() + "Café".encode(
        name
    )
    assert re.fullmatch("Caf.", read_letter(raw).text)


@pytest.mark.parametrize(
    "introduction",
    [
        "Le jeu. 26 nov. 2026 à 10:00, Academy <a@example.org> a écrit :",
        "Am 26.11.2026 um 10:00 schrieb Academy:",
        "El jue, 26 nov 2026 a las 10:00, Academy\n(<a@example.org>) escribió:",
        "czw., 26 lis 2026 o 10:00 Academy <a@example.org> napisał(a):",
        "Von: Academy <a@example.org>\nGesendet: Donnerstag\nAn: Ann\nBetreff: Wie?",
        "-----Message d'origine-----\nDe : Academy\nEnvoyé : jeudi\nÀ : Ann\nObjet : Comment ?",
        "     On Thursday 26 November 2026 at 20:57:52 GMT, Academy <a@example.org> wrote:",
        "----- On 26 Nov, 2026, at 10:00, Academy a@example.org wrote:",
        "On\xa0Thu, 26 Nov 2026 at 10:00 Academy <a@example.org> wrote:",
        "",
    ],
)
def test_from_the_line_in_our_letters_on_everything_is_quoted_in_any_language(introduction: str) -> None:
    letter = f"{OWN}\n\n{introduction}\n\n{ABOVE}\n\nAnn wrote in a discussion\n\nHer words.\n"
    assert own_words(letter) == OWN


def test_what_is_written_beneath_a_quoted_letter_stays() -> None:
    quoted = f"> {ABOVE}\n>\n> Her words."
    assert own_words(f"On 26/11/2026 10:00, Academy wrote:\n{quoted}\n\n{OWN}\n") == OWN


@pytest.mark.parametrize("line", ["—", "My answer, in short:", "We met three people: a nurse, a teacher."])
def test_own_words_above_the_line_stay(line: str) -> None:
    assert own_words(f"First.\n\n{line}\n\n{ABOVE}\n\nHers.") == f"First.\n\n{line}"


@pytest.mark.parametrize(
    "line",
    [
        "Sent from the heart: thank you all.",
        "This message is intended for new nurses.",
        "On 3 May 2024 our matron wrote:",
    ],
)
def test_what_only_sounds_like_a_mail_program_stays(line: str) -> None:
    assert own_words(f"First.\n{line}\nLast.") == f"First.\n{line}\nLast."
