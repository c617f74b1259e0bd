"""Two people changed one record: what differs between the one's form and what the other saved."""

from __future__ import annotations

from typing import Any

from runtime.declarations.fields import FILE_KINDS, Field
from runtime.scope import Linked, NotShown, Row
from runtime.web.context import Context
from runtime.web.forms import RecordForm
from runtime.web.forms.lines import LinesQuestion
from runtime.web.forms.links import LinkQuestion
from runtime.web.forms.question import Question
from runtime.web.forms_page import Version
from runtime.web.lines import rows_in

NOTHING = "Not provided"


def versions_of(ctx: Context, row: Row, form: RecordForm) -> tuple[Version, ...]:
    """The fields whose values differ; one that says so where none does."""
    compared = (
        Version(
            question.declared.label,
            _yours(ctx, question),
            _theirs(ctx, question, row.values.get(question.name)),
        )
        for question in form.shown
        if question.posted and question.declared.kind not in FILE_KINDS
    )
    differing = tuple(each for each in compared if each.yours != each.theirs)
    return differing or (Version("All fields", "As stored now", "As you entered"),)


def entered_in(ctx: Context, form: RecordForm) -> tuple[tuple[str, str], ...]:
    """What was answered, by label; so that it can be copied to where it belongs."""
    asked = (each for each in form.shown if each.posted and each.declared.kind not in FILE_KINDS)
    found = ((question.declared.label, _yours(ctx, question)) for question in asked)
    return tuple((label, words) for label, words in found if words != NOTHING)


def _yours(ctx: Context, question: Question) -> str:
    if isinstance(question, LinesQuestion):
        lines = (
            ", ".join(_yours(ctx, each) for each in entry.form.shown) for entry in question.entries if entry.counts
        )
        return "; ".join(lines) or NOTHING
    if isinstance(question, LinkQuestion):
        return ", ".join(question.title(each) for each in question.ids) or NOTHING
    return _words(ctx, question.declared, question.data)


def _theirs(ctx: Context, question: Question, value: Any) -> str:
    if not isinstance(question, LinesQuestion):
        return _words(ctx, question.declared, value)
    fields = {field.name: field for field in ctx.reader.readable(question.declared.lines)}
    lines = (
        ", ".join(_words(ctx, fields[name], row.values.get(name)) for name in row.may_edit if name in fields)
        for row in rows_in(value)
    )
    return "; ".join(lines) or NOTHING


def _words(ctx: Context, field: Field, value: Any) -> str:
    if value is None or value == ():
        return NOTHING
    if isinstance(value, NotShown):
        return "Not shown"
    if isinstance(value, Linked):
        return value.title
    if field.kind == "links":
        return ", ".join(each.title for each in value)
    return ctx.printer.formats.text(field, value)
