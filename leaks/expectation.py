"""What one person may see and do, by the specs alone: rows, cells, titles, options, files, and what to never receive.

Whoever asks here asks about a world of plain values; no statement is made, and no code of the product judges.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from generator.app import Access, Grant
from generator.expressions.tree import Node, Variable
from generator.expressions.walking import everything
from leaks.canaries import found_in, texts_of
from leaks.facts import FORM, Facts, Here
from leaks.guards import STATE
from leaks.meaning import Given, Meaning
from leaks.noticing import noticed
from leaks.titles import DEPTH, compose, plain_word
from leaks.wording import states_told, told
from leaks.world import (
    EVERYTHING,
    FILES,
    PARENT,
    Cell,
    Person,
    World,
    access_of,
    fields_of,
    files_of,
    is_account,
    owners_of,
)


class Expectation:
    """Answers are kept: a world does not change."""

    def __init__(
        self, world: World, person: Person, moment: datetime | None = None, facts: Facts | None = None
    ) -> None:
        self.world, self.person = world, person
        self.facts = facts or Facts(world.rows)
        app = world.app
        given = Given(
            moment or world.moment,
            ZoneInfo(app.site.time_zone),
            Here(person.record, person.person_id),
            person.role or None,
            person.portal,
        )
        self.meaning = Meaning(self.facts, given)
        self.trees = {(key, rule.name): rule.expression.tree for key, rec in app.records.items() for rule in rec.rules}
        self._accesses = {key: access_of(record, person.portal, person.role) for key, record in app.records.items()}
        self.fields = {key: fields_of(record) for key, record in app.records.items()}
        self._owners = owners_of(app)
        self._rows: dict[str, frozenset[int]] = {}
        self._held: dict[tuple[str, str, int], bool] = {}
        self._hidden: frozenset[str] | None = None
        self._is_inside = app.portals[person.portal].inside

    def access(self, record: str) -> Access | None:
        return self._accesses[record]

    def rows(self, record: str) -> frozenset[int]:
        """The ids of all that may be seen."""
        if record not in self._rows:
            self._rows[record] = frozenset(key for key in self.world.rows[record] if self.shows(record, key))
        return self._rows[record]

    def shows(self, record: str, key: int) -> bool:
        """Whether a row may be seen. A line is only as its owner, and its owner's field of lines."""
        access = self._accesses[record]
        if access is None or access.rows is None:
            return False
        owner = self._owners[record]
        if owner is not None:
            theirs, parent = self._accesses[owner.record], self.facts.cell(Here(record, key), owner.link)
            if theirs is None or not isinstance(parent, int) or not self.shows(owner.record, parent):
                return False
            if not self._granted(theirs.see, owner.record, parent, owner.lines):
                return False
        return access.rows == PARENT or self.holds(record, access.rows, key)

    def holds(self, record: str, rule: str, key: int) -> bool:
        """A rule of the record type, by its name."""
        if rule == EVERYTHING:
            return True
        if (record, rule, key) not in self._held:
            tree = self.trees[record, rule]
            self._held[record, rule, key] = self.meaning.holds(tree, this=Here(record, key))
        return self._held[record, rule, key]

    def sees(self, record: str, key: int, name: str) -> bool:
        """A field, a built-in one, or the value one link away that a dotted name grants."""
        access = self._accesses[record]
        return access is not None and key in self.rows(record) and self._granted(access.see, record, key, name)

    def names(self, record: str) -> tuple[str, ...]:
        """All that is granted of some row, dotted names too."""
        access = self._accesses[record]
        grants = () if access is None or access.rows is None else access.see
        return tuple(dict.fromkeys(name for grant in grants for name in grant.fields))

    def creatable(self, record: str) -> frozenset[str]:
        """Lines are made, changed and removed with their owner, not by themselves."""
        access = None if self._owners[record] else self._accesses[record]
        return frozenset((access and access.create) or ())

    def creatable_in_owner(self, record: str) -> frozenset[str]:
        """Of lines: the fields of a new one, where their owner can be given any."""
        owner, access = self._owners[record], self._accesses[record]
        if owner is None or access is None or owner.lines not in self.settable(owner.record):
            return frozenset()
        return frozenset(access.create or ())

    def settable(self, record: str) -> frozenset[str]:
        """The fields that may be set in a new record or, at some time, in one that is there."""
        access = self._accesses[record]
        own = self.creatable(record) | self.creatable_in_owner(record)
        return own.union(*(grant.fields for grant in ((access and access.edit) or ())))

    def editable(self, record: str, key: int) -> frozenset[str]:
        return frozenset() if self._owners[record] else self._granted_to_edit(record, key)

    def editable_in_owner(self, record: str, key: int) -> frozenset[str]:
        """Of a line: the fields that the form of its owner asks, if it asks its lines."""
        return self._granted_to_edit(record, key) if self._is_asked_in_owner(record, key) else frozenset()

    def may_delete(self, record: str, key: int) -> bool:
        return self._owners[record] is None and self._may_delete(record, key)

    def removable_from_owner(self, record: str, key: int) -> bool:
        return self._is_asked_in_owner(record, key) and self._may_delete(record, key)

    def _is_asked_in_owner(self, record: str, key: int) -> bool:
        owner = self._owners[record]
        parent = None if owner is None else self.facts.cell(Here(record, key), owner.link)
        return owner is not None and isinstance(parent, int) and owner.lines in self.editable(owner.record, parent)

    def _granted_to_edit(self, record: str, key: int) -> frozenset[str]:
        access = self._accesses[record]
        if access is None or key not in self.rows(record):
            return frozenset()
        names = (name for grant in access.edit for name in grant.fields)
        return frozenset(name for name in names if self._granted(access.edit, record, key, name))

    def _may_delete(self, record: str, key: int) -> bool:
        rule = access.delete if (access := self._accesses[record]) else None
        return rule is not None and key in self.rows(record) and self.holds(record, rule, key)

    def lines(self, owner: str, key: int, lines: str) -> tuple[str, frozenset[int]]:
        """The record type of a field of lines, and those of a record that may be seen."""
        record, of = next(
            (name, of) for name, of in self._owners.items() if of and (of.record, of.lines) == (owner, lines)
        )
        held = self.facts.linking(record, of.link, key)
        return record, frozenset(self.rows(record).intersection(held))

    def _granted(self, grants: Iterable[Grant], record: str, key: int, name: str) -> bool:
        return any(
            name in grant.fields and (grant.when is None or self.holds(record, grant.when, key)) for grant in grants
        )

    # links

    def choices(self, record: str, field: str, this: int | None = None) -> frozenset[int]:
        """What a link may at most offer: of the record `this` as it is stored, else whatever a form says."""
        target = self.fields[record][field].target or ""
        tree = self.where(record, field)
        if tree is None or (this is None and _names_this(tree)):
            return self.rows(target)
        owner = Here(record, FORM if this is None else this)
        return frozenset(key for key in self.rows(target) if self.meaning.holds(tree, this=owner, it=Here(target, key)))

    def where(self, record: str, field: str) -> Node | None:
        """The condition on what a link may point to here, the portal's own before the field's."""
        access = self._accesses[record]
        own = dict(access.overrides).get(field) if access is not None else None
        rule = own.where if own is not None and own.where else self.fields[record][field].where
        return None if rule is None else self.trees[record, rule]

    def title(self, record: str, key: int, depth: int = DEPTH) -> str:
        """Of a visible record: what is hidden is left out."""
        access, kind = self._accesses[record], self.world.app.records[record]
        template = (access.title if access is not None else "") or kind.title

        def word(name: str) -> str:
            return self._word(record, key, name, depth) if self.sees(record, key, name) else ""

        return compose(template, word, kind.label)

    def _word(self, record: str, key: int, name: str, depth: int) -> str:
        field, value = self.fields[record].get(name), told(self, Here(record, key), name)
        if name == STATE and isinstance(value, str):
            return states_told(self, self.world.app.records[record]).get(value, value)
        if is_account(field, name):
            return self.account_name(value)
        if field is None or field.target is None:
            return plain_word(field, value)
        targets = value if isinstance(value, tuple) else (value,)
        seen = [target for target in targets if target in self.rows(field.target) and depth > 0]
        return ", ".join(self.title(field.target, target, depth - 1) for target in seen if isinstance(target, int))

    def account_name(self, account: Cell) -> str:
        """What stands for an account where somebody created, changed or moved a record."""
        person = next((each for each in self.world.people if each.account_id == account), None)
        return "" if person is None else self.own_name(person)

    def own_name(self, person: Person) -> str:
        """The title of a person's record, made of its own values; else the address."""
        record, here = self.world.app.records[person.record], Here(person.record, person.person_id)

        def word(name: str) -> str:
            field = self.fields[person.record].get(name)
            is_link = field is None or field.target is not None
            return "" if is_link else plain_word(field, self.facts.cell(here, name))

        return compose(record.title, word, "") or person.email

    # files, and what must not be received

    def files(self, record: str, key: int) -> frozenset[int]:
        """The ids of the files that may be downloaded."""
        fields = [field.name for field in self.fields[record].values() if field.kind in FILES]
        return frozenset(
            file.id
            for name in fields
            if self.sees(record, key, name)
            for file in files_of(self.world.rows[record][key][name])
        )

    def hidden(self) -> frozenset[str]:
        """The canaries that this person must never receive, whatever they ask."""
        if self._hidden is None:
            seen = found_in("\n".join(self._visible_texts()), self.world.canaries)
            self._hidden = frozenset(self.world.canaries.keys() - seen)
        return self._hidden

    def _visible_texts(self) -> Iterator[str]:
        """Every text that is in what this person may see; one way to see it is enough."""
        yield self.own_name(self.person)
        yield self.person.email
        for record in self.world.app.records:
            for key in self.rows(record):
                yield str(key)
                if self._is_inside:  # its history says who did what to it, to whoever sees it
                    yield self.account_name(self.world.rows[record][key]["created_by"])
                for name in self.names(record):
                    if self.sees(record, key, name):
                        yield from self._texts(record, key, name)

    def _texts(self, record: str, key: int, name: str) -> Iterator[str]:
        link, _, there = name.partition(".")
        value = self.world.rows[record][key][link]
        field = self.fields[record].get(link)
        if there:
            if isinstance(value, int) and field is not None and field.target is not None:
                yield from self._texts(field.target, value, there)
            return
        if is_account(field, name):
            yield self.account_name(value)
        elif field is None or field.target is None:
            yield from texts_of(value)

    # everything at once

    def same_as(self, other: Expectation) -> bool:
        """Whether nothing that this person may notice is different."""
        return noticed(self) == noticed(other)


def account_name(world: World, person: Person) -> str:
    """What stands for the person's account."""
    return Expectation(world, person).own_name(person)


def _names_this(tree: Node) -> bool:
    return any(isinstance(node, Variable) and node.name == "this" for node in everything(tree))
