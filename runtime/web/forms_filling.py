"""Makes the form of a request: which questions, in whose words, with which answers and which options."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from runtime.declarations.access import Access, RecordType
from runtime.declarations.fields import FILE_KINDS, Field
from runtime.declarations.later import loaded
from runtime.declarations.workflow import STATE, Move
from runtime.records import fields_of
from runtime.scope import Linked, NotShown, Row
from runtime.scope.policy import overridden
from runtime.scope.saying import asked_with
from runtime.web import uploads
from runtime.web.context import Context
from runtime.web.forms import RecordForm, ask
from runtime.web.forms.lines import LineForms
from runtime.web.forms.links import SELECTABLE, LinkQuestion
from runtime.web.forms.question import Posted
from runtime.web.forms.rules import Known, defaults, given_of, holds, names_in, presets
from runtime.web.lines import facts_of_line, limits_of

OF_ALL_LINES = frozenset({"it", "me", "now", "today", "true", "false", "and", "or", "not", "in", "is", "if", "else"})
"""A condition on what a link may point to that has no other words is the same for all lines."""
NOTHING: Mapping[str, Any] = MappingProxyType({})


def new_form(ctx: Context, record: RecordType, posted: Posted | None) -> RecordForm:
    access = ctx.access(record)
    form = _form(ctx, record, _wording(ctx, record, access.create or ()), posted)
    given = given_of(ctx.principal, ctx.printer.formats.zone)
    form.preset = presets(record, access, given)
    names = access.create or ()
    missing = names if posted is None else [name for name in names if name not in posted]
    form.fill(dict(defaults(record, access, given, missing)), posted)
    _decide_shown(ctx, form, None)
    return form


def comment_form(ctx: Context, record: RecordType, names: Collection[str], posted: Posted | None) -> RecordForm:
    """A new comment, asked for by these fields: what it is about is said by the page that it stands on."""
    form = _form(ctx, record, _wording(ctx, record, names), posted)
    form.preset = presets(record, ctx.access(record), given_of(ctx.principal, ctx.printer.formats.zone))
    form.fill({}, posted)
    return form


def edit_form(ctx: Context, record: RecordType, row: Row, posted: Posted | None) -> RecordForm:
    return _filled(ctx, record, row, _wording(ctx, record, row.may_edit), posted, after={})


def move_form(ctx: Context, record: RecordType, row: Row, move: Move, posted: Posted | None) -> RecordForm:
    """What the move needs, each of it with an answer; nothing else. It is asked for as if the move were made."""
    wording = {name: replace(field, required=True) for name, field in _wording(ctx, record, move.needs).items()}
    wording |= asked_with(ctx.site, move)
    return _filled(ctx, record, row, wording, posted, after={STATE: move.target})


def _filled(
    ctx: Context,
    record: RecordType,
    row: Row,
    wording: Mapping[str, Field],
    posted: Posted | None,
    *,
    after: Mapping[str, Any],
) -> RecordForm:
    """`after`: what else the record will hold, by column."""
    form = _form(ctx, record, wording, posted, row.id)
    form.record_id = row.id
    form.fill(row.values, posted)
    _decide_shown(ctx, form, row, after)
    return form


def offer_options(ctx: Context, form: RecordForm) -> None:
    """The options of all links of a form, asked for together; of lines only once where no line decides."""
    shared: dict[tuple[str, str], Mapping[int, str]] = {}
    for each in form.forms():
        questions = {one.declared.name: one for one in each.shown if isinstance(one, LinkQuestion)}
        offered = _options(ctx, each, [name for name in questions if (each.record, name) not in shared])
        for name, question in questions.items():
            question.offered = offered[name] if name in offered else shared[each.record, name]
            _name_chosen(ctx, question)
        if each is not form:
            shared |= {(each.record, name): offered[name] for name in offered if _is_of_all_lines(ctx, each, name)}


def _options(ctx: Context, form: RecordForm, names: Sequence[str]) -> Mapping[str, Mapping[int, str]]:
    if not names:
        return {}
    return ctx.reader.few_options(form.record, names, form.columns(), limit=SELECTABLE + 1, record_id=form.record_id)


def _is_of_all_lines(ctx: Context, form: RecordForm, name: str) -> bool:
    record = ctx.site.records[form.record]
    override = ctx.access(record).fields.get(name)
    where = (override.where if override else None) or record.where.get(name)
    return where is None or names_in(where.text) <= OF_ALL_LINES


def _name_chosen(ctx: Context, question: LinkQuestion) -> None:
    """The titles of chosen records that are not among the options, as far as this person may see them."""
    target = question.declared.target
    unknown = [record_id for record_id in question.ids if not question.title(record_id)]
    for record_id in unknown[:SELECTABLE]:  # a statement each
        if target is not None:
            with ctx.sights.only(ctx.reader.titled(target)):
                found = ctx.reader.record(target, record_id)
            if found is not None:
                question.known[record_id] = found.title


def _form(
    ctx: Context, record: RecordType, wording: Mapping[str, Field], posted: Posted | None, stored: int | None = None
) -> RecordForm:
    """`wording` has the fields that are asked for, `stored` is the id of the record that is there."""
    lines = {name: _line_forms(ctx, record, field, stored) for name, field in wording.items() if field.kind == "lines"}
    return _made(ctx, record, wording, prefix="", of_lines=lines, posted=posted)


def _made(
    ctx: Context,
    record: RecordType,
    wording: Mapping[str, Field],
    *,
    prefix: str,
    of_lines: Mapping[str, LineForms],
    posted: Posted | None,
) -> RecordForm:
    spoken = ctx.printer.formats
    made = loaded(_access(ctx, record).form) or _plain_form(wording)
    more = {name: field for name, field in wording.items() if name not in made.asked}
    if more:  # what a move asks for besides
        made = type(made.__name__, (made,), {name: ask(field) for name, field in more.items()})
    form: RecordForm = made(
        wording.keys(),
        wording=wording,
        locale=spoken.locale,
        zone=spoken.zone,
        currency=spoken.currency,
        kept_files=uploads.kept_files(ctx, posted) if FILE_KINDS & {each.kind for each in wording.values()} else {},
        of_lines=of_lines,
        record=record.key,
        prefix=prefix,
    )
    return form


def _line_forms(ctx: Context, owner: RecordType, field: Field, stored: int | None) -> LineForms:
    record = ctx.site.records[field.lines]
    access, link = _access(ctx, record), fields_of(record.model)[field.link].column
    given = given_of(ctx.principal, ctx.printer.formats.zone)
    preset = {**presets(record, access, given), link: stored}

    def make(names: Collection[str], prefix: str) -> RecordForm:
        wording = _wording(ctx, record, names)
        form = _made(ctx, record, wording, prefix=prefix, of_lines={}, posted=None)
        form.preset = preset
        return form

    least, most = limits_of(owner, field)
    return LineForms(
        noun=record.label,
        make=make,
        addable=access.create,
        defaults=dict(defaults(record, access, given, access.create or ())),
        facts=lambda row: facts_of_line(ctx, record, row, {field.link, *row.may_edit}),
        least=least,
        most=most,
    )


def _access(ctx: Context, record: RecordType) -> Access:
    return ctx.role.access.get(record.key) or Access()


def _wording(ctx: Context, record: RecordType, names: Collection[str]) -> dict[str, Field]:
    fields, access = fields_of(record.model), _access(ctx, record)
    return {name: overridden(fields[name], access) for name in names}


def _plain_form(fields: Mapping[str, Field]) -> type[RecordForm]:
    """For a record type without a generated form: its fields in their order."""
    return type("PlainForm", (RecordForm,), {name: ask(field) for name, field in fields.items()})


def _decide_shown(ctx: Context, form: RecordForm, row: Row | None, after: Mapping[str, Any] = NOTHING) -> None:
    """`row` is what is stored, for what the form does not ask; `after` as for `_filled`."""
    record = ctx.site.records[form.record]
    if record.show:
        this = Known({**_stored_columns(ctx, record, row), **after, **form.columns()})
        given = given_of(ctx.principal, ctx.printer.formats.zone)
        for question in form.questions:
            rule = record.show.get(question.declared.name)
            question.shown = rule is None or holds(rule, this, given)
    overrides = _access(ctx, record).fields
    for question in form.questions:
        override = overrides.get(question.declared.name)
        required_when = (override.require if override else None) or record.require.get(question.declared.name)
        if required_when is not None:
            question.optional = False
    for of_lines in form.lines():
        for entry in of_lines.entries:
            _decide_shown(ctx, entry.form, entry.row)


def _stored_columns(ctx: Context, record: RecordType, row: Row | None) -> dict[str, Any]:
    if row is None:
        return {field.column: None for field in fields_of(record.model).values() if field.column}
    seen = (field for field in ctx.reader.readable(record.key) if field.column)
    return {field.column: _key(row.values.get(field.name)) for field in seen}


def _key(value: Any) -> Any:
    if isinstance(value, Linked):
        return value.id
    return None if isinstance(value, NotShown) else value
