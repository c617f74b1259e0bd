"""The second half of a renewal: changes against the lock are told, what they touch is judged and rendered again."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from generator.app import App, Record
from generator.changes import Changes, Lock, diff
from generator.changes.partial import diff_of
from generator.changes.stored import purged_columns, retired_columns, stored_record
from generator.incremental.digests import LockDigests, of_lock, of_others, of_text
from generator.incremental.keeping import Done, kept_demo, kept_record
from generator.incremental.kept import Kept, KeptRecord
from generator.incremental.renewal import Renewed, UnfitError, asked_of, changed_answers, unpickled
from generator.problems import Problem, errors
from generator.render import render_part, render_whole
from generator.resolve.problems import unique_problems
from generator.resolve.records import resolve_record
from generator.rules import Typed, judge_record
from generator.traces import Lazy


@dataclass(frozen=True, slots=True)
class Finished:
    """What a generation holds, and what is kept of it."""

    app: App
    changes: Changes
    files: Mapping[str, bytes]
    problems: tuple[Problem, ...]
    kept: Kept


def finish(renewed: Renewed, lock: Lock, specs: Path) -> Finished:
    """Raises UnfitError."""
    kept, before = renewed.kept, _digests(lock, renewed.kept.lock)
    changes = _changes(renewed, lock, before)
    lines = before if changes.lock is lock else _digests(changes.lock, before)
    if lines.lists != kept.lock.lists:  # what others call choices in the database
        raise UnfitError
    app = replace(
        renewed.app,
        records=Lazy(renewed.faces, lambda key: _stored(key, renewed, changes.lock, lines)),
        retired=kept.retired if lines is kept.lock else retired_columns(changes.lock),
        purged=kept.purged if lines is kept.lock else purged_columns(changes.lock),
    )
    records = {**kept.records}
    for key in sorted(_touched(renewed, app, lines)):
        records[key] = _anew(key, renewed, app)
    problems = unique_problems(warning for each in records.values() for warning in each.warnings)
    if errors(problems):
        raise UnfitError
    rendered = render_whole(app, {key: each.rendered for key, each in records.items()}, specs)
    now = replace(kept, lock=lines, retired=app.retired, purged=app.purged, demo=kept_demo(app.demo), records=records)
    return Finished(app, changes, rendered, tuple(problems), now)


def _digests(lock: Lock, known: LockDigests) -> LockDigests:
    text = lock.text()
    return known if of_text(text) == known.whole else of_lock(text)


def _stored(key: str, renewed: Renewed, lock: Lock, lines: LockDigests) -> Record:
    """It follows from the record type and its lines, and from those about shared lists, which are the same."""
    kept = renewed.kept
    if key in renewed.again or lines.records.get(key) != kept.lock.records.get(key):
        return stored_record(renewed.app.records[key], lock)
    return cast(Record, unpickled(kept.records[key].stored))


def _changes(renewed: Renewed, lock: Lock, lines: LockDigests) -> Changes:
    """Only of what came out otherwise, or has other lines than it was to have."""
    kept = renewed.kept
    if (of_others(lines, kept.records), lines.lists) != (of_others(kept.lock, kept.records), kept.lock.lists):
        raise UnfitError
    anew = _otherwise(renewed, lines)
    if not anew:
        return Changes((), (), lock)
    was = {key: face.was for key, face in renewed.faces.items()}
    changes = diff_of(lock, renewed.app, anew, was) or diff(lock, renewed.app)
    if changes.problems:
        raise UnfitError
    return changes


def _otherwise(renewed: Renewed, lines: LockDigests) -> Set[str]:
    """The record types that are not what was kept, or whose lines in the lock are not."""
    before = renewed.kept.lock.records
    lined = {key for key in renewed.kept.records if lines.records.get(key) != before.get(key)}
    return lined | {key for key, each in renewed.again.items() if each.anew}


def _touched(renewed: Renewed, app: App, lines: LockDigests) -> Set[str]:
    """The record types to be judged and rendered again."""
    kept, anew = renewed.kept.records, _otherwise(renewed, lines)
    asked = asked_of("app", anew, (each.judging for each in kept.values()))
    changed = renewed.changed | changed_answers(asked, lambda key: unpickled(kept[key].stored), app.records)
    looking = {key for key, each in kept.items() if not each.judging.isdisjoint(changed)}
    return anew | looking | renewed.again.keys()


def _anew(key: str, renewed: Renewed, app: App) -> KeptRecord:
    """The record type judged and rendered; also resolved where it was not, for its expressions as they are typed."""
    context, trace = renewed.context, renewed.context.trace
    again = renewed.again.get(key)
    if again is None:
        resolve_record(context.records[key], context)
    if context.problems:
        raise UnfitError
    book = context.books[key]
    trace.take()
    traced = replace(renewed.app, records=trace.parts("app", renewed.app.records))
    warnings = tuple(judge_record(renewed.app.records[key], Typed(book.used, book.named), traced))
    if errors(warnings):
        raise UnfitError
    rendered = render_part(app.records[key], replace(app, records=trace.parts("app", app.records)))
    looks = again.looks if again is not None else renewed.kept.records[key].looks
    record, stored = renewed.app.records[key], app.records[key]
    done = Done(record, stored, renewed.faces[key], looks, trace.take(of=key), warnings, rendered)
    return kept_record(done, renewed.files.digests[key], context)
