"""What notices and their mails name: moves, ways to people, days, and the fields in their words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.expressions.types import Names
from generator.noticed import Notice
from generator.problems import Text
from generator.renaming.things import Thing
from generator.renaming.workflow import follow
from generator.renaming.world import names_with
from generator.resolve.notices.escalating import written_notices
from generator.resolve.notices.wording import LINK, ME, PLACEHOLDER
from generator.spec import Record

if TYPE_CHECKING:
    from generator.renaming.records import Records


def read_notices(record: Record, records: Records) -> None:
    """Adds their names to the mentions of `records`."""
    for notice in written_notices(record):
        _notice(notice, str(record.key), records)


def _notice(notice: Notice, key: str, records: Records) -> None:
    workflow = records.world.records[key].workflow
    for move in notice.after:
        if workflow is not None and move in workflow.moves:
            records.mentions.whole(move, Thing("move", key, str(move)))
    if notice.before is not None:
        records.fields([notice.before], key)
    field, names = records.world.records[key].fields.get(notice.to), Names(this=key)
    people = None
    if field is not None and field.kind == "email":
        records.fields([notice.to], key)
    else:
        people = follow(notice.to, key, records)
    records.each(notice.when, [names])
    records.each(notice.where, [names_with(names, people)])
    mail = records.world.spec.mails.get(notice.mail or "")
    for text in (notice.say, *((mail.subject, mail.body) if mail is not None else ())):
        _words(text, key, records)


def _words(text: Text | None, key: str, records: Records) -> None:
    """The fields in braces."""
    for found in PLACEHOLDER.finditer(text or ""):
        assert text is not None
        if found[1] not in (LINK, ME):
            _way(text, found.start(1), found[1], key, records)


def _way(text: Text, start: int, name: str, record: str, records: Records) -> None:
    """The fields on the way; `approve.at` tells of a move."""
    move, _, part = name.partition(".")
    kept = records.world.shape(record).fields.get(f"{move}_{part}")
    if kept is not None and kept.move == move:
        records.mentions.part(text, start, len(move), Thing("move", record, move))
        return
    for word in name.split("."):
        records.own(text, start, word, record)
        record = records.world.shape(record).fields[word].type.record or ""
        start += len(word) + 1
