"""What happened to a record, in words: a plain list with dates, the newest first, on a page of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from runtime.declarations.access import RecordType
from runtime.declarations.fields import FILE_KINDS, Field
from runtime.scope import Changed, Happened, Linked, NotShown, Row, Timeline, Value
from runtime.web.addresses import with_query
from runtime.web.columns import cut
from runtime.web.context import Context
from runtime.web.lists import Link
from runtime.words import by_itself, sentence

NOTHING = "nothing"
ACTS = {"create": "Created", "edit": "Changed"}


@dataclass(frozen=True, slots=True)
class Entry:
    """`by` is how it goes on after the heading, "" where nothing is said of who it was."""

    heading: str
    by: str
    iso: str
    date: str
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TimelinePage:
    crumb: Link
    entries: tuple[Entry, ...]
    older: str


def timeline_page(ctx: Context, record: RecordType, row: Row, found: Timeline) -> TimelinePage:
    here = ctx.to.act(record, row.id, "history")
    return TimelinePage(
        crumb=Link(row.title, ctx.to.detail(record, row.id)),
        entries=tuple(_entry(ctx, record, each) for each in found.entries),
        older=with_query(here, {"_after": found.next}) if found.next else "",
    )


def fields_in(found: Timeline) -> Iterable[str]:
    """The names of the fields that it tells of."""
    return dict.fromkeys(each.field.name for entry in found.entries for each in entry.changes)


def _entry(ctx: Context, record: RecordType, happened: Happened) -> Entry:
    moves = record.workflow.moves if record.workflow is not None else {}
    move = moves.get(happened.move)
    name = sentence(happened.move.replace("_", " "))
    heading = (
        ctx.reader.label_of_move(record.key, move)
        if move is not None
        else name or ACTS.get(happened.action, ACTS["edit"])
    )
    if happened.said:
        heading = ctx.site.records[happened.said].label
    who = "you" if happened.is_mine else happened.who
    by = f" by {who}" if who else ""
    if happened.by_nobody and move is not None and move.timer is not None:
        by = f" {by_itself(move.timer)}"
    return Entry(
        heading=heading,
        by=by,
        iso=happened.at.isoformat(timespec="seconds"),
        date=ctx.printer.formats.moment(happened.at),
        changes=tuple(_words(ctx, each) for each in happened.changes),
    )


def _words(ctx: Context, changed: Changed) -> str:
    before, after = (_text(ctx, changed.field, each) for each in (changed.before, changed.after))
    return f"{changed.field.label}: {before} → {after}"


def _text(ctx: Context, field: Field, value: Value) -> str:
    return cut(_whole_text(ctx, field, value))


def _whole_text(ctx: Context, field: Field, value: Value) -> str:
    if value is None:
        return NOTHING
    if isinstance(value, NotShown):
        return "not shown"
    if isinstance(value, Linked):
        return value.title
    if isinstance(value, tuple) and field.kind in (*FILE_KINDS, "links"):
        return ", ".join(each.title if isinstance(each, Linked) else str(each) for each in value)
    if isinstance(value, str) and field.kind != "choice":
        return value
    return ctx.printer.formats.text(field, value)
