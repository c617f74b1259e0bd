"""From a whole generation without errors to what is kept of it."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterable, Mapping
from dataclasses import replace

from generator.app import DemoRecord, Record
from generator.changes import Lock
from generator.expressions.types import Vocabulary
from generator.incremental.digests import LockDigests, of_basis, of_lock, of_value
from generator.incremental.kept import Face, Kept, KeptRecord
from generator.problems import Position
from generator.reading import Sources
from generator.render import Rendered
from generator.resolve import Work
from generator.resolve.rulebook import rule_words, telling
from generator.resolve.shapes import links_back
from generator.rules import formulas, offers
from generator.spec import Record as Written
from generator.spec import Spec
from generator.traces import Look


def keep(
    root: str,
    sources: Sources,
    spec: Spec,
    work: Work,
    lock: Lock,
    rendered: Mapping[str, Rendered],
    rendering: Mapping[str, frozenset[Look]],
) -> Kept | None:
    """`rendering`: what each record type looked at while it was rendered. None where something cannot be kept."""
    assert work.app is not None
    context, lines = work.context, of_lock(lock.text())
    files = {source.key: source.digest for source in sources.files.values() if source.kind == "record"}
    faces = {
        key: face_of(context.records[key], record, work.asked[key], spec.records)
        for key, record in work.app.records.items()
    }
    try:
        records = {
            key: kept_record(
                files[key],
                record,
                context.vocabulary,
                faces[key],
                (work.looks[key], work.judging[key] | rendering[key]),
                work.warnings[key],
                lines,
                rendered[key],
            )
            for key, record in work.app.records.items()
        }
        shared = pickle.dumps(replace(spec, records={}), protocol=5)
        demo = kept_demo(work.app.demo)
    except (pickle.PicklingError, AttributeError, RecursionError):
        return None
    basis = of_basis(root, ((each.file, each.kind, each.digest) for each in sources.files.values()), sources.assets)
    told = telling(face.words for face in faces.values())
    return Kept(basis, shared, told, context.roles, lines.tables, lines.lists, demo, records)


def kept_record(
    file: str,
    record: Record,
    vocabulary: Vocabulary,
    face: Face,
    looks: tuple[frozenset[Look], frozenset[Look]],
    warnings: tuple[object, ...],
    lines: LockDigests,
    rendered: Rendered,
) -> KeptRecord:
    pickled = pickle.dumps(record, protocol=5)
    return KeptRecord(
        file=file,
        shape=of_value(vocabulary.records[record.key]),
        rows=rows_digest(record.key, vocabulary),
        resolved=hashlib.sha256(pickled).hexdigest(),
        record=pickled,
        face=face,
        looks=looks[0],
        judging=looks[1],
        warnings=warnings,
        lock=lines.records.get(record.key, ""),
        rendered=rendered,
    )


def face_of(
    merged: Written, record: Record, asked: Mapping[Position, str | None], keys: Iterable[str]
) -> Face:
    number = {"number"} if merged.number else set()
    return Face(
        links=links_back(merged, frozenset(keys)),
        names=frozenset({*map(str, merged.fields), *map(str, merged.rules), *number}),
        words=rule_words(merged.rules),
        offers=offers(record.accesses),
        formulas=formulas(record),
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
