"""What happened to a record, as its reader may know it. Who has a timeline at all is said by `policy.tells_history`.

It tells of the fields that the reader sees whatever becomes of the record. One that is seen under a condition has no
past here: what it held while it was hidden was meant for nobody who sees it now. A change of nothing but such fields is
not there, not even as a date. Links are shown as elsewhere: by the title of what the reader sees, else as not shown.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Dialect, FromClause, Integer, Text, and_, bindparam, case, or_, select, union_all

from runtime import tables
from runtime.columns import Id, UtcDateTime
from runtime.declarations.fields import FILE_KINDS, Field
from runtime.declarations.routing import REASON
from runtime.declarations.words import Words
from runtime.declarations.workflow import STATE
from runtime.ids import read_id
from runtime.records import BUILT_IN
from runtime.scope.policy import Policy, Readable, is_kept
from runtime.scope.results import NOT_SHOWN, BadQuery, Changed, Happened, Linked, Value
from runtime.scope.saying import added_comments, threads_on
from runtime.scope.search import contains, pattern
from runtime.scope.shape import Raw, Shape
from runtime.scope.sources import Sources
from runtime.sql import Given
from runtime.values.kept import Plain, value_of

SIZE = 20
"""Entries on a page."""
AT_ONCE = 50
FIRST = datetime(1970, 1, 1, tzinfo=UTC)
LATEST = 10**17
"""Microseconds since then that a mark may say: some three thousand years."""

Titles = Callable[[str, Sequence[int]], Mapping[int, str]]
"""The titles of those of the records with these ids that the reader sees."""


@dataclass(frozen=True, slots=True)
class TimelineShape:
    """The statement takes `id`, `size` and, where it goes on, `after_at` and `after`. `fields` are those that are told
    of, by the names that the database keeps; `moves`: it names moves; `threads`: the record types of comments, by
    table. States are told in `words`; `known` are the moves that there are."""

    shape: Shape
    fields: Mapping[str, Field]
    moves: bool
    threads: Mapping[str, str]
    words: Words
    known: frozenset[str]


def make_timeline(key: str, policy: Policy, given: Given, dialect: Dialect, *, going: bool) -> TimelineShape:
    sources, kept = Sources(policy, given, key), tables.history.alias()
    fields = _told(policy, key)
    about = [kept.c.action == "create", *(_mentions(kept, name) for name in fields)]
    of_record = _of_record(kept, sources)
    where = [sources.root.id == bindparam("id", type_=Id), sources.rows(sources.root), or_(*about)]
    if going:
        where.append(_older(kept))
    columns = [
        *(kept.c[name] for name in ("id", "at", "action", "account_id", "changes", "move")),
        _name(policy, key, kept),
        kept.c.record,
    ]
    found = select(*columns).select_from(sources.root.alias.join(kept, of_record)).where(*where)
    newest = found.order_by(kept.c.at.desc(), kept.c.id.desc()).limit(bindparam("size", type_=Integer))
    threads = {each.table: each.key for each in threads_on(policy.site, key)}
    moves = any(field.name == STATE for field in fields.values())
    return TimelineShape(Shape(newest, dialect), fields, moves, threads, policy.words(key), _known(policy, key))


def _of_record(kept: FromClause, sources: Sources) -> ColumnElement[bool]:
    """By ids, where comments belong to it: databases find these by an index for each part, and a choice of conditions
    by none."""
    own = and_(kept.c.record == sources.root.record.table, kept.c.record_id == sources.root.id)
    comments = [*added_comments(sources)]
    if not comments:
        return own
    mine = tables.history.alias()
    of_root = and_(mine.c.record == sources.root.record.table, mine.c.record_id == bindparam("id", type_=Id))
    return kept.c.id.in_(union_all(select(mine.c.id).where(of_root), *comments))


def read_entries(found: TimelineShape, raws: Sequence[Raw], me: int | None, titles: Titles) -> Iterator[Happened]:
    """Those of the rows that tell this reader anything."""
    read = [_changes(found, raw) for raw in raws]
    linked = _titles_of(found, read, titles)
    for raw, pairs in zip(raws, read, strict=True):
        number, at, action, account_id, _, move, name, table = raw
        said = found.threads.get(table, "")
        changes = tuple(
            Changed(field, before, after)
            for field, old, new in pairs
            for before, after in [(_value(found, field, old, linked), _value(found, field, new, linked))]
            if before != after
        )
        if changes or action == "create":
            told = move if found.moves and action == "move" and _is_told(found, move) else None
            yield Happened(
                id=number,
                at=at,
                action=action,
                move=told or "",
                who=name or "",
                is_mine=account_id is not None and account_id == me,
                by_nobody=account_id is None,
                changes=() if action == "create" else changes,
                said=said,
            )


def _told(policy: Policy, key: str) -> dict[str, Field]:
    """What is seen in every state, but for what the product keeps of moves, and of routing but its reason. Lines have
    timelines of their own."""
    record = policy.site.records[key]
    return {
        each.field.stored: each.field
        for each in sorted(policy.readable(key).values(), key=lambda each: each.name != STATE)
        if not each.conditions
        and each.link is None
        and each.name not in BUILT_IN
        and each.field.kind != "lines"
        and (each.name in (STATE, REASON) or not is_kept(record, each.name))
    }


def _mentions(kept: FromClause, name: str) -> ColumnElement[bool]:
    """Of JSON that the history wrote: within a text, the quotation mark before the colon would have a backslash."""
    bound = bindparam(None, pattern(f'"{name}": ['), type_=Text(), unique=True)
    return contains(kept.c.changes, bound)


def _older(kept: FromClause) -> ColumnElement[bool]:
    at, number = bindparam("after_at", type_=UtcDateTime()), bindparam("after", type_=Id)
    return or_(kept.c.at < at, and_(kept.c.at == at, kept.c.id < number))


def read_place(text: str) -> tuple[datetime, int]:
    """Behind which entry to go on, as it stands in an address. Raises BadQuery."""
    time, _, number = text.partition("-")
    micro, found = read_id(time), read_id(number)
    if micro is None or found is None or micro > LATEST:
        raise BadQuery("The history does not go on from there.")
    return FIRST + timedelta(microseconds=micro), found


def place_of(entry: Happened) -> str:
    return f"{(entry.at - FIRST) // timedelta(microseconds=1)}-{entry.id}"


def _name(policy: Policy, key: str, kept: FromClause) -> ColumnElement[Any]:
    """Inside, everybody's. Outside, that of whom the reader sees as who updated, created or moved the record."""
    account, seen = tables.account.alias(), policy.readable(key)
    name = select(account.c.name).where(account.c.id == kept.c.account_id).correlate(kept).scalar_subquery()
    if policy.site.portals[policy.portal].inside or _always(seen, "updated_by"):
        return name
    moves = policy.site.records[key].workflow
    named = [each for each in (moves.moves if moves else {}) if _always(seen, f"{each}_by")]
    is_told: ColumnElement[bool] = kept.c.move.in_(named)
    if _always(seen, "created_by"):
        own = kept.c.record == policy.site.records[key].table
        is_told = or_(is_told, and_(kept.c.action == "create", own))
    return case((is_told, name))


def _always(seen: Mapping[str, Readable], name: str) -> bool:
    return name in seen and not seen[name].conditions


def _changes(found: TimelineShape, raw: Raw) -> list[tuple[Field, Plain, Plain]]:
    pairs: Mapping[str, Sequence[Plain]] = json.loads(raw[4])
    return [(field, pairs[name][0], pairs[name][1]) for name, field in found.fields.items() if name in pairs]


def _titles_of(
    found: TimelineShape, read: Sequence[Sequence[tuple[Field, Plain, Plain]]], titles: Titles
) -> Mapping[int, str]:
    """Of all records that links led to; one statement for each record type."""
    wanted: dict[str, set[int]] = {}
    for field, *pair in (each for changes in read for each in changes):
        if field.target is not None:
            wanted.setdefault(field.target, set()).update(each for value in pair for each in _ids(value))
    return {
        number: title
        for key, ids in sorted(wanted.items())
        if ids
        for number, title in titles(key, sorted(ids)).items()
    }


def _known(policy: Policy, key: str) -> frozenset[str]:
    """The moves that there are."""
    workflow = policy.site.records[key].workflow
    return frozenset() if workflow is None else frozenset(workflow.moves)


def _is_told(found: TimelineShape, move: str) -> bool:
    """Where states are one, nothing is known of moves and states that there are no more: they may have been in it."""
    return move not in found.words.untold and (not found.words.updated or move in found.known)


def _ids(value: Plain) -> list[int]:
    several = value if isinstance(value, list) else [value]
    return [each for each in several if isinstance(each, int)]


def _value(found: TimelineShape, field: Field, kept: Plain, linked: Mapping[int, str]) -> Value:
    """Sets of links have only what the reader sees of them, as on every page; states are in the portal's words."""
    if kept is None:
        return None
    if field.name == STATE:
        state: Value = value_of(field, kept)
        if not isinstance(state, str):
            return state
        word = found.words.word(state)
        return word if word in field.choices or not found.words.updated else None
    if field.target is None:
        return _named(kept) if field.kind in FILE_KINDS else value_of(field, kept)
    seen = [Linked(each, linked[each]) for each in _ids(kept) if each in linked]
    shown = tuple(sorted(seen, key=lambda each: (each.title, each.id)))
    if field.kind == "links":
        return shown or None
    return shown[0] if shown else NOT_SHOWN


def _named(kept: Plain) -> Value:
    names = kept if isinstance(kept, list) else [kept]
    return tuple(str(each) for each in names) or None
