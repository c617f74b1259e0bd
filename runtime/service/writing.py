"""The change itself, of a new or an existing record: values in, computed values, and the guard after."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from runtime.declarations.access import Value
from runtime.declarations.fields import FILE_KINDS
from runtime.jobs import Job, store_all
from runtime.service.attaching import Attachments, Owner, insert_file
from runtime.service.change import Change, forget_links, value_of
from runtime.service.clocks import next_steps_of, set_clocks
from runtime.service.computing import Computing, Owners, Touched, links_in
from runtime.service.history import add_record
from runtime.service.judging import Fault, find_faults, find_miscounted, is_shown, lock_parents, refuse
from runtime.service.linking import find_wrong_links, store_links
from runtime.service.noticing import notices_of
from runtime.service.numbering import give_number
from runtime.service.outcomes import GENERAL
from runtime.service.reacting import tell_saved
from runtime.service.routing import Routed, remember_routed, route
from runtime.service.rows import connection_of, put, save
from runtime.service.timers import looks
from runtime.service.uniqueness import find_taken, find_taken_unless
from runtime.service.values import find_fault, normalise
from runtime.service.watching import note_comment
from runtime.service.worded import begin, keep_noticed
from runtime.service.writing_lines import faults_in_lines, store_lines
from runtime.tables import file as files

UNSEEN = "This cannot be saved: you would not be allowed to see it afterwards."


def write(change: Change, computing: Computing, attachments: Attachments) -> bool:
    """Writes the record with all that depends on it; whether there was anything to write. Raises Refused.

    What is judged later may rely on what was judged before: values that fit, then links and uniqueness, then the whole.
    """
    if not store([change], computing, attachments):
        return False
    unseen = _out_of_sight(change)  # before routing, which is not the person's doing
    store_routed([change], computing, attachments)
    refuse([*_faults_of_all(change), *unseen])
    return True


def store(changes: Sequence[Change], computing: Computing, attachments: Attachments) -> list[Change]:
    """Writes records of one transaction; those of them that differ. Raises Refused; the whole is not judged yet."""
    refuse(fault for change in changes for fault in _early_faults(change))
    for change in changes:
        _enter(change)
    written = [change for change in changes if change.changed]
    refuse(fault for change in written for fault in _filled_faults(change))
    if written:
        owners = [_store_with_lines(change, computing, attachments) for change in written]
        computing.recompute(written[0].session, frozenset().union(*owners), written[0].given)
        _store_jobs(written)
        lock_parents(written)
    return written


def store_routed(changes: Sequence[Change], computing: Computing, attachments: Attachments) -> None:
    """What routing fills in, of records that are written. Raises Refused."""
    store_decided(route(changes), computing, attachments)


def store_decided(routed: Sequence[Routed], computing: Computing, attachments: Attachments) -> None:
    """What routing has decided. Raises Refused."""
    if routed:
        store([each.change for each in routed], computing, attachments)
        remember_routed(routed)


def refuse_as_a_whole(change: Change) -> None:
    """Raises Refused for whatever speaks against the record as it is now."""
    refuse(find_late_faults(change))


def _early_faults(change: Change) -> Iterator[Fault]:
    yield from _value_faults(change)
    yield from faults_in_lines(change, _value_faults)
    yield from find_miscounted(change)


def _filled_faults(change: Change) -> Iterator[Fault]:
    """What is taken from elsewhere may be too long or too large for its field."""
    columns = {name: change.fields[name].column for name in change.filled if change.fields[name].column}
    return _faults_of(change, {name: getattr(change.entity, column) for name, column in columns.items()})


def find_late_faults(change: Change) -> Iterator[Fault]:
    """Of the record as it will be."""
    yield from _faults_of_all(change)
    yield from _out_of_sight(change)


def _faults_of_all(change: Change) -> Iterator[Fault]:
    yield from _final_faults(change)
    yield from faults_in_lines(change, _final_faults_of_line(change))


def _store_with_lines(change: Change, computing: Computing, attachments: Attachments) -> Owners:
    def store(line: Change) -> Owners:
        _enter(line)
        return _store(line, computing, attachments)

    owners = _store(change, computing, attachments)
    return owners | store_lines(change, store, computing, attachments)


def _store(change: Change, computing: Computing, attachments: Attachments) -> Owners:
    """Writes the record itself; the computed values of others that this is about. Raises Refused."""
    refuse([*find_wrong_links(change), *find_taken(change)])
    _stamp(change)
    set_clocks(change)
    computing.compute_own(change.record, change.entity, change.given)
    if tell_saved(change, computing):
        set_clocks(change)
        refuse(find_taken(change))
    keep_noticed(change)
    owners = frozenset() if change.fresh else _owners(change, computing, _links_before(change))
    _flush(change)
    _store_sets(change)
    _store_files(change, attachments)
    note_comment(change)
    _forget_hidden(change, computing, attachments)
    return owners | _owners(change, computing, links_in(change.entity))


def _store_jobs(written: Sequence[Change]) -> None:
    """Of the records with their lines, as they are now that all is computed: two statements, if there is any."""
    lines = (line for change in written for each in change.lines.values() for _, line in each.kept)
    changes = [*written, *(line for line in lines if line.changed)]
    store_all(connection_of(written[0].session), [job for each in changes for job in _jobs_after(each)])


def _jobs_after(change: Change) -> Iterator[Job]:
    yield from notices_of(change)
    yield from next_steps_of(change)
    yield from looks(change.record, change.entity, change.given.moment, change.changed)


def _value_faults(change: Change) -> Iterator[Fault]:
    return _faults_of(change, change.entry.values)


def _faults_of(change: Change, values: Mapping[str, Any]) -> Iterator[Fault]:
    """In the portal's words, which are looked for only where something is wrong."""
    fields = change.fields
    for name, value in values.items():
        if find_fault(fields[name], value) and (fault := find_fault(change.label(name), value)):
            yield name, fault


def _final_faults(change: Change) -> Iterator[Fault]:
    yield from find_faults(change)
    yield from find_taken_unless(change)


def _final_faults_of_line(owner: Change) -> Callable[[Change], Iterator[Fault]]:
    def find(line: Change) -> Iterator[Fault]:
        yield from _final_faults(line)
        yield from _line_out_of_sight(owner, line)

    return find


def _line_out_of_sight(owner: Change, line: Change) -> list[Fault]:
    """A line must be seen afterwards where the lines of its owner are: what hides them all at once was allowed."""
    if line.access.rows is None or line.reader.sees(line.record.key, line.entity.id):
        return []
    row = owner.reader.record(owner.record.key, owner.entity.id)
    lines = {name for name, field in owner.fields.items() if field.lines == line.record.key}
    return [(GENERAL, UNSEEN)] if row is not None and lines & row.values.keys() else []


def _enter(change: Change) -> None:
    """What the person entered, then what is filled in, then defaults, which may follow links of the others."""
    entity, fields = change.entity, change.fields
    entered, filled = change.entry.values, change.filled  # the former are as they are stored
    put(entity, {column: value for name, value in entered.items() if (column := fields[name].column)})
    if change.fresh:
        change.session.enable_relationship_loading(entity)
    for name, given in (*filled.items(), *_defaults(change).items()):
        if name in filled or name not in entered:
            _set(change, name, value_of(given, entity, change.given))


def _defaults(change: Change) -> Mapping[str, Value]:
    """Of a new record, those of the fields that are not filled in."""
    if not change.fresh:
        return {}
    own = {name: override.default for name, override in change.access.fields.items() if override.default is not None}
    return {name: value for name, value in {**change.record.default, **own}.items() if name not in change.filled}


def _set(change: Change, name: str, value: Any) -> None:
    field = change.fields[name]
    if field.column:
        put(change.entity, {field.column: normalise(field, value)})


def _stamp(change: Change) -> None:
    entity, moment, account = change.entity, change.given.moment, change.principal.account_id
    if change.fresh:
        made = {"created": moment, "created_by": account, "revision": 1}
        put(entity, {**made, "updated": moment, "updated_by": account})
        give_number(change.session, change.record, entity, moment.astimezone(change.given.zone))
    else:
        begin(change)
        entity.updated, entity.updated_by = moment, account
        entity.revision += 1


def _links_before(change: Change) -> dict[str, int | None]:
    return {f.column: change.before.values[name] for name, f in change.fields.items() if f.kind == "link"}


def _owners(change: Change, computing: Computing, links: Mapping[str, int | None]) -> Owners:
    """The computed values that this change is about, but for those that were computed with the record itself."""
    key, record_id = change.record.key, change.entity.id
    stamped = ("updated", "updated_by", "revision")
    touched = Touched(key, record_id, change.changed.union(stamped), links, whole=change.fresh)
    with_it = {(key, name, record_id) for name in change.record.own_computed}
    its_own = {(key, name, record_id) for name in change.record.computed if change.fresh}  # an empty set has a sum too
    return (computing.owners(change.session, touched) | its_own) - with_it


def _flush(change: Change) -> None:
    """Writes the row; links that were read through the old values are read anew."""
    if change.fresh:
        add_record(change)
    else:
        save(change.session, change.entity)
    forget_links(change.session)


def _store_sets(change: Change) -> None:
    fields = change.fields
    entered = {name: value for name, value in change.entry.values.items() if fields[name].kind == "links"}
    filled = {name: value for name, value in change.filled.items() if fields[name].kind == "links"}
    for name, targets in entered.items():
        if name in change.changed and name not in filled:
            store_links(change, name, targets)
    for name, value in filled.items():
        found = value_of(value, change.entity, change.given)
        store_links(change, name, tuple(dict.fromkeys(each.id for each in found or ())))


def _store_files(change: Change, attachments: Attachments) -> None:
    entry, entity = change.entry, change.entity
    if entry.removed:
        attachments.drop(change.session, files.c.id.in_(entry.removed))
    for name, several in entry.files.items():
        owner = Owner(change.record.table, entity.id, change.fields[name].stored)
        for file in several:
            insert_file(change.session, owner, file, change.given.moment, change.principal.account_id)


def _forget_hidden(change: Change, computing: Computing, attachments: Attachments) -> None:
    """A field that is not to be filled in keeps nothing."""
    hidden = [name for name in change.record.show if not is_shown(change, name)]
    for name in hidden:
        field = change.fields[name]
        if field.kind in FILE_KINDS:
            attachments.drop(change.session, Owner(change.record.table, change.entity.id, field.stored).rows())
        elif field.kind == "links":
            store_links(change, name, ())
        elif not field.computed and getattr(change.entity, field.column) is not None:
            _set(change, name, None)
    if hidden:
        computing.compute_own(change.record, change.entity, change.given)
        keep_noticed(change)
        save(change.session, change.entity)
        forget_links(change.session)


def _out_of_sight(change: Change) -> list[Fault]:
    """The rule of rows must hold for the record after the change too."""
    rows = change.access.rows
    if rows is None or change.move is not None:  # what one may not read afterwards may be added, or moved out of sight
        return []
    if rows.local and rows.python is not None:
        holds = rows.python(change.entity, change.given)
    else:
        holds = change.reader.sees(change.record.key, change.entity.id)
    return [] if holds else [(GENERAL, UNSEEN)]
