"""The search for the record that a link shall point to, when there are too many for a select.

A page of its own, without scripts: all answers given so far come along as hidden values and go back with the choice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from flask import Request, render_template, request
from flask.typing import ResponseReturnValue

from runtime.declarations.access import RecordType
from runtime.declarations.workflow import Move
from runtime.scope import BadQuery, Row
from runtime.web import uploads
from runtime.web.context import Context
from runtime.web.forms import RecordForm
from runtime.web.forms.links import SELECTABLE, LinkQuestion, LinksQuestion
from runtime.web.forms.sent import find_strays
from runtime.web.forms_filling import edit_form, move_form, new_form
from runtime.web.forms_flow import answers, refuse_parameters
from runtime.words import inside, with_article

OWN = frozenset({"_add", "_choose", "_refresh", "_draft", "q", "csrf_token"})


@dataclass(frozen=True, slots=True)
class ChoosePage:
    title: str
    label: str
    action: str
    name: str
    q: str
    hidden: Sequence[tuple[str, str]]
    options: Mapping[int, str]
    more: bool


def is_asked(asked: Request) -> bool:
    if asked.method == "GET":
        return "_choose" in asked.args
    return ("_choose" in asked.args or "_choose" in asked.form) and "_refresh" not in asked.form


def choose_for_new(ctx: Context, record: RecordType) -> ResponseReturnValue:
    return _choose(ctx, new_form(ctx, record, answers()), ctx.to.new(record))


def choose_for_edit(ctx: Context, record: RecordType, row: Row) -> ResponseReturnValue:
    form = edit_form(ctx, record, row, answers())
    return _choose(ctx, form, ctx.to.act(record, row.id, "edit"))


def choose_for_move(ctx: Context, record: RecordType, row: Row, move: Move) -> ResponseReturnValue:
    form = move_form(ctx, record, row, move, answers())
    return _choose(ctx, form, ctx.to.move(record, row.id, move.name))


def choose_for_comment(ctx: Context, form: RecordForm, action: str) -> ResponseReturnValue:
    return _choose(ctx, form, action)


def _choose(ctx: Context, form: RecordForm, action: str) -> ResponseReturnValue:
    found = next(_named(form, request.values["_choose"]), None)
    if found is None:
        raise BadQuery("This form has no such record to choose.")
    asking, question = found
    refuse_parameters(form, "_choose", "q")
    for words in find_strays(form, request.form):
        raise BadQuery(words)
    q = request.values.get("q", "").strip()
    uploads.keep(ctx, form)
    offered = ctx.reader.options(
        asking.record, question.declared.name, asking.columns(), q, limit=SELECTABLE + 1, record_id=asking.record_id
    )
    page = ChoosePage(
        title=f"Choose {with_article(question.declared.label)}",
        label=f"Search {inside(question.declared.label)}",
        action=action,
        name=question.name,
        q=q,
        hidden=_hidden(form, question),
        options=dict(islice(offered.items(), SELECTABLE)),
        more=len(offered) > SELECTABLE,
    )
    return render_template("choose.html", page=page)


def _named(form: RecordForm, name: str) -> Iterator[tuple[RecordForm, LinkQuestion]]:
    """The question of that name, with its form: the record's, or that of a line."""
    for each in form.forms():
        yield from ((each, asked) for asked in each.questions if isinstance(asked, LinkQuestion) and asked.name == name)


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
