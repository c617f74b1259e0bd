"""What one role of one portal may do, looked up by name. Plain values; the statements are made elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from runtime.declarations.access import Access, Grant, RecordType
from runtime.declarations.fields import FILE_KINDS, PLURAL_KINDS, Field
from runtime.declarations.rules import Rule
from runtime.declarations.site import Site
from runtime.declarations.words import AS_EVERYWHERE, Words
from runtime.declarations.workflow import STATE, Move
from runtime.records import BUILT_IN, fields_of
from runtime.scope.worded import worded_field, worded_moves
from runtime.words import inside

Found = TypeVar("Found")

UNSORTABLE = PLURAL_KINDS | FILE_KINDS | {"longtext", "richtext", "address", "account"}
UNFILTERABLE = FILE_KINDS | {"lines", "longtext", "richtext", "address", "duration", "account"}


@dataclass(frozen=True, slots=True)
class Readable:
    """A field that may be seen, always (no conditions) or while one of `conditions` holds.

    A dotted name is a value one link away: `field` is the one over there, `link` the one here.
    """

    name: str
    field: Field
    conditions: tuple[Rule, ...]
    link: Field | None = None


@dataclass(frozen=True, slots=True)
class Policy:
    """The part of the site that one role of one portal has."""

    site: Site
    portal: str
    role: str
    _kept: dict[tuple[str, str], Any] = field(default_factory=dict)

    def access(self, key: str) -> Access | None:
        """What the role's own block says, else the portal's; None where neither exists."""
        record = self.site.records.get(key)
        if record is None:
            return None
        return record.access_of(self.portal, self.role)

    def words(self, key: str) -> Words:
        """What states and moves of a record type are called here."""
        access = self.access(key)
        return AS_EVERYWHERE if access is None else access.words

    def moves(self, key: str) -> Mapping[str, Move]:
        """The moves that the role may make of some record it sees, at some time; lines move with their owner only."""
        return self.once("moves", key, self._moves)

    def _moves(self, key: str) -> Mapping[str, Move]:
        access, record = self.access(key), self.site.records.get(key)
        if access is None or access.rows is None or record is None or record.parent:
            return {}
        return worded_moves(moves_of(record, self.portal, self.role), access.words)

    def settable(self, key: str) -> frozenset[str]:
        """The fields that may be set when creating a record or, at some time, when editing or moving it."""
        return self.once("settable", key, self._settable)

    def settable_links(self, key: str) -> Mapping[str, str]:
        """The columns of the links that are `settable`, with the record types that they lead to."""
        return self.once("settable links", key, self._settable_links)

    def _settable(self, key: str) -> frozenset[str]:
        access = self.access(key) or Access()
        granted = [*(grant.fields for grant in access.edit), *(move.needs for move in self.moves(key).values())]
        return frozenset(access.create or ()).union(*granted)

    def _settable_links(self, key: str) -> Mapping[str, str]:
        fields, names = fields_of(self.site.records[key].model).values(), self.settable(key)
        return {each.column: each.target for each in fields if each.name in names and each.column and each.target}

    def readable(self, key: str) -> Mapping[str, Readable]:
        """By name, in the order of the record type's fields; nothing where no row may be seen."""
        return self.once("readable", key, self._describe)

    def linking(self, key: str) -> tuple[tuple[str, Readable], ...]:
        """The readable links to records of this type, each with the record type that has it. Comments are a thread at
        what they are about, and lines stand among its values."""
        return self.once("linking", "", self._find_linking).get(key, ())

    def _find_linking(self, _key: str) -> Mapping[str, tuple[tuple[str, Readable], ...]]:
        """All at once: asked one by one, each would go through all record types of the site."""
        found: dict[str, list[tuple[str, Readable]]] = {}
        for key, record in self.site.records.items():
            for each in self.readable(key).values() if record.thread is None else ():
                if each.link is None and each.field.target and each.name != record.parent:
                    found.setdefault(each.field.target, []).append((key, each))
        return {key: tuple(links) for key, links in found.items()}

    def lines(self, key: str) -> tuple[tuple[str, str], ...]:
        """The readable fields that hold lines, each with the record type of these."""
        return self.once("lines", key, self._lines)

    def once(self, what: str, key: str, find: Callable[[str], Found]) -> Found:
        """What `find` says of a record type, asked once: a role's rights do not change while the site is served."""
        known: Found | None = self._kept.get((what, key))
        if known is None:
            known = self._kept[what, key] = find(key)
        return known

    def _lines(self, key: str) -> tuple[tuple[str, str], ...]:
        found = self.readable(key).values()
        return tuple((each.name, each.field.lines) for each in found if each.field.lines)

    def _describe(self, key: str) -> Mapping[str, Readable]:
        access = self.access(key)
        if access is None or access.rows is None:
            return {}
        record = self.site.records[key]
        granted = conditions_by_name(access.see)
        order = {name: place for place, name in enumerate((*fields_of(record.model), *BUILT_IN))}
        names = sorted(granted, key=lambda name: order[name.partition(".")[0]])
        return {name: self._described(record, access, name, granted[name]) for name in names}

    def _described(self, record: RecordType, access: Access, name: str, conditions: tuple[Rule, ...]) -> Readable:
        if "." not in name:
            own = worded_field(field_of(record, name), access.words)
            return Readable(name, overridden(own, access), conditions)
        link, _, there = name.partition(".")
        here = overridden(field_of(record, link), access)
        assert here.target is not None
        target = self.site.records[here.target]
        found = worded_field(field_of(target, there), self.words(here.target))
        names_it = target.title == f"{{{there}}}"
        label = here.label if names_it else f"{here.label} ({inside(found.label)})"
        return Readable(name, replace(found, label=label), conditions, here)


def conditions_by_name(grants: Iterable[Grant]) -> dict[str, tuple[Rule, ...]]:
    """Grants add up: a field granted without a condition has none, whatever else is said of it."""
    always = {name for grant in grants if grant.when is None for name in grant.fields}
    found: dict[str, tuple[Rule, ...]] = {}
    for grant in grants:
        for name in grant.fields:
            held = found.setdefault(name, ())
            if grant.when is not None and name not in always and grant.when not in held:
                found[name] = (*held, grant.when)
    return found


def moves_of(record: RecordType, portal: str, role: str) -> Mapping[str, Move]:
    """Those that name the role, or its whole portal; in the order of the specs."""
    moves = {} if record.workflow is None else record.workflow.moves
    return {name: move for name, move in moves.items() if {portal, f"{portal}.{role}"} & {*move.by}}


def tells_history(policy: Policy, key: str) -> bool:
    """Whether the role has the timeline of the records that it sees: inside always, outside where the spec says so."""
    access = policy.access(key)
    if access is None or access.rows is None:
        return False
    return policy.site.portals[policy.portal].inside or access.history


def field_of(record: RecordType, name: str) -> Field:
    """A field of a record type, a built-in one included."""
    return fields_of(record.model).get(name) or BUILT_IN[name]


def is_kept(record: RecordType, name: str) -> bool:
    """Whether the product writes the field by itself, of the moves that the record makes, or of its routing."""
    field = fields_of(record.model).get(name)
    if field is None or not (record.workflow or record.routing):
        return False
    return field.computed and name not in record.computed


def is_entered(record: RecordType, name: str) -> bool:
    """Whether people, or what is written for them, give the field its values: the product gives those of others."""
    field = fields_of(record.model).get(name)
    return field is not None and not field.computed and not (record.workflow is not None and name == STATE)


def overridden(declared: Field, access: Access) -> Field:
    """The field in the portal's words."""
    override = access.fields.get(declared.name)
    if override is None:
        return declared
    hint = declared.hint if override.hint is None else override.hint
    return replace(declared, label=override.label or declared.label, hint=hint)


def sortable(readable: Readable) -> bool:
    return readable.link is None and readable.field.kind not in UNSORTABLE


def filterable(readable: Readable) -> bool:
    return readable.link is None and readable.field.kind not in UNFILTERABLE
