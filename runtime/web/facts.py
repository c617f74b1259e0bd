"""What a record's page tells of its fields. What is the same for all records of a type and role is made once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from markupsafe import Markup

from runtime.declarations.access import RecordType
from runtime.scope import Row
from runtime.scope.policy import is_kept
from runtime.web.cells import Write
from runtime.web.context import Context
from runtime.web.controls import marked, markup_of
from runtime.words import inside

MISSING = Markup('<span class="missing">Not provided</span>')
NOTHING = Markup()


class Told(NamedTuple):
    """A field. `is_kept`: the product tells it of a move that perhaps nobody has made yet."""

    name: str
    label: str
    hidden: str
    is_kept: bool
    write: Write
    opening: Markup
    change: Markup
    """How it begins as it is written, and how the link to change it ends."""


Shown = tuple[Told, Markup]
"""A field, with its value; empty where it is missing."""


class Fact(NamedTuple):
    """`html` is empty where the value is missing; `change` is empty where this person may not change it.

    `hidden`: what is changed, for those who do not see where the link stands.
    """

    label: str
    html: Markup
    change: str
    hidden: str


def shown_of(ctx: Context, record: RecordType, row: Row) -> list[Shown]:
    """What this person may see of the record, but for its lines. A field whose condition fails is not there, not even
    its label."""
    told = ctx.role.once_at(ctx.to.root, "facts", record.key, lambda _key: _told(ctx, record))
    values = row.values
    here = [(each, values[each.name]) for each in told if each.name in values]
    return [
        (each, NOTHING if value is None or (not value and value == ()) else each.write(row, value))
        for each, value in here
        if value is not None or not each.is_kept
    ]


def sheet_of(shown: Sequence[Shown], edit: str, may_edit: Collection[str]) -> Markup:
    """As a list of terms and what is said of them. Joined text, as the rows of lists are."""
    address = markup_of(edit)
    written = [
        f'{told.opening}{html or MISSING}</dd>\n<dd class="change"><a href="{address}{told.change}</div>\n'
        if told.name in may_edit
        else f"{told.opening}{html or MISSING}</dd>\n</div>\n"
        for told, html in shown
    ]
    return marked("".join(['<dl class="facts">\n', *written, "</dl>"]))  # noqa: S704 - of markup


def facts_of(shown: Sequence[Shown], edit: str, may_edit: Collection[str]) -> tuple[Fact, ...]:
    """One by one, for a page that writes them in its own way."""
    return tuple(
        Fact(told.label, html, f"{edit}#{told.name}" if told.name in may_edit else "", told.hidden)
        for told, html in shown
    )


def _told(ctx: Context, record: RecordType) -> tuple[Told, ...]:
    return tuple(
        Told(
            name=field.name,
            label=field.label,
            hidden=inside(field.label),
            is_kept=is_kept(record, field.name),
            write=ctx.printer.writer(record, field),
            opening=marked(f"<div>\n<dt>{markup_of(field.label)}</dt>\n<dd>"),  # noqa: S704 - escaped here
            change=_change(field.name, inside(field.label)),
        )
        for field in ctx.reader.readable(record.key)
        if field.kind != "lines"
    )


def _change(name: str, words: str) -> Markup:
    return marked(  # noqa: S704 - escaped here
        f'#{markup_of(name)}">Change<span class="visually-hidden"> {markup_of(words)}</span></a></dd>\n'
    )
