"""The header of pages and the values of a record's page: joined text, in which what people typed is escaped."""

import datetime as dt
from typing import Any, cast

import pytest
from flask import template_rendered
from markupsafe import Markup, escape

from runtime.declarations.access import RecordType
from runtime.declarations.fields import Field
from runtime.scope import NOT_SHOWN, FileRow, Linked, Row
from runtime.web.addresses import Addresses
from runtime.web.cells import NOT_SHOWN_HTML, Printer
from runtime.web.formats import formats
from runtime.web.header import brand_of, head_of, header_of
from tests.pages.conftest import Courier
from tests.pages.visitor import Visitor

HOSTILE = "<b onload='x'>&\""
SAFE = str(escape(HOSTILE))
MENU = Markup("<nav>Berths</nav>")


class Berth:
    key, address = "berth", "berths"


BERTH = cast(RecordType, Berth())
PRINTER = Printer(formats("en", "Europe/Berlin", "EUR"), Addresses("/o&p"), {"berth": BERTH}, frozenset({"berth"}))
STRANGER = Printer(formats("en", "Europe/Berlin", "EUR"), Addresses("/o&p"), {"berth": BERTH}, frozenset())
ROW = Row(1, "A row", 1, {})
NOON = dt.datetime(2026, 7, 1, 12, tzinfo=dt.UTC)


def test_the_header_is_escaped() -> None:
    brand = brand_of(HOSTILE, HOSTILE, HOSTILE)
    whole = header_of(brand, HOSTILE, ((HOSTILE, HOSTILE), ("", "Nowhere")), MENU)
    assert HOSTILE not in whole and "Nowhere" not in whole
    assert whole.count(SAFE) == 6
    assert (
        f'<span class="visually-hidden">Signed in as </span><span>{SAFE}</span> <a href="{SAFE}">{SAFE}</a></p>'
        in whole
    )
    assert MENU in whole
    assert HOSTILE not in head_of(HOSTILE, HOSTILE, HOSTILE)


def test_nobody_has_a_brand_alone() -> None:
    whole = header_of(brand_of("/", "", "Harbour"), "", (("/search", "Search"),), MENU)
    assert "Search" not in whole and MENU not in whole and "Signed in" not in whole
    assert whole.count("<div") == whole.count("</div>")


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
    assert PRINTER.full(BERTH, ROW, field, value) == written


def test_what_cannot_be_opened_is_no_link() -> None:
    field = Field("a", "link", "A", target="berth")
    assert STRANGER.full(BERTH, ROW, field, Linked(7, HOSTILE)) == SAFE
    assert STRANGER.link("berth", Linked(7, HOSTILE)) == SAFE
    assert STRANGER.link(None, Linked(7, HOSTILE)) == SAFE


def test_a_page_may_write_its_facts_in_its_own_way(courier: Courier, ada: Visitor) -> None:
    """Whoever overrides that block has them one by one, as they stand in what is overridden."""
    seen: list[dict[str, Any]] = []
    take = lambda _app, template, context: seen.append(context) if template.name == "detail.html" else None  # noqa: E731
    with template_rendered.connected_to(take):
        text = ada.get(f"/consignments/{courier.consignment()}").text
    (context,) = seen
    page = context["page"]
    assert page.sheet in text and page.actions in text
    assert len(page.facts) == page.sheet.count("<dt>") > 3
    assert {fact.label for fact in page.facts if fact.change}
    for fact in page.facts:
        assert f"<dt>{escape(fact.label)}</dt>" in page.sheet
        assert fact.html in page.sheet
        assert f'<a href="{escape(fact.change)}">Change' in page.sheet if fact.change else True
