"""What values look like, and numbers as people type them."""

import datetime as dt
from decimal import Decimal

import pytest

from runtime.declarations.fields import Field
from runtime.web import brand, formats, markdown
from runtime.web.forms.dates import clock
from runtime.web.forms.numbers import unified
from runtime.words import counted, inside, provide, size_of, with_article

ENGLISH = formats.formats("en", "Europe/Berlin", "EUR")
GERMAN = formats.formats("de", "Europe/Berlin", "EUR")


@pytest.mark.parametrize(
    ("kind", "value", "english", "german"),
    [
        ("integer", 12345, "12,345", "12.345"),
        ("decimal", Decimal("1234.5"), "1,234.500", "1.234,500"),
        ("percent", Decimal("19.50"), "19.5\N{NO-BREAK SPACE}%", "19,5\N{NO-BREAK SPACE}%"),
        ("money", Decimal("1234.5"), "€1,234.50", "1.234,50\N{NO-BREAK SPACE}€"),
        ("date", dt.date(2026, 3, 1), "1 Mar 2026", "01.03.2026"),
        ("datetime", dt.datetime(2026, 7, 1, 12, 0, tzinfo=dt.UTC), "1 Jul 2026, 14:00", "01.07.2026, 14:00:00"),
        ("yesno", True, "Yes", "Yes"),
        ("duration", dt.timedelta(hours=26, minutes=1), "1 day 2 hours 1 minute", "1 day 2 hours 1 minute"),
        ("duration", dt.timedelta(0), "0 minutes", "0 minutes"),
    ],
)
def test_values_in_words(kind: str, value: object, english: str, german: str) -> None:
    field = Field("x", kind, "X", places=3)
    assert (ENGLISH.text(field, value), GERMAN.text(field, value)) == (english, german)


@pytest.mark.parametrize(
    ("typed", "decimal", "read"),
    [
        ("1234.50", ".", "1234.50"),
        ("1,234.50", ".", "1234.50"),
        ("1.234,50", ".", "1234.50"),
        ("1,234", ".", "1234"),
        ("1,234", ",", "1.234"),
        ("1.234", ",", "1234"),
        ("1,5", ".", "1.5"),
        ("1,234,567", ".", "1234567"),
        ("-12", ".", "-12"),
        ("1,2,3.4.5", ".", "?"),
    ],
)
def test_typed_numbers(typed: str, decimal: str, read: str) -> None:
    assert unified(typed, decimal) == read


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("14:30", (14, 30)),
        ("9.15", (9, 15)),
        ("0930", (9, 30)),
        ("9am", (9, 0)),
        ("12:05 am", (0, 5)),
        ("12pm", (12, 0)),
    ],
)
def test_typed_times(typed: str, read: tuple[int, int]) -> None:
    assert clock(typed, "Time") == dt.time(*read)


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![track](https://evil.example/x.png)",
        "[x](javascript:alert(1))",
        "[x](data:text/html,<script>alert(1)</script>)",
        '<a href="x" onclick="alert(1)">x</a>',
        "<style>*{display:none}</style>",
        "<iframe src=//evil.example></iframe>",
    ],
)
def test_rich_text_is_harmless(hostile: str) -> None:
    html = str(markdown.html_of(hostile))
    for sign in ("<script", "<img", '<a href="javascript', '<a href="data', "<style", "<iframe", '<a href="x" on'):
        assert sign not in html


def test_rich_text() -> None:
    html = str(markdown.html_of("# Title\n\n**bold** [site](https://a.example)"))
    assert "<h2>Title</h2>" in html
    assert "<strong>bold</strong>" in html
    assert 'rel="nofollow noopener noreferrer"' in html


def test_words() -> None:
    assert [counted(n, "Order", "Orders") for n in (0, 1, 2500)] == ["no orders", "1 order", "2,500 orders"]
    assert counted(10_000, "Order", "Orders", more=True) == "more than 10,000 orders"
    assert [inside(label) for label in ("Due date", "VAT number")] == ["due date", "VAT number"]
    assert [with_article(label) for label in ("Order", "Berth", "Details", "Hour", "Unit", "Address")] == [
        "an order", "a berth", "details", "an hour", "a unit", "an address"
    ]  # fmt: skip
    assert provide(Field("x", "image", "Photo")) == "Upload a photo"
    assert [size_of(n) for n in (820, 12_000, 3_400_000, 25_000_000)] == ["820 bytes", "12 KB", "3.4 MB", "25 MB"]


@pytest.mark.parametrize("colour", ["#ffb000", "#0b5fff", "#fff", "#000000", "#7fff00"])
def test_brand_colours_can_be_read(colour: str) -> None:
    rules = dict(each.split(":") for each in brand.stylesheet(colour)[6:-1].split(";"))
    parsed = {name: brand._parse(value) for name, value in rules.items() if value.startswith("#")}
    assert brand._contrast(parsed["--brand"], parsed["--on-brand"]) >= brand.READABLE
    assert brand._contrast(parsed["--brand-strong"], brand.WHITE) >= brand.READABLE
    assert brand._contrast(parsed["--brand-strong"], parsed["--brand-soft"]) >= brand.READABLE
