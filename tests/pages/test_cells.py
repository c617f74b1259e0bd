"""The values of a record's page: markup, in which what people typed is escaped."""

import datetime as dt
from typing import Any, cast

import pytest
from markupsafe import Markup, escape

from runtime.declarations.access import RecordType
from runtime.declarations.fields import Field
from runtime.scope import NOT_SHOWN, FileRow, Linked, Row
from runtime.web.addresses import Addresses
from runtime.web.cells import NOT_SHOWN_HTML, Printer
from runtime.web.formats import formats

HOSTILE = "<b onload='x'>&\""
SAFE = str(escape(HOSTILE))


class Berth:
    key, address = "berth", "berths"


BERTH = cast(RecordType, Berth())
PRINTER = Printer(formats("en", "Europe/Berlin", "EUR"), Addresses("/o&p"), {"berth": BERTH}, frozenset({"berth"}))
STRANGER = Printer(formats("en", "Europe/Berlin", "EUR"), Addresses("/o&p"), {"berth": BERTH}, frozenset())
ROW = Row(1, "A row", 1, {})
NOON = dt.datetime(2026, 7, 1, 12, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("field", "value", "written"),
    [
        (Field("a", "text", "A"), HOSTILE, SAFE),
        (Field("a", "longtext", "A"), f"one\n{HOSTILE}\r\ntwo", f"one<br>{SAFE}<br>two"),
        (Field("a", "choice", "A", choices={"red": HOSTILE}), "red", SAFE),
        (Field("a", "choice", "A", choices={"red": "Red"}), HOSTILE, SAFE),
        (Field("state", "choice", "A", choices={"new": HOSTILE}), "new", f'<span class="tag">{SAFE}</span>'),
        (Field("a", "link", "A", target="berth"), NOT_SHOWN, NOT_SHOWN_HTML),
        (Field("a", "link", "A", target="berth"), Linked(7, HOSTILE), f'<a href="/o&amp;p/berths/7">{SAFE}</a>'),
        (
            Field("a", "links", "A", target="berth"),
            (Linked(7, "x"), Linked(8, "<")),
            '<a href="/o&amp;p/berths/7">x</a><br><a href="/o&amp;p/berths/8">&lt;</a>',
        ),
        (
            Field("a", "url", "A"),
            'https://x/"',
            '<a href="https://x/&#34;" rel="nofollow noopener noreferrer">https://x/&#34;</a>',
        ),
        (Field("a", "url", "A"), "javascript:<x>", "javascript:&lt;x&gt;"),
        (Field("a", "email", "A"), "<@x", '<a href="mailto:&lt;@x">&lt;@x</a>'),
        (Field("a", "phone", "A"), "+1 2<", '<a href="tel:+12&lt;">+1 2&lt;</a>'),
        (Field("a", "date", "A"), dt.date(2026, 1, 31), '<time datetime="2026-01-31">31 Jan 2026</time>'),
        (
            Field("a", "datetime", "A"),
            NOON,
            '<time datetime="2026-07-01T12:00:00+00:00">1 Jul 2026, 14:00</time>',
        ),
        (
            Field("a", "files", "A"),
            (FileRow(3, "<.txt", 2, "text/plain"),),
            '<ul class="files"><li><a href="/o&amp;p/berths/1/files/3/%3C.txt" download>&lt;.txt</a>'
            ' <span class="muted">(2 bytes)</span></li></ul>',
        ),
    ],
)
def test_values_are_escaped(field: Field, value: Any, written: str) -> None:
    found = PRINTER.full(BERTH, ROW, field, value)
    assert isinstance(found, Markup)
    assert found == written


def test_what_cannot_be_opened_is_no_link() -> None:
    field = Field("a", "link", "A", target="berth")
    assert STRANGER.full(BERTH, ROW, field, Linked(7, HOSTILE)) == SAFE
    assert STRANGER.link("berth", Linked(7, HOSTILE)) == SAFE
    assert STRANGER.link(None, Linked(7, HOSTILE)) == SAFE
