"""A generation from what was kept of the one before, with only that worked out again which an edit touched.

Here: the record types that are to be resolved again, and all together. It is given up wherever an edit is more than one
of some record types, or something is wrong: then all is done anew.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from typing import cast

from generator.app import App, Record
from generator.demo import DemoRecord
from generator.expressions.types import BackShape
from generator.incremental.digests import of_value
from generator.incremental.files import Files
from generator.incremental.keeping import face_of, rows_digest
from generator.incremental.kept import Face, Kept
from generator.problems import Problem
from generator.reading import read_known_record_file, read_record_file
from generator.resolve import resolve_portals
from generator.resolve.comments.names import MIXIN
from generator.resolve.context import Common, Context, context_over
from generator.resolve.demo import demo_of
from generator.resolve.mixins import merged
from generator.resolve.records import resolve_record
from generator.resolve.rulebook import rule_words, telling
from generator.resolve.shapes import Backs, all_backs, links_back
from generator.resolve.site import resolve_site
from generator.resolve.untyped import Untyped
from generator.resolve.vetting import names_in_record
from generator.resolve.workflow.fields import with_kept_fields
from generator.resolve.workflow.mentions import Mention, mentioned, named_on_paths
from generator.rules import Whole, judge_portals
from generator.spec import Record as Written
from generator.spec import Spec
from generator.traces import WHOLE, Lazy, Look, answer

Links = tuple[tuple[str, BackShape], ...]


class UnfitError(Exception):
    """What was kept does not do for this edit."""


@dataclass(frozen=True, slots=True)
class Again:
    """One record type, resolved again. `anew`: it came out otherwise than it was."""

    record: Record
    anew: bool
    face: Face
    looks: frozenset[Look]


@dataclass(frozen=True, slots=True)
class Renewed:
    """All record types, of which only those of `again` were resolved; `changed` is what others get other answers to."""

    files: Files
    kept: Kept
    app: App
    context: Context
    again: Mapping[str, Again]
    faces: Mapping[str, Face]
    changed: Set[Look]


def renew(files: Files, kept: Kept) -> Renewed:
    """Raises UnfitError."""
    edited = {key for key, digest in files.digests.items() if kept.records[key].file != digest}
    spec = _spec(files, kept)
    problems: list[Problem] = []
    _require(_mentions(edited, spec, kept) == kept.mentions)
    records = Lazy(spec.records, lambda key: _whole(spec.records[key], spec, kept, problems))
    links = {key: links_back(records[key], spec.records) for key in edited}
    backs = _backs(kept, links)
    words = {key: rule_words(records[key].rules) for key in edited}
    told = telling(words[key] if key in edited else each.face.words for key, each in kept.records.items())
    context = context_over(spec, records, Common(backs, told, Untyped.none), problems)
    if told != kept.told or context.roles != kept.roles:
        raise UnfitError
    before = _backs(kept, {})
    moved = edited | {key for key in kept.records if _in_order(backs, key) != _in_order(before, key)}
    changed = _changed(edited, moved, kept, context)
    looking = {key for key, each in kept.records.items() if not each.looks.isdisjoint(changed)}
    again = {key: _again(key, kept, context) for key in sorted(moved | looking)}
    faces = {key: again[key].face if key in again else each.face for key, each in kept.records.items()}
    _require(not _clashes(faces, backs))
    app = _app(kept, again, faces, context)
    _require(not problems)
    return Renewed(files, kept, app, context, again, faces, changed)


def _mentions(edited: Set[str], spec: Spec, kept: Kept) -> frozenset[Mention]:
    faces = (each.face.mentions for key, each in kept.records.items() if key not in edited)
    return mentioned(spec, [*faces, *(named_on_paths([spec.records[key]]) for key in edited)])


def _whole(record: Written, spec: Spec, kept: Kept, problems: list[Problem]) -> Written:
    return with_kept_fields(merged(record, spec, problems), kept.mentions, problems)


def _in_order(backs: Mapping[str, Backs], key: str) -> tuple[tuple[str, BackShape], ...]:
    return tuple(backs.get(key, {}).items())


def _require(fits: object) -> None:
    if not fits:
        raise UnfitError


def _spec(files: Files, kept: Kept) -> Spec:
    """The specs; a record type is read when it is asked for."""

    def read(key: str) -> Written:
        place = files.records[key]
        is_known = kept.records[key].file == files.digests[key]
        found = (read_known_record_file if is_known else read_record_file)(place, files.contents[place.file])
        if found is None or any(field.kind == "lines" for field in found.fields.values()) or MIXIN in found.uses:
            raise UnfitError
        return found

    shared = cast(Spec, unpickled(kept.spec))
    return Spec(
        shared.site, Lazy(files.records, read), shared.mixins, shared.choices, shared.portals, shared.demo,
        shared.unread, shared.assets, shared.mails,
    )  # fmt: skip


def _backs(kept: Kept, links: Mapping[str, Links]) -> Mapping[str, Backs]:
    found = (links.get(key, each.face.links) for key, each in kept.records.items())
    return all_backs(link for of_record in found for link in of_record)


def _changed(edited: Set[str], moved: Set[str], kept: Kept, context: Context) -> Set[Look]:
    """What others asked of record types and get another answer to by now, as far as that is told without resolving."""
    found: set[Look] = {("record", key, WHOLE) for key in edited}
    found |= {("rows", key, WHOLE) for key in edited if rows_digest(key, context.vocabulary) != kept.records[key].rows}
    asked = asked_of("shape", moved, (each.looks | each.judging for each in kept.records.values()))
    return found | changed_answers(asked, lambda key: unpickled(kept.records[key].shape), context.shapes)


def asked_of(sort: str, keys: Set[str], looks: Iterable[frozenset[Look]]) -> Set[Look]:
    """The questions of this sort about these record types."""
    return {look for each in looks for look in each if look[1] in keys and look[0] == sort}


def changed_answers(asked: Set[Look], before: Callable[[str], object], now: Mapping[str, object]) -> Set[Look]:
    """Those that get another answer than before."""
    old = {key: before(key) for key in {look[1] for look in asked}}
    return {
        look for look in asked if of_value(answer(old[look[1]], look[2])) != of_value(answer(now[look[1]], look[2]))
    }


def unpickled(content: bytes) -> object:
    return pickle.loads(content)  # noqa: S301 - see generator.incremental.store


def _again(key: str, kept: Kept, context: Context) -> Again:
    spec, whole = context.spec, context.records[key]
    context.trace.take()
    _require(not list(names_in_record(spec.records[key], whole)))
    resolved = resolve_record(whole, context)
    looks = context.trace.take(of=key)
    _require(not context.problems)
    record = resolved.record
    anew = of_value(record) != of_value(unpickled(kept.records[key].record))
    return Again(record, anew, face_of(spec.records[key], whole, record, resolved.asked, spec.records), looks)


def _app(kept: Kept, again: Mapping[str, Again], faces: Mapping[str, Face], context: Context) -> App:
    def record(key: str) -> Record:
        if key in again:
            return again[key].record
        return cast(Record, unpickled(kept.records[key].record))

    offered = {key: face.offers for key, face in faces.items()}
    asked = {key: face.asked for key, face in faces.items()}
    portals = resolve_portals(context, asked, {key: face.plural for key, face in faces.items()}, offered)
    computing = {node: formula for face in faces.values() for node, formula in face.formulas.items()}
    moving = {step: chain for face in faces.values() for step, chain in face.chains.items()}
    sending = frozenset[str]().union(*(face.mails for face in faces.values()))
    whole = Whole(offered, computing, moving, context.spec.mails, sending)
    _require(not list(judge_portals(portals.values(), whole)))
    return App(
        site=resolve_site(context.spec.site, context.problems),
        records=Lazy(faces, record),
        portals=portals,
        demo=_demo(kept, again, context),
        vocabulary=context.vocabulary,
    )


def _demo(kept: Kept, again: Mapping[str, Again], context: Context) -> tuple[DemoRecord, ...]:
    found: list[DemoRecord] = []
    for key in sorted(context.spec.demo):
        if key in again:
            found += demo_of(again[key].record, context.records[key], context.spec, context.problems)
        elif key in kept.demo:
            found += cast(tuple[DemoRecord, ...], unpickled(kept.demo[key]))
    return tuple(found)


def _clashes(faces: Mapping[str, Face], backs: Mapping[str, Backs]) -> bool:
    """Whether two things are called the same: sets of links, addresses, classes."""
    links = [(target, shape.name) for face in faces.values() for target, shape in face.links]
    return (
        len(set(links)) < len(links)
        or any(not faces[target].names.isdisjoint(sets) for target, sets in backs.items())
        or len({face.address for face in faces.values()}) < len(faces)
        or len({face.class_name for face in faces.values()}) < len(faces)
    )
