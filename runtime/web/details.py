"""One record's page as its template prints it: facts, what may be changed, and what links here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup

from runtime.declarations.access import RecordType
from runtime.declarations.fields import Field
from runtime.scope import Related, Row, Value
from runtime.scope.policy import is_kept
from runtime.security.overseeing import may_explain, may_see_disclosures, may_see_touches
from runtime.web.comments import ThreadPart, threads_of
from runtime.web.context import Context
from runtime.web.lines import LinesTable, lines_of
from runtime.web.lists import Link
from runtime.web.lists_headings import plain_headings
from runtime.web.lists_rows import rows_of
from runtime.web.progress import Progress, progress_of
from runtime.words import counted, inside, sentence


@dataclass(frozen=True, slots=True)
class Fact:
    """`html` is empty where the value is missing; `change` is empty where this person may not change it."""

    label: str
    html: Markup
    change: str
    hidden: str


@dataclass(frozen=True, slots=True)
class RelatedList:
    id: str
    label: str
    count: str
    headings: Markup
    rows: Markup
    all: Link | None


@dataclass(frozen=True, slots=True)
class DetailPage:
    title: str
    kind: str
    noun: str
    crumb: Link
    progress: Progress
    facts: tuple[Fact, ...]
    lines: tuple[LinesTable, ...]
    related: tuple[RelatedList, ...]
    threads: tuple[ThreadPart, ...]
    watch: str
    watched: bool
    edit: str
    delete: str
    links: tuple[Link, ...]


def detail_page(ctx: Context, record: RecordType, row: Row) -> DetailPage:
    edit = ctx.to.act(record, row.id, "edit")
    return DetailPage(
        title=row.title,
        kind=record.label,
        noun=inside(record.label),
        crumb=Link(f"All {inside(record.plural)}", ctx.to.list(record)),
        progress=progress_of(ctx, record, row),
        facts=tuple(facts_of(ctx, record, row, edit)),
        lines=tuple(lines_of(ctx, record, row, edit)),
        related=tuple(_related(ctx, each, row) for each in ctx.reader.related(record.key, row.id) if each.page.rows),
        threads=tuple(threads_of(ctx, record, row)),
        watch=ctx.to.act(record, row.id, "watch") if row.may_say else "",
        watched=row.watched,
        edit=edit if row.may_edit else "",
        delete=ctx.to.act(record, row.id, "delete") if row.may_delete else "",
        links=(*_questions(ctx, record, row), *_views(ctx, record, row)),
    )


def _questions(ctx: Context, record: RecordType, row: Row) -> Iterator[Link]:
    """Forms of new records about this one, as far as this person may send them."""
    open_here = [
        (ctx.site.records[key], link)
        for key, link in ctx.access(record).ask
        if ctx.may_create(ctx.site.records[key]) and link in {field.name for field in ctx.reader.creatable(key)}
    ]
    for other, link in open_here:
        words = "Ask about this" if len(open_here) == 1 else f"Ask about this: {inside(other.label)}"
        yield Link(words, ctx.to.new(other, {link: str(row.id)}))


def _views(ctx: Context, record: RecordType, row: Row) -> Iterator[Link]:
    """Pages that tell of the record and of who has to do with it."""
    views = (
        ("history", "History", ctx.reader.tells_history(record.key)),
        ("access", "Who can see this?", may_explain()),
        ("disclosures", "Who has seen this?", may_see_disclosures()),
        ("touches", "What they did here", may_see_touches(record)),
    )
    return (Link(words, ctx.to.act(record, row.id, act)) for act, words, is_open in views if is_open)


def facts_of(ctx: Context, record: RecordType, row: Row, edit: str) -> Iterator[Fact]:
    """What this person may see of the record, but for its lines. A field whose condition fails is not there, not even
    its label."""
    for field in ctx.reader.readable(record.key):
        if field.name in row.values and field.kind != "lines" and not _is_to_come(record, row, field):
            change = f"{edit}#{field.name}" if edit and field.name in row.may_edit else ""
            html = _html(ctx, record, row, field, row.values[field.name])
            yield Fact(field.label, html, change, inside(field.label))


def _is_to_come(record: RecordType, row: Row, field: Field) -> bool:
    """What the product tells of a move that nobody has made yet."""
    return row.values[field.name] is None and is_kept(record, field.name)


def _html(ctx: Context, record: RecordType, row: Row, field: Field, value: Value) -> Markup:
    return Markup() if value is None or value == () else ctx.printer.full(record, row, field, value)


def _related(ctx: Context, related: Related, row: Row) -> RelatedList:
    record = ctx.site.records[related.record]
    page = related.page
    filterable = {field.name for field in ctx.reader.filterable(record.key)}
    address = ctx.to.list(record, {related.field: str(row.id)})
    shown = counted(len(page.rows), record.label, record.plural)
    return RelatedList(
        id=f"{related.record}-{related.field}",
        label=related.label,
        count=f"The latest {shown}" if page.capped else sentence(shown),
        headings=plain_headings([column.field for column in page.columns]),
        rows=rows_of(ctx, record, page.columns, page.rows),
        all=Link(f"See all {inside(related.label)}", address) if related.field in filterable and page.capped else None,
    )
