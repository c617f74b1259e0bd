"""Mails as they are made: what people typed is text in them, whatever it holds, and adds no header."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest

from runtime.declarations.fields import Field
from runtime.declarations.notices import Mail
from runtime.mail.message import message_of
from runtime.mail.rows import StoredMail, _one_line
from runtime.notices.letters import Foot, letter, sent_to
from runtime.notices.told import Told
from runtime.notices.wording import printable
from runtime.web.formats import formats

TO = formats("en", "UTC", "EUR")
FOOT = Foot((("From the harbour", ""), ("No more", "https://x.example/off")))
NASTY = [
    "a\r\nBcc: evil@x.example",
    "a\nTo: evil@x.example\n\nbody",
    "\u202eexe.tpircs",
    "nul\0byte",
    "a\u2028Bcc: evil@x.example",
    "=?utf-8?q?=0ABcc=3A_evil?=",
]


def told(**values: Any) -> Told:
    return Told(1, "title", {name: (Field(name, kind, name), value) for name, (kind, value) in values.items()})


def made(subject: str, *text: str, found: Told) -> EmailMessage:
    words = letter(Mail("m", "M", subject, text), found, TO, {"link": "https://x.example/a/1", "me": "Ann"})
    sent = sent_to("ann@boats.example", words, FOOT, "en", "https://x.example/off")
    stored = StoredMail(
        id=7,
        to=sent.to,
        subject=_one_line(sent.subject),
        body=sent.body,
        html=sent.html,
        secret=False,
        unsubscribe=sent.unsubscribe,
        message_id="<7@x.example>",
        created=datetime(2026, 1, 1, tzinfo=UTC),
        sent=None,
    )
    return message_from_bytes(
        message_of(stored, "Harbour <no-reply@x.example>").as_bytes(), _class=EmailMessage, policy=policy.default
    )


def html_of(message: EmailMessage) -> str:
    part = message.get_body(("html",))
    assert part is not None
    return str(part.get_content())


HEADERS = {
    *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type"),
    *("List-Unsubscribe", "List-Unsubscribe-Post"),
}


@pytest.mark.parametrize("value", NASTY)
def test_no_value_adds_a_header(value: str) -> None:
    message = made("About {boat}", "{boat}", found=told(boat=("text", value)))
    assert set(message.keys()) == HEADERS
    assert len(message.keys()) == len(HEADERS)
    subject = str(message["Subject"])
    assert subject.startswith("About ")
    assert subject.isprintable()
    assert not set(html_of(message)) & {"\0", "\u202e"}


def test_there_are_two_forms_and_an_address_that_ends_it() -> None:
    message = made("Hello", "Dear {me},", "", "- {boat}", "", "[Look]({link})", found=told(boat=("text", "Skua")))
    assert [part.get_content_type() for part in message.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert message["List-Unsubscribe"] == "<https://x.example/off>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    plain = message.get_body(("plain",))
    assert plain is not None
    assert str(plain.get_content()).startswith("Dear Ann,\n\n- Skua\n\nLook: https://x.example/a/1\n\n-- \n")
    assert '<a href="https://x.example/a/1" style="color:#0b5394"' in html_of(message)


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("[click](https://evil.example)", "[click](https://evil.example)"),
        ("![](https://evil.example/i.png)", "![](https://evil.example/i.png)"),
        ("{link} {me}", "{link} {me}"),
        ("**bold**", "**bold**"),
        ("one\ntwo", "one<br>\ntwo"),
    ],
)
def test_what_people_typed_is_no_markup(value: str, shown: str) -> None:
    html = html_of(made("x", "Say **{words}**!", found=told(words=("longtext", value))))
    assert f"<strong>{shown}</strong>!" in html
    assert 'evil.example/i.png"' not in html


def test_rich_text_that_stands_alone_is_shown_as_such_and_cleaned() -> None:
    value = (
        "A *word* <img src=x onerror=alert(1)> ![](https://evil.example/i.png) [here](javascript:alert(1)) [there](/a)"
    )
    html = html_of(made("x", "First", "", "{words}", "", "In line: {words}", found=told(words=("richtext", value))))
    assert "<em>word</em>" in html
    assert "<img" not in html
    assert 'href="javascript' not in html
    assert 'href="/a"' not in html
    assert "In line: A *word*" in html


def test_what_is_not_shown_is_said_to_be_so() -> None:
    html = html_of(made("x", "Pays {fee} and {tip}.", found=told(tip=("money", None))))
    assert "Pays not shown and ." in html


def test_subjects_are_cut_and_joiners_stay() -> None:
    subject = str(made("{boat}", "x", found=told(boat=("text", "long " * 100)))["Subject"])
    assert len(" ".join(subject.split())) == 150
    assert printable("👩\u200d💻 a\u200bb\r\nc\td") == "👩\u200d💻 ab\nc d"
