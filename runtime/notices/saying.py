"""What notices say to their reader now: read through their scope, so that it tells only of what they see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from runtime.declarations.access import RecordType
from runtime.declarations.notices import Notice
from runtime.declarations.site import Site
from runtime.notices.means import notice_of
from runtime.notices.rows import Kept, Occasion
from runtime.notices.told import Told, page_of, read_told
from runtime.notices.wording import HIDDEN, LINK, ME, filled, names_in, printable, words_of
from runtime.scope import Reader
from runtime.web.formats import Formats


@dataclass(frozen=True, slots=True)
class Said:
    """A notice in words, with the record on whose page it is read."""

    id: int
    record: RecordType
    record_id: int
    words: str
    title: str
    made: datetime
    is_new: bool


def say(site: Site, reader: Reader, to: Formats, kept: Sequence[Kept], me: str) -> list[Said]:
    """In the same order, without those of records that they do not see any more. `me` is the name of who reads.

    A statement or a few for each record type among them.
    """
    records = {record.table: record for record in site.records.values()}
    found: dict[tuple[str, int], Told] = {}
    for table in dict.fromkeys(each.occasion.table for each in kept if each.occasion.table in records):
        record = records[table]
        of_record = [each for each in kept if each.occasion.table == table]
        subjects = [subject_of(record, each.occasion.name) for each in of_record]
        ids = {each.occasion.record_id for each in of_record}
        told = read_told(reader, site, record.key, ids, (*names_in(*subjects), *reader.titled(record.key)))
        found |= {(table, number): each for number, each in told.items()}
    return [
        _said(
            records[each.occasion.table],
            each,
            found[each.occasion.table, each.occasion.record_id],
            to,
            site=site,
            me=me,
        )
        for each in kept
        if (each.occasion.table, each.occasion.record_id) in found
    ]


def read_on(site: Site, reader: Reader, occasion: Occasion) -> tuple[str, int]:
    """The table and id of the record on whose page it is read, as far as the reader sees that."""
    record = next((each for each in site.records.values() if each.table == occasion.table), None)
    if record is None or record.thread is None:
        return occasion.table, occasion.record_id
    told = read_told(reader, site, record.key, [occasion.record_id], [record.thread.about])
    if not told:
        return occasion.table, occasion.record_id
    page, number = page_of(site, record, told[occasion.record_id])
    return page.table, number


def subject_of(record: RecordType, name: str) -> str:
    """ "" where the specs have no such notice any more."""
    notice: Notice | None = notice_of(record, name)
    return notice.subject if notice is not None else ""


def _said(record: RecordType, kept: Kept, told: Told, to: Formats, *, site: Site, me: str) -> Said:
    subject = subject_of(record, kept.occasion.name)
    words = {name: words_of(*told.values[name], to) if name in told.values else HIDDEN for name in names_in(subject)}
    line = " ".join(filled(subject, {**words, LINK: "", ME: me}).split())
    title = printable(told.title)
    return Said(kept.id, *page_of(site, record, told), line or title, title, kept.made, kept.read is None)
