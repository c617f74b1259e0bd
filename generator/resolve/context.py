"""What all parts of resolving know of the whole site: the record types with their mixins, the vocabulary, the rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from generator.expressions.types import Names, Vocabulary
from generator.problems import Problem
from generator.resolve.blocks import Blocks, Roles, resolve_blocks
from generator.resolve.lines import Owners, find_owners, shown_by_owners
from generator.resolve.mixins import merge_mixins
from generator.resolve.people import names_for, roles_of
from generator.resolve.rulebook import Checker, RuleBook
from generator.resolve.shapes import build_vocabulary, rows_of
from generator.resolve.untyped import Untyped
from generator.spec import Record, Spec


@dataclass(frozen=True, slots=True)
class Context:
    """`roles`: of portals. `blocks`: of record types. `owners`: of lines. `problems` is added to by all that looks."""

    spec: Spec
    records: Mapping[str, Record]
    roles: Roles
    blocks: Mapping[str, Blocks]
    vocabulary: Vocabulary
    books: Mapping[str, RuleBook]
    owners: Owners
    problems: list[Problem] = field(default_factory=list)

    def askers(self, record: Record, *keys: str) -> Sequence[Names]:
        """The names in force in each portal that has one of these keys, or any, for the record type.

        Those in force for nobody, if there is no such portal.
        """
        portals = {
            portal: self.spec.portals[portal]
            for (portal, _), block in self.blocks[record.key].items()
            if not keys or any(getattr(block.access, key) is not None for key in keys)
        }
        this = str(record.key)
        found = tuple(names_for(portal, "", this, self.spec, self.records) for portal in portals.values())
        return found or (Names(this=this),)


def build_context(spec: Spec) -> Context:
    problems: list[Problem] = []
    records = merge_mixins(spec, problems)
    roles = {key: roles_of(portal, records, spec.choices) for key, portal in sorted(spec.portals.items())}
    blocks = {key: resolve_blocks(record, roles, spec.unread, problems) for key, record in records.items()}
    owners = find_owners(records)
    shown = shown_by_owners(owners, records, blocks, roles, spec.portals)
    vocabulary = build_vocabulary(spec, records, rows_of(blocks, roles, owners), owners, shown)
    checker = Checker(vocabulary, Untyped(vocabulary, records), problems)
    books = {key: RuleBook(vocabulary.records[key], checker) for key in records}
    return Context(spec, records, roles, blocks, vocabulary, books, owners, problems)
