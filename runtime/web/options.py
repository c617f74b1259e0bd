"""The search for the record that a link shall point to, when there are too many for a select.

A page of its own, without scripts: all answers given so far come along as hidden values and go back with the choice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Request, render_template, request
from flask.typing import ResponseReturnValue

from runtime.declarations.access import RecordType
from runtime.scope import BadQuery, Option, Row
from runtime.web import uploads
from runtime.web.context import Context
from runtime.web.forms import RecordForm
from runtime.web.forms.links import SELECTABLE, LinkQuestion, LinksQuestion
from runtime.web.forms.sent import find_strays
from runtime.web.forms_filling import edit_form, new_form
from runtime.web.forms_flow import answers, refuse_parameters
from runtime.words import inside, with_article

OWN = frozenset({"_choose", "_refresh", "_draft", "q", "csrf_token"})


@dataclass(frozen=True, slots=True)
class ChoosePage:
    title: str
    label: str
    action: str
    name: str
    q: str
    hidden: Sequence[tuple[str, str]]
    options: Sequence[Option]
    more: bool


def is_asked(asked: Request) -> bool:
    return "_choose" in asked.values and "_refresh" not in asked.form


def choose_for_new(ctx: Context, record: RecordType) -> ResponseReturnValue:
    return _choose(ctx, record, new_form(ctx, record, answers()), ctx.to.new(record))


def choose_for_edit(ctx: Context, record: RecordType, row: Row) -> ResponseReturnValue:
    form = edit_form(ctx, record, row, answers())
    return _choose(ctx, record, form, ctx.to.act(record, row.id, "edit"))


def _choose(ctx: Context, record: RecordType, form: RecordForm, action: str) -> ResponseReturnValue:
    question = next((each for each in form.questions if each.name == request.values["_choose"]), None)
    if not isinstance(question, LinkQuestion):
        raise BadQuery("This form has no such record to choose.")
    refuse_parameters(form, "_choose", "q")
    for words in find_strays(form, request.form):
        raise BadQuery(words)
    q = request.values.get("q", "").strip()
    uploads.keep(ctx, form)
    found = ctx.reader.options(
        record.key, question.name, form.columns(), q, limit=SELECTABLE + 1, record_id=form.record_id
    )
    page = ChoosePage(
        title=f"Choose {with_article(question.declared.label)}",
        label=f"Search {inside(question.declared.label)}",
        action=action,
        name=question.name,
        q=q,
        hidden=_hidden(form, question),
        options=found[:SELECTABLE],
        more=len(found) > SELECTABLE,
    )
    return render_template("choose.html", page=page)


def _hidden(form: RecordForm, question: LinkQuestion) -> list[tuple[str, str]]:
    """All that was answered but this question; where it takes several records, they stay."""
    replaced = frozenset() if isinstance(question, LinksQuestion) else frozenset({question.name})
    given = [
        (name, value)
        for name, values in request.values.lists()
        for value in values
        if name not in OWN | replaced and not name.endswith("-kept")
    ]
    kept = [(f"{each.name}-kept", file.token) for each in form.file_questions() for file in each.kept]
    return given + kept
