"""The specs with everything that tells what a name in them means: record types whole, lists of choices, portals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.expressions.types import Names, RecordShape
from generator.fields import KINDS
from generator.renaming.things import Thing
from generator.resolve.context import Context, build_context
from generator.spec import Choices, Field, Record, Spec

STATE = "state"


@dataclass(frozen=True, slots=True)
class World:
    """Specs without errors: every name in them means something.

    `lists` are all lists of choices, in use or not: `choices.size`, `records.order.state`, `mixins.stock.place`;
    `uses` says which of them a field has, by record type and name.
    """

    spec: Spec
    context: Context
    lists: Mapping[str, tuple[str, ...]]
    uses: Mapping[tuple[str, str], str]

    @property
    def records(self) -> Mapping[str, Record]:
        """With the parts of their mixins."""
        return self.context.records

    def shape(self, record: str) -> RecordShape:
        return self.context.vocabulary.records[record]

    def names(self, portal: str, role: str, record: str) -> Names:
        """What names mean to a reader of this portal and role in an expression about the record type."""
        return self.context.names_in(portal, role, record)

    def users(self, mixin: str) -> list[str]:
        """The record types that use a mixin."""
        return sorted(key for key, record in self.spec.records.items() if mixin in record.uses)

    def mixin_of(self, record: str, field: str) -> str | None:
        """The mixin that a field comes from; None for one of the record type's own."""
        return _mixin_of(record, field, self.spec)

    def mixin_of_workflow(self, record: str) -> str | None:
        return _mixin_of_workflow(record, self.spec)

    def list_of(self, record: str, field: str) -> str | None:
        """The list of a field's choices; None for a field without choices."""
        return self.uses.get((record, field))

    def roles(self, portal: str) -> str | None:
        """The list of a portal's roles."""
        found = self.spec.portals[portal]
        return self.list_of(str(found.who), str(found.role)) if found.role else None

    def choice(self, record: str, field: str, name: str) -> tuple[Thing, ...]:
        """The choice of a field that is called so, if it is one."""
        of = self.list_of(record, field)
        return (Thing("choice", of, name),) if of and name in self.lists[of] else ()

    def fields_of(self, of: str) -> list[str]:
        """The fields that have the choices of a list: `order.state`."""
        return [f"{record}.{field}" for (record, field), used in self.uses.items() if used == of]


def survey(spec: Spec) -> World:
    """`spec` has no errors."""
    context = build_context(spec)
    lists = {f"choices.{key}": _names(choices) for key, choices in spec.choices.items()}
    uses: dict[tuple[str, str], str] = {}
    for key, name, field, of in _used(context.records, spec):
        uses[key, name] = of
        if isinstance(field.of, Choices):
            lists[of] = _names(field.of)
    return World(spec, context, lists, uses)


def names_with(names: Names, candidate: str | None) -> Names:
    """The same with `it`."""
    return Names(names.this, candidate, names.me, names.role, names.roles, names.portal, names.portal_role)


def _used(records: Mapping[str, Record], spec: Spec) -> Iterator[tuple[str, str, Field, str]]:
    """Each field with choices, and where its list stands."""
    for key, record in records.items():
        for name, field in record.fields.items():
            if KINDS[field.kind].base != "choice" or field.of is None:
                continue
            mixin = _mixin_of(key, str(name), spec)
            own = f"mixins.{mixin}.{name}" if mixin else f"records.{key}.{name}"
            yield key, str(name), field, own if isinstance(field.of, Choices) else f"choices.{field.of}"


def _mixin_of(record: str, field: str, spec: Spec) -> str | None:
    written = spec.records.get(record)  # none of the product's own record types
    if written is None or field in written.fields:
        return None
    if field == STATE and (mixin := _mixin_of_workflow(record, spec)) is not None:
        return mixin
    return next((str(name) for name in written.uses if field in spec.mixins[name].fields), None)


def _mixin_of_workflow(record: str, spec: Spec) -> str | None:
    """None where the record type has its own, or none."""
    written = spec.records[record]
    brings = (str(name) for name in written.uses if spec.mixins[name].workflow is not None)
    return next(brings, None) if written.workflow is None else None


def _names(choices: Choices) -> tuple[str, ...]:
    return tuple(str(option) for option, _ in choices.options)
