"""Makes the form of a request: which questions, in whose words, with which answers and which options."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from runtime.declarations.access import RecordType
from runtime.declarations.fields import Field
from runtime.records import fields_of
from runtime.scope import Linked, NotShown, Row
from runtime.web import uploads
from runtime.web.context import Context
from runtime.web.forms import RecordForm, ask
from runtime.web.forms.links import SELECTABLE, LinkQuestion
from runtime.web.forms.question import Posted
from runtime.web.forms.rules import Known, defaults, given_of, holds, presets


def new_form(ctx: Context, record: RecordType, posted: Posted | None) -> RecordForm:
    access = ctx.access(record)
    form = _form(ctx, record, access.create or (), posted)
    given = given_of(ctx.principal, ctx.printer.formats.zone)
    form.preset = presets(record, access, given)
    form.fill(dict(defaults(record, access, given)), posted)
    empty = {field.column: None for field in fields_of(record.model).values() if field.column}
    _decide_shown(ctx, record, form, empty)
    return form


def edit_form(ctx: Context, record: RecordType, row: Row, posted: Posted | None) -> RecordForm:
    form = _form(ctx, record, row.may_edit, posted)
    form.record_id = row.id
    form.fill(row.values, posted)
    columns = {field.column: field for field in ctx.reader.readable(record.key) if field.column}
    _decide_shown(ctx, record, form, {column: _key(row.values.get(field.name)) for column, field in columns.items()})
    return form


def offer_options(ctx: Context, record: RecordType, form: RecordForm) -> None:
    """The options of all links: one statement each."""
    columns = form.columns()
    for question in form.shown:
        if isinstance(question, LinkQuestion):
            question.offered = ctx.reader.options(
                record.key, question.name, columns, limit=SELECTABLE + 1, record_id=form.record_id
            )
            _name_chosen(ctx, question)


def _name_chosen(ctx: Context, question: LinkQuestion) -> None:
    """The titles of chosen records that are not among the options, as far as this person may see them."""
    target = question.declared.target
    unknown = [record_id for record_id in question.ids if not question.title(record_id)]
    for record_id in unknown[:SELECTABLE]:  # a statement each
        if target and (found := ctx.reader.record(target, record_id)):
            question.known[record_id] = found.title


def _form(ctx: Context, record: RecordType, names: Collection[str], posted: Posted | None) -> RecordForm:
    spoken = ctx.printer.formats
    wording = _wording(ctx, record, names)
    made = ctx.access(record).form or _plain_form(wording)
    form: RecordForm = made(
        names,
        wording=wording,
        locale=spoken.locale,
        zone=spoken.zone,
        currency=spoken.currency,
        kept_files=uploads.kept_files(ctx, posted),
    )
    return form


def _wording(ctx: Context, record: RecordType, names: Collection[str]) -> dict[str, Field]:
    from runtime.scope.policy import overridden

    fields = fields_of(record.model)
    return {name: overridden(fields[name], ctx.access(record)) for name in names}


def _plain_form(fields: Mapping[str, Field]) -> type[RecordForm]:
    """For a record type without a generated form: its fields in their order."""
    return type("PlainForm", (RecordForm,), {name: ask(field) for name, field in fields.items()})


def _decide_shown(ctx: Context, record: RecordType, form: RecordForm, columns: dict[str, Any]) -> None:
    this = Known(columns | form.columns())
    given = given_of(ctx.principal, ctx.printer.formats.zone)
    overrides = ctx.access(record).fields
    for question in form.questions:
        rule = record.show.get(question.name)
        question.shown = rule is None or holds(rule, this, given)
        override = overrides.get(question.name)
        required_when = (override.require if override else None) or record.require.get(question.name)
        if required_when is not None:
            question.optional = False


def _key(value: Any) -> Any:
    if isinstance(value, Linked):
        return value.id
    return None if isinstance(value, NotShown) else value
