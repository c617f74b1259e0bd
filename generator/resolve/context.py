"""What all parts of resolving know of the whole site: the record types with their mixins, the vocabulary, the rules."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.expressions.types import Names, RecordShape, Vocabulary
from generator.problems import Problem
from generator.resolve.blocks import Blocks, Roles, resolve_blocks
from generator.resolve.comments.joining import with_comments
from generator.resolve.lines import Owners, find_owners, parents_of, shown_by_owners
from generator.resolve.mixins import merge_mixins
from generator.resolve.people import names_for, roles_of
from generator.resolve.rulebook import Checker, RuleBook, Telling, rule_words, telling
from generator.resolve.shapes import Backs, all_backs, links_back, money_places, rows_of, shape_of
from generator.resolve.untyped import Untyped
from generator.resolve.workflow.actors import actors_of
from generator.spec import Record, Spec
from generator.traces import Lazy, Trace


@dataclass(frozen=True, slots=True)
class Context:
    """`roles`: of portals. `blocks`: of record types. `owners`: of lines. `threads`: the record types of comments.
    `problems` is added to by all that looks.

    Whoever works something out for one record type looks at others through `records` and `vocabulary` only, which
    `trace` notes; `blocks`, `shapes` and `books` are for that record type itself.
    """

    spec: Spec
    records: Mapping[str, Record]
    roles: Roles
    blocks: Mapping[str, Blocks]
    shapes: Mapping[str, RecordShape]
    vocabulary: Vocabulary
    books: Mapping[str, RuleBook]
    owners: Owners
    trace: Trace
    problems: list[Problem] = field(default_factory=list)
    threads: frozenset[str] = frozenset()

    def askers(self, record: Record, *keys: str) -> Sequence[Names]:
        """The names in force in each portal that has one of these keys, or any, for the record type. Whoever moves its
        records edits them.

        Those in force for nobody, if there is no such portal.
        """
        portals = [
            portal
            for (portal, _), block in self.blocks[record.key].items()
            if not keys or any(getattr(block.access, key) is not None for key in keys)
        ]
        movers = self._movers(record) if "edit" in keys else ()
        this = str(record.key)
        found = (self.names_in(portal, "", this) for portal in dict.fromkeys([*portals, *movers]))
        return tuple(found) or (Names(this=this),)

    def _movers(self, record: Record) -> Iterator[str]:
        for move in record.workflow.moves.values() if record.workflow else ():
            yield from (portal for portal, _ in actors_of(move, self.roles, frozenset(), []))

    def names_in(self, portal: str, role: str, this: str) -> Names:
        """What names mean to people of this portal and role."""
        return names_for(self.spec.portals[portal], role, this, self.roles[portal], self.records)


@dataclass(frozen=True, slots=True)
class Common:
    """What is known of all record types together, whichever of them are looked at."""

    backs: Mapping[str, Backs]
    told: Telling
    untyped: Callable[[Vocabulary, Mapping[str, Record]], Untyped]
    owners: Owners = field(default_factory=dict)
    parents: Mapping[str, str] = field(default_factory=dict)
    threads: frozenset[str] = frozenset()


def build_context(spec: Spec) -> Context:
    """Of all record types; what is wrong with their mixins and blocks is told."""
    problems: list[Problem] = []
    records = with_comments(merge_mixins(spec, problems), spec, problems)
    links = (link for record in records.values() for link in links_back(record, records))
    told = telling(rule_words(record.rules) for record in records.values())
    owners = find_owners(records)
    threads = frozenset(key for key, record in records.items() if record.thread is not None)
    common = Common(all_backs(links), told, Untyped, owners, parents_of(records, owners), threads)
    return context_over(spec, records, common, problems)


def context_over(spec: Spec, records: Mapping[str, Record], common: Common, problems: list[Problem]) -> Context:
    """What is not asked for is not made. `records` have their mixins."""
    roles = {key: roles_of(portal, records, spec.choices) for key, portal in sorted(spec.portals.items())}
    owners = common.owners
    blocks = Lazy(records, lambda key: resolve_blocks(records[key], roles, spec.unread, problems))
    shapes = Lazy(records, lambda key: _shape(records[key], spec, records, common))
    rows = rows_of(blocks, roles, owners)
    trace = Trace()
    vocabulary = Vocabulary(
        Lazy(records, lambda key: _traced(shapes[key], trace)),
        {reader: trace.over("rows", of_reader) for reader, of_reader in rows.items()},
        money_places(spec),
        shown_by_owners(owners, records, blocks, roles, spec.portals),
    )
    checker = Checker(vocabulary, common.told, common.untyped(Vocabulary(shapes), records), problems)
    books = Lazy(records, lambda key: RuleBook(shapes[key], checker))
    return Context(
        spec,
        trace.over("record", records),
        roles,
        blocks,
        shapes,
        vocabulary,
        books,
        owners,
        trace,
        problems,
        common.threads,
    )


def _shape(record: Record, spec: Spec, records: Mapping[str, Record], common: Common) -> RecordShape:
    shape = shape_of(record, common.backs.get(record.key, {}), records, spec, common.owners)
    return replace(shape, parent=common.parents.get(record.key))


def _traced(shape: RecordShape, trace: Trace) -> RecordShape:
    return replace(
        shape,
        fields=trace.within("shape", shape.key, "fields", shape.fields),
        backs=trace.within("shape", shape.key, "backs", shape.backs),
        rules=trace.within("shape", shape.key, "rules", shape.rules),
    )
