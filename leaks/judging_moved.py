"""Whether a move that was made changed just what the specs say: in its record, in others, in new ones, in the history.

The database is compared with what `leaks.playing` says of the same move.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from generator.app import App, Constant, Record
from generator.workflow import Move
from leaks.asker import Asker
from leaks.expectation import Expectation
from leaks.facts import Here
from leaks.guards import SINCE, STATE
from leaks.judging_lists import Fault
from leaks.playing import Played, play
from leaks.requests import Request
from leaks.requests_moves import move_in
from leaks.snapshot import Change
from leaks.unjudged import OF_ROUTING, unjudged
from leaks.world import FILES, PLURAL, Cell, World
from runtime.records import BUILT_IN, Base, fields_of
from runtime.records import Record as BaseRecord

HISTORY, WATCH = "portal_history", "portal_watch"
LATEST = timedelta(minutes=10)
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Moved:
    """What is wrong, and who asks in the world as it is now."""

    faults: tuple[Fault, ...]
    after: Asker | None = None


def judge_moved(asker: Asker, request: Request, changes: list[Change]) -> Moved:
    """Of a request that was answered as one that made the move."""
    move, here = move_in(asker, request), Here(request.record, request.record_id or 0)
    assert move is not None
    written = _Written(asker.world.app, changes)
    row = written.after(here)
    if row is None:
        return Moved((("database", "the record was not changed by a move that was made"),))
    moment = row["updated"]
    if not isinstance(moment, datetime) or abs(datetime.now(UTC) - moment) > LATEST:
        return Moved((("database", "the record does not say that it was changed now"),))
    entered = {name: row[name] for name in move.needs if name in row}
    played = play(asker.expectation, here, move, entered, moment)
    if played.blocked:
        return Moved((("database", "the move was made, though something that follows is not ready for it"),))
    written_by = _said(asker, written, move, here, played)
    faults = (*written_by, *_rows(played, asker.world, written, move.needs), *_others(played, written, changes))
    world = written.with_new_ids(played)
    return Moved(tuple(faults), replace(asker, world=world, expectation=Expectation(world, asker.person)))


def judge_begun(asker: Asker, request: Request, changes: list[Change]) -> Iterator[Fault]:
    """A record that a form made is in the state that its portal says, since now, and nobody has moved it."""
    record = asker.world.app.records[request.record]
    access, written = asker.access(record), _Written(asker.world.app, changes)
    if record.workflow is None or access is None:
        return
    preset = dict(access.preset).get(STATE)
    start = preset.value if isinstance(preset, Constant) else record.workflow.start
    for here in (here for here in written.new if here.record == record.key):
        row = written.came[here]
        if row[STATE] != start:
            yield "database", f"the new record is {row[STATE]}, and begins as {start}"
        if row[SINCE] != row["created"]:
            yield "database", f"the new record is in its state since {row[SINCE]}"
        for field in (each for each in record.fields if each.name not in unjudged(record)):
            is_kept = field.kept and field.formula is None and field.name not in (STATE, SINCE)
            if is_kept and row.get(field.name) is not None:
                yield "database", f"the new record has {field.name}, though nobody moved it"


def page_after(request: Request, goal: str) -> Request:
    """The page that a move leads to."""
    is_detail = goal.rpartition("/")[2] == str(request.record_id)
    kind = "detail" if is_detail else "list"
    return Request(kind, goal, record=request.record, record_id=request.record_id, expects=kind if is_detail else "")


class _Written:
    """The changes by record and by the names of fields."""

    def __init__(self, app: App, changes: Iterable[Change]) -> None:
        self.app = app
        self._models = {each.__name__: each for each in BaseRecord.__subclasses__()}
        self.came: dict[Here, Row] = {}
        self.gone: dict[Here, Row] = {}
        by_table = {change.table: change for change in changes}
        for key, record in app.records.items():
            change = by_table.get(record.table)
            for rows, found in ((change.came, self.came), (change.gone, self.gone)) if change else ():
                for row in rows:
                    named = self._named(record, row)
                    found[Here(key, named["id"])] = named

    def _named(self, record: Record, row: tuple[Any, ...]) -> Row:
        model = self._models[record.class_name]
        names = {field.column: field.name for field in fields_of(model).values() if field.column}
        names |= {name: name for name in BUILT_IN}
        columns = (column.key for column in model.__table__.c)
        return {names[column]: cell for column, cell in zip(columns, row, strict=True) if column in names}

    def after(self, here: Here) -> Row | None:
        return self.came.get(here)

    @property
    def new(self) -> list[Here]:
        return sorted(self.came.keys() - self.gone.keys())

    def with_new_ids(self, played: Played) -> World:
        """The world as it is now: records that are new have the ids that they were given, and what is not worked out
        is what is stored."""
        rows = {record: dict(of_type) for record, of_type in played.world.rows.items()}
        for here, row in self.came.items():
            if here.id in rows[here.record]:
                known = {name: row[name] for name in unjudged(self.app.records[here.record]) if name in row}
                rows[here.record][here.id] = {**rows[here.record][here.id], **known}
        for made in played.made:
            fitting = (here for here in self.new if here.record == made.record and here.id not in rows[made.record])
            if made in self.came:
                continue  # its id is known
            there = next(fitting, None)
            cells = rows[made.record].pop(made.id)
            if there is not None:
                rows[made.record][there.id] = {**cells, **self.came[there]}
        return replace(played.world, rows=rows)


def _said(asker: Asker, written: _Written, move: Move, here: Here, played: Played) -> list[Fault]:
    """The comment that the move asked for: one, about the record, by whoever made the move. It is part of what is
    expected from then on."""
    app = asker.world.app
    thread = app.records[move.comment] if move.comment else None
    if thread is None or thread.thread is None:
        return []
    added = [each for each in written.new if each.record == thread.key]
    if len(added) != 1:
        return [("database", f"the move added {len(added)} comments")]
    row = written.came[added[0]]
    wanted = {thread.thread.about: here.id, f"by_{asker.person.record}": asker.person.person_id}
    wrong = sorted(name for name, value in wanted.items() if row[name] != value)
    empty = {field.name: () if field.kind in PLURAL else None for field in thread.fields}
    rows = {**played.world.rows[thread.key], added[0].id: {**empty, **row}}
    played.world = replace(played.world, rows={**played.world.rows, thread.key: rows})
    played.made.append(added[0])
    return [("database", f"the comment of the move has another {name}") for name in wrong]


def _rows(played: Played, before: World, written: _Written, needs: tuple[str, ...]) -> Iterator[Fault]:
    for here in sorted(written.gone.keys() - written.came.keys()):
        yield "database", f"the move removed {here.record} {here.id}"
    changed = {here for here in written.came if here in written.gone}
    for record, rows in played.world.rows.items():
        for key, row in rows.items():
            here, stored = Here(record, key), before.rows[record].get(key)
            if stored is None:
                continue
            if here in changed:
                yield from _cells(here, written.came[here], row, unjudged(written.app.records[record]))
            elif differing := sorted(name for name in row if row[name] != stored[name] and name not in needs):
                yield "database", f"the move left {', '.join(differing)} of {record} {key} as it was"
    yield from _made(played, written)


def _cells(here: Here, found: Row, expected: Mapping[str, Cell], left_out: Collection[str]) -> Iterator[Fault]:
    for name, cell in found.items():
        if name not in left_out and cell != expected[name]:
            yield "database", f"the move made {name} of {here.record} {here.id} {cell!r} and not {expected[name]!r}"


def _made(played: Played, written: _Written) -> Iterator[Fault]:
    """New records, told apart by what is in them."""
    left_out = {key: unjudged(record) for key, record in written.app.records.items()}
    rows = played.world.rows
    wanted = Counter(_content(made.record, rows[made.record][made.id], left_out[made.record]) for made in played.made)
    found = Counter(_content(here.record, written.came[here], left_out[here.record]) for here in written.new)
    columns = {here.record: written.came[here].keys() for here in written.new}
    wanted = Counter(
        (record, tuple(pair for pair in cells if record not in columns or pair[0] in columns[record]))
        for record, cells in wanted.elements()
    )
    for record, _ in (found - wanted).elements():
        yield "database", f"the move made another {record} than it should"
    for record, _ in (wanted - found).elements():
        yield "database", f"the move did not make the {record} that it should"


UNTOLD = frozenset({"id", "number", "created", "updated", "updated_by", "revision"})


def _content(record: str, row: Mapping[str, Any], left_out: Collection[str]) -> tuple[str, tuple[tuple[str, str], ...]]:
    told = ((name, repr(cell)) for name, cell in row.items() if name not in UNTOLD and name not in left_out)
    return record, tuple(sorted(told))


def _others(played: Played, written: _Written, changes: list[Change]) -> Iterator[Fault]:
    """One row of the history for each record; of other tables only those that keep the values of its fields."""
    app = written.app
    allowed = {record.table for record in app.records.values()} | {HISTORY}
    touched = {here.record for here in (*played.moved, *played.made)}
    for change in changes:
        table = Base.metadata.tables[change.table]
        links = "links" in table.info
        files = change.table == "portal_file" and any(
            field.kind in FILES for key in touched for field in app.records[key].fields
        )
        numbers = change.table == "portal_sequence" and any(app.records[each.record].number for each in played.made)
        watched = change.table == WATCH and any(app.records[each.record].thread for each in played.made)
        routed = change.table in OF_ROUTING and any(app.records[each].routing for each in touched)
        if not (change.table in allowed or links or files or numbers or watched or routed):
            yield "database", f"the move changed {change.table}"
        if change.table == HISTORY:
            yield from _history(played, app, [dict(zip(table.c.keys(), row, strict=True)) for row in change.came])


def _history(played: Played, app: App, rows: list[dict[str, Any]]) -> Iterator[Fault]:
    found = Counter((row["record"], row["action"], row["move"] or "") for row in rows)
    wanted = Counter(
        (app.records[here.record].table, "move" if move else "edit", move) for here, move in played.moved.items()
    )
    wanted.update((app.records[here.record].table, "create", "") for here in played.made)
    if found != wanted:
        yield "database", f"the history says {sorted(found.items())}, and what happened is {sorted(wanted.items())}"
