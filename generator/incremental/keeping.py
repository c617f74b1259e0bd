"""From a whole generation without errors to what is kept of it."""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from generator.app import App, Record
from generator.changes import Lock
from generator.demo import DemoRecord
from generator.expressions.types import Vocabulary
from generator.incremental.digests import of_basis, of_lock, of_value
from generator.incremental.kept import Face, Kept, KeptRecord
from generator.problems import Position, Problem
from generator.reading import Sources
from generator.render import Part, Rendered
from generator.resolve import Work
from generator.resolve.context import Context
from generator.resolve.rulebook import rule_words, telling
from generator.resolve.shapes import links_back
from generator.resolve.workflow.mentions import mentioned, named_on_paths
from generator.rules import chains, formulas, offers, sent
from generator.spec import Record as Written
from generator.traces import Look


@dataclass(frozen=True, slots=True)
class Done:
    """All that came of one record type: resolved, and with the names that the database has. `looks` is what it asked of
    others until it was resolved, `judging` afterwards."""

    record: Record
    stored: Record
    face: Face
    looks: frozenset[Look]
    judging: frozenset[Look]
    warnings: tuple[Problem, ...]
    rendered: Rendered


def keep(sources: Sources, work: Work, stored: App, lock: Lock, parts: Mapping[str, Part]) -> Kept | None:
    """What is kept of a whole generation, whose specs have no errors; None where something in it cannot be kept.

    `stored` is the application with the names that the database has.
    """
    assert work.app is not None
    if work.context.owners:  # what a line looks at of its owner is not noted
        return None
    if work.context.threads:  # they have no files of their own
        return None
    context, spec = work.context, work.context.spec
    files = {source.key: source.digest for source in sources.files.values() if source.kind == "record"}
    try:
        records = {
            key: kept_record(_done(record, stored.records[key], work, parts[key]), files[key], context)
            for key, record in work.app.records.items()
        }
        shared, demo = pickle.dumps(replace(spec, records={}), protocol=5), kept_demo(work.app.demo)
    except (pickle.PicklingError, AttributeError, RecursionError):
        return None
    return Kept(
        basis=of_basis(sources.root, ((e.file, e.kind, e.digest) for e in sources.files.values()), sources.assets),
        spec=shared,
        told=telling(each.face.words for each in records.values()),
        mentions=mentioned(spec, (each.face.mentions for each in records.values())),
        roles=context.roles,
        lock=of_lock(lock.text()),
        retired=stored.retired,
        purged=stored.purged,
        demo=demo,
        records=records,
    )


def _done(record: Record, stored: Record, work: Work, part: Part) -> Done:
    key, context = record.key, work.context
    records = context.spec.records
    face = face_of(records[key], context.records[key], record, work.asked[key], records)
    return Done(
        record, stored, face, work.looks[key], work.judging[key] | part.looks, work.warnings[key], part.rendered
    )


def kept_record(done: Done, file: str, context: Context) -> KeptRecord:
    """`file` is the digest of the record type's file."""
    key, pickled = done.record.key, pickle.dumps(done.record, protocol=5)
    return KeptRecord(
        file=file,
        rows=rows_digest(key, context.vocabulary),
        shape=pickle.dumps(context.shapes[key], protocol=5),
        record=pickled,
        stored=pickled if done.stored is done.record else pickle.dumps(done.stored, protocol=5),
        face=done.face,
        looks=done.looks,
        judging=done.judging,
        warnings=done.warnings,
        rendered=done.rendered,
    )


def face_of(
    written: Written, merged: Written, record: Record, asked: Mapping[Position, str | None], keys: Iterable[str]
) -> Face:
    """`merged` has its mixins, and what its workflow brings."""
    number = {"number"} if merged.number else set()
    return Face(
        links=links_back(merged, frozenset(keys)),
        names=frozenset({*map(str, merged.fields), *map(str, merged.rules), *number}),
        words=rule_words(merged.rules),
        offers=offers(record.accesses),
        formulas=formulas(record),
        chains=chains(record),
        mails=sent(record),
        mentions=named_on_paths([written]),
        asked=asked,
        plural=record.plural,
        address=record.address,
        class_name=record.class_name,
        was=record.was,
    )


def rows_digest(key: str, vocabulary: Vocabulary) -> str:
    """Of what each reader sees of the record type."""
    return of_value([(reader, rows.get(key)) for reader, rows in vocabulary.rows.items()])


def kept_demo(demo: Iterable[DemoRecord]) -> dict[str, bytes]:
    found: dict[str, list[DemoRecord]] = {}
    for each in demo:
        found.setdefault(each.record, []).append(each)
    return {key: pickle.dumps(tuple(records), protocol=5) for key, records in found.items()}
