"""The comments on a record as its page shows them: the latest, the oldest of them first, and the form for another one.

Internal notes stand apart and are written on a page of their own, so that nobody takes one for the other.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markupsafe import Markup, escape

from runtime.declarations.access import RecordType
from runtime.records import fields_of
from runtime.scope import Linked, ListQuery, Row
from runtime.web.cells import Write
from runtime.web.context import Context
from runtime.web.forms import RecordForm
from runtime.web.forms.links import LinkQuestion
from runtime.web.forms.question import Question
from runtime.web.forms_filling import comment_form
from runtime.web.forms_page import FormPage, faults_of
from runtime.web.lists import Link
from runtime.words import inside

LATEST = 20
"""Comments on the page of their record; the others are in their list."""
TEXT, FILES, WRITTEN_IN, CREATED = "text", "attachments", "written_in", "created"
BY, TELL = "by_", "tell_"


@dataclass(frozen=True, slots=True)
class Thread:
    """The comments of one sort on one record: `key` is their record type."""

    ctx: Context
    record: RecordType
    row: Row
    key: str

    @property
    def type(self) -> RecordType:
        return self.ctx.site.records[self.key]

    @property
    def about(self) -> str:
        assert self.type.thread is not None
        return self.type.thread.about

    @property
    def internal(self) -> bool:
        return self.type.thread is not None and self.type.thread.internal

    @property
    def asked(self) -> tuple[str, ...]:
        """The fields of its form, but those by which people are told."""
        return tuple(name for name in self.entered if not name.startswith(TELL))

    @property
    def entered(self) -> tuple[str, ...]:
        """All fields of its form."""
        return tuple(name for name in self.ctx.access(self.type).create or () if name != self.about)

    @property
    def noun(self) -> str:
        return "internal note" if self.internal else "comment"

    @property
    def address(self) -> str:
        """Where another one is added."""
        return self.ctx.to.act(self.record, self.row.id, "note" if self.internal else "comment")

    @property
    def lead(self) -> str:
        """Who reads it, for those inside."""
        if self.internal:
            return "Not shown outside: only people inside read these."
        noun = inside(self.record.label)
        return f"Read by everybody who sees this {noun}, also outside." if self.ctx.portal.inside else ""

    def place_of(self, comment: int) -> str:
        """The address of a comment on the page of its record."""
        return f"{self.ctx.to.detail(self.record, self.row.id)}#said-{comment}"


@dataclass(frozen=True, slots=True)
class Said:
    """One comment. `author` is a person whom the reader may see, else the portal that it was written in."""

    id: str
    author: Markup
    date: Markup
    html: Markup
    files: Markup
    told: Markup
    href: str


@dataclass(frozen=True, slots=True)
class ThreadPart:
    """`form` where comments are written on the page itself, `write` where they have a page for that."""

    id: str
    heading: str
    lead: str
    internal: bool
    said: tuple[Said, ...]
    all: Link | None
    form: FormPage | None
    tells: bool
    write: str


def threads_of(ctx: Context, record: RecordType, row: Row) -> Iterator[ThreadPart]:
    """One statement for each thread, two where there is more in it than is shown."""
    return (_part(Thread(ctx, record, row, key)) for key in row.may_say)


def form_page(
    thread: Thread, form: RecordForm, token: str = "", refused: Mapping[str, list[str]] | None = None
) -> FormPage:
    return FormPage(
        title=f"Add {'an' if thread.internal else 'a'} {thread.noun}: {thread.row.title}",
        crumb=Link(thread.row.title, thread.ctx.to.detail(thread.record, thread.row.id)),
        action=thread.address,
        questions=[each for each in form.questions if not _asks_for_nobody(each)],
        faults=faults_of(form, refused or {}),
        hidden={"form_token": token or secrets.token_urlsafe(18)},
        submit=f"Add {thread.noun}",
        deciding=frozenset(),
        lead=thread.lead,
    )


def _asks_for_nobody(question: Question) -> bool:
    return isinstance(question, LinkQuestion) and not question.offered and not question.ids


def _part(thread: Thread) -> ThreadPart:
    said, others = _latest(thread)
    internal = thread.internal
    return ThreadPart(
        id="internal-notes" if internal else "comments",
        heading="Internal notes" if internal else "Comments",
        lead=thread.lead,
        internal=internal,
        said=said,
        all=others,
        form=None if internal else form_page(thread, comment_form(thread.ctx, thread.type, thread.asked, None)),
        tells=thread.asked != thread.entered,
        write=thread.address if internal else "",
    )


def _latest(thread: Thread) -> tuple[tuple[Said, ...], Link | None]:
    reader, about = thread.ctx.reader, {thread.about: str(thread.row.id)}
    columns = tuple(field.name for field in reader.readable(thread.key) if field.name != thread.about)
    page = reader.page(ListQuery(thread.key, filters=about, size=LATEST, columns=columns))
    writers = {field.name: thread.ctx.printer.writer(thread.type, field) for field in reader.readable(thread.key)}
    said = tuple(_said(thread, each, writers) for each in reversed(page.rows))
    if page.count <= len(page.rows):
        return said, None
    return said, Link(f"All {page.count} {thread.noun}s", thread.ctx.to.list(thread.type, about))


def _said(thread: Thread, row: Row, writers: Mapping[str, Write]) -> Said:
    html = {name: write(row, row.values[name]) for name, write in writers.items() if row.values.get(name)}
    return Said(
        id=f"said-{row.id}",
        author=_author(thread, row),
        date=html[CREATED],
        html=html[TEXT],
        files=html.get(FILES, Markup()),
        told=Markup(", ").join(_told(thread, row)),
        href=thread.ctx.to.detail(thread.type, row.id),
    )


def _author(thread: Thread, row: Row) -> Markup:
    """The person where the reader sees who that is; else what their portal is called."""
    ctx = thread.ctx
    for name, field in fields_of(thread.type.model).items():
        person = row.values.get(name)
        if name.startswith(BY) and isinstance(person, Linked):
            if (field.target, person.id) == (ctx.principal.record, ctx.principal.person_id):
                return escape("You")
            return ctx.printer.link(field.target, person)
    return escape(row.values[WRITTEN_IN])


def _told(thread: Thread, row: Row) -> Iterator[Markup]:
    """Those of them whom the reader sees."""
    for name, field in fields_of(thread.type.model).items():
        people = row.values.get(name)
        if name.startswith(TELL) and isinstance(people, tuple):
            yield from (thread.ctx.printer.link(field.target, each) for each in people if isinstance(each, Linked))
