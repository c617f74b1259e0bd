"""One record's page as its template prints it: facts, what may be changed, and what links here."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from runtime.declarations.access import RecordType
from runtime.scope import Related, Row
from runtime.security.overseeing import may_explain, may_see_disclosures, may_see_touches
from runtime.web.comments import ThreadPart, threads_of
from runtime.web.context import Context
from runtime.web.controls import marked, markup_of
from runtime.web.facts import Fact, Shown, facts_of, sheet_of, shown_of
from runtime.web.lines import LinesTable, lines_of
from runtime.web.lists import Link
from runtime.web.lists_headings import plain_headings
from runtime.web.lists_rows import rows_of
from runtime.web.progress import Progress, progress_of
from runtime.words import counted, inside, sentence


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
    shown: Sequence[Shown]
    may_edit: tuple[str, ...]
    edit_at: str
    lines: tuple[LinesTable, ...]
    related: tuple[RelatedList, ...]
    threads: tuple[ThreadPart, ...]
    watch: str
    watched: bool
    edit: str
    delete: str
    links: tuple[Link, ...]

    @property
    def facts(self) -> tuple[Fact, ...]:
        return facts_of(self.shown, self.edit_at, self.may_edit)

    @property
    def sheet(self) -> Markup:
        """All facts, as they are written."""
        return sheet_of(self.shown, self.edit_at, self.may_edit)

    @property
    def actions(self) -> Markup:
        return _actions(self)


def detail_page(ctx: Context, record: RecordType, row: Row) -> DetailPage:
    edit = ctx.to.act(record, row.id, "edit")
    shown = shown_of(ctx, record, row)
    return DetailPage(
        title=row.title,
        kind=record.label,
        noun=inside(record.label),
        crumb=Link(f"All {inside(record.plural)}", ctx.to.list(record)),
        progress=progress_of(ctx, record, row),
        shown=shown,
        may_edit=row.may_edit,
        edit_at=edit,
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
    if ctx.role.once("tells history", record.key, ctx.reader.tells_history):
        yield Link("History", ctx.to.act(record, row.id, "history"))
    views = (
        ("access", "Who can see this?", may_explain(ctx.portal)),
        ("disclosures", "Who has seen this?", may_see_disclosures(ctx.portal)),
        ("touches", "What they did here", may_see_touches(ctx.portal, record)),
    )
    yield from (Link(words, ctx.to.act(record, row.id, act)) for act, words, is_open in views if is_open)


def _actions(page: DetailPage) -> Markup:
    """What may be done next; a move is what most come for, so beside one nothing else stands out."""
    noun, plain = markup_of(page.noun), "btn btn-plain"
    brand = plain if page.progress.moves else "btn btn-brand"
    buttons = [_button(brand, page.edit, f"Change {noun}")] if page.edit else []
    buttons += [_button(plain, each.href, markup_of(each.label)) for each in page.links]
    if page.delete:
        hidden = f'<span class="visually-hidden"> {markup_of(page.title)}</span>'
        buttons.append(_button(plain, page.delete, f"Delete{hidden}"))
    return marked("".join(['<p class="actions">\n', *buttons, "</p>"]))  # noqa: S704 - escaped here


def _button(css: str, href: str, words: str) -> str:
    """`words` are markup."""
    return f'<a class="{css}" href="{markup_of(href)}">{words}</a>\n'


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
