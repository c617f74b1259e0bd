"""A form as its template prints it: the questions, what went wrong, hidden values, buttons."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from markupsafe import Markup

from runtime.declarations.access import RecordType
from runtime.scope import Row
from runtime.web.context import Context
from runtime.web.controls import marked
from runtime.web.forms import RecordForm
from runtime.web.forms.lines import LinesQuestion
from runtime.web.forms.question import Question
from runtime.web.forms.rules import names_in
from runtime.web.lists import Link
from runtime.words import inside


@dataclass(frozen=True, slots=True)
class Fault:
    """An entry of the error summary; general ones lead nowhere."""

    message: str
    href: str


@dataclass(frozen=True, slots=True)
class Version:
    """A value that differs between what was typed and what is stored by now."""

    label: str
    yours: str
    theirs: str


@dataclass(frozen=True, slots=True)
class FormPage:
    title: str
    crumb: Link
    action: str
    questions: Sequence[Question]
    faults: tuple[Fault, ...]
    hidden: Mapping[str, str]
    submit: str
    deciding: frozenset[str]
    versions: tuple[Version, ...] = field(default=())
    notice: str = ""
    lead: str = ""

    @property
    def searching(self) -> bool:
        """Whether a question has a button of its own, which Enter must not press."""
        return any(map(attrgetter("has_button"), self.questions))

    @property
    def written(self) -> Markup:
        """All questions as markup."""
        return marked("".join([f"{question.markup(self)}\n" for question in self.questions]))  # noqa: S704 - of markup


def new_page(
    ctx: Context, record: RecordType, form: RecordForm, token: str, refused: Mapping[str, list[str]]
) -> FormPage:
    crumb = (
        Link(f"All {inside(record.plural)}", ctx.to.list(record))
        if record.key in ctx.role.visible
        else Link("Home", ctx.to.home())
    )
    return FormPage(
        title=f"New {inside(record.label)}",
        crumb=crumb,
        action=ctx.to.new(record),
        questions=form.questions,
        faults=faults_of(form, refused),
        hidden={"form_token": token or secrets.token_urlsafe(18)},
        submit=f"Send {inside(record.label)}",
        deciding=deciding_in(record, form),
    )


def edit_page(
    ctx: Context,
    record: RecordType,
    row: Row,
    form: RecordForm,
    *,
    revision: int,
    refused: Mapping[str, list[str]],
    versions: tuple[Version, ...] = (),
) -> FormPage:
    return FormPage(
        title=f"Change {row.title}",
        crumb=Link(row.title, ctx.to.detail(record, row.id)),
        action=ctx.to.act(record, row.id, "edit"),
        questions=form.questions,
        faults=faults_of(form, refused),
        hidden={"revision": str(revision)},
        submit="Save changes",
        deciding=deciding_in(record, form),
        versions=versions,
    )


def faults_of(form: RecordForm, refused: Mapping[str, list[str]]) -> tuple[Fault, ...]:
    """What is wrong, in the order of the questions; what belongs to no question comes first."""
    shown = {question.name: question for question in form.shown}
    general: list[Fault] = []
    for name, found in refused.items():
        first, _, place = name.partition(".")
        question = shown.get(first)
        if question is None:
            general += [Fault(message, "") for message in found]
        elif place and isinstance(question, LinesQuestion):
            question.refuse(place, found)
        else:
            question.messages.extend(each for each in found if each not in question.messages)
    return (*general, *(Fault(text, f"#{target}") for each in shown.values() for text, target in each.faults()))


def deciding_in(record: RecordType, form: RecordForm) -> frozenset[str]:
    """The questions whose answers decide which other questions or options there are."""
    names = {question.name for question in form.questions}
    texts = [(name, rule.text) for name, rule in record.show.items()]
    texts += [(name, rule.text) for name, rule in record.where.items()]
    return frozenset(each for name, text in texts if name in names for each in names_in(text) & names - {name})


@dataclass(frozen=True, slots=True)
class DeletePage:
    title: str
    kind: str
    crumb: Link
    action: str
    revision: int
    faults: tuple[Fault, ...]


def delete_page(ctx: Context, record: RecordType, row: Row, messages: Sequence[str]) -> DeletePage:
    return DeletePage(
        title=row.title,
        kind=inside(record.label),
        crumb=Link(row.title, ctx.to.detail(record, row.id)),
        action=ctx.to.act(record, row.id, "delete"),
        revision=row.revision,
        faults=tuple(Fault(message, "") for message in messages),
    )
