"""What somebody did, line by line, as far as whoever asks sees the records that it was about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from runtime.declarations.access import RecordType
from runtime.touches.reading import Done
from runtime.touches.touch import Act
from runtime.web.context import Context
from runtime.words import counted, inside, sentence

ACTS: Mapping[str, str] = {
    Act.ENTER: "Signed in",
    Act.VIEW: "Opened",
    Act.HISTORY: "Read the history of",
    Act.LIST: "Had in a list",
    Act.SEARCH: "Searched and found",
    Act.FILE: "Downloaded a file of",
    Act.EXPORT: "Exported",
    Act.MAIL: "Was mailed",
    "create": "Created",
    "edit": "Changed",
    "delete": "Deleted",
    "move": "Moved",
}


@dataclass(frozen=True, slots=True)
class DoneLine:
    date: str
    portal: str
    what: str
    record: str
    href: str
    words: str


def done_lines(ctx: Context, found: Sequence[Done]) -> tuple[DoneLine, ...]:
    """One statement for the titles of each record type."""
    types = {record.table: record for record in ctx.site.records.values()}
    wanted: dict[str, set[int]] = {}
    for each in found:
        if each.record_id is not None and each.table in types:
            wanted.setdefault(each.table, set()).add(each.record_id)
    titles = {table: ctx.reader.titles(types[table].key, sorted(ids)) for table, ids in sorted(wanted.items())}
    return tuple(_done_line(ctx, each, types.get(each.table), titles.get(each.table, {})) for each in found)


def _done_line(ctx: Context, done: Done, record: RecordType | None, titles: Mapping[int, str]) -> DoneLine:
    portal = ctx.site.portals.get(done.portal)
    title = titles.get(done.record_id or 0, "")
    what = ACTS.get(done.act, done.act)
    words = done.words.partition(" ")[2] if done.act == Act.FILE else done.words
    return DoneLine(
        date=ctx.printer.formats.moment(done.at),
        portal=portal.label if portal else done.portal,
        what=f"{done.viewer}, looking on as them: {inside(what)}" if done.viewer else what,
        record=_record_words(record, done, title),
        href=ctx.to.detail(record, done.record_id) if record is not None and title and done.record_id else "",
        words=words if title or done.record_id is None else "",
    )


def _record_words(record: RecordType | None, done: Done, title: str) -> str:
    if record is None:
        return ""
    if done.record_id is None:
        return counted(done.count, record.label, record.plural)
    return f"{record.label}: {title}" if title else f"{sentence(record.label)} (not shown to you, or gone)"
