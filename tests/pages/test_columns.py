"""Columns of a list: each value as it is written alone, escaped, whatever stands in the others."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest
from markupsafe import escape

from runtime.declarations.fields import Field
from runtime.scope import NOT_SHOWN, Column, FileRow, Linked
from runtime.web.cells import NOT_SHOWN_HTML
from runtime.web.columns import IN_A_LIST, cells_of_column, short
from runtime.web.formats import formats

SPOKEN = formats("en", "Europe/Berlin", "EUR")
HOSTILE = "<b onload='x'>&\""
COLOUR = Field("colour", "choice", "Colour", choices={"red": "<Red>"})


@pytest.mark.parametrize(
    ("field", "values", "expected"),
    [
        (Field("a", "text", "A"), ["x", None, HOSTILE], ["x", "", escape(HOSTILE)]),
        (Field("a", "text", "A"), ["x" * IN_A_LIST, "y" * 200], ["x" * IN_A_LIST, "y" * IN_A_LIST + "…"]),
        (COLOUR, ["red", "blue", None], ["&lt;Red&gt;", "blue", ""]),
        (
            Field("state", "choice", "State", choices={"new": "New"}),
            ["new", None],
            ['<span class="tag">New</span>', ""],
        ),
        (Field("a", "link", "A"), [Linked(1, HOSTILE), NOT_SHOWN, None], [escape(HOSTILE), NOT_SHOWN_HTML, ""]),
        (Field("a", "links", "A"), [(Linked(1, "x"), Linked(2, "<")), (), None], ["x, &lt;", "", ""]),
        (Field("a", "files", "A"), [(FileRow(1, "<.txt", 1, ""),), ()], ["&lt;.txt", ""]),
        (Field("a", "yesno", "A"), [True, False, None], ["Yes", "No", ""]),
        (Field("a", "integer", "A"), [0, 1000], ["0", "1,000"]),
        (Field("a", "date", "A"), [dt.date(2026, 1, 31), None], ["31 Jan 2026", ""]),
        (Field("a", "datetime", "A"), [dt.datetime(2026, 7, 1, 22, 30, tzinfo=dt.UTC)], ["2 Jul 2026, 00:30"]),
        (Field("a", "text", "A"), [], []),
    ],
)
def test_values(field: Field, values: Sequence[Any], expected: Sequence[str]) -> None:
    assert list(map(str, short(SPOKEN, field)(values))) == expected
    assert [str(short(SPOKEN, field)([value])[0]) for value in values] == expected


def test_cells_say_what_they_are_of() -> None:
    column = Column("a", "A & B", Field("a", "integer", "A & B"), sortable=True, filterable=True)
    assert cells_of_column(SPOKEN, column)([5, None]) == [
        '<td data-label="A &amp; B" class="numeric">5</td>',
        '<td data-label="A &amp; B" class="empty"></td>',
    ]
