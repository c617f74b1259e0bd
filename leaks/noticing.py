"""Everything that one person may notice, as one value to be compared: more than they can ask in any one way."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from generator.app import Access, Field, Record, RuleName, Unique, Value
from generator.expressions.tree import Get, Node, Reach, Variable
from generator.expressions.walking import everything
from generator.workflow import Move
from leaks.facts import FORM, Here
from leaks.moving import enterable, open_moves, own_moves
from leaks.wording import told
from leaks.world import Cell, is_account

if TYPE_CHECKING:
    from leaks.expectation import Expectation

NOT_SHOWN = "not shown"
CHOSEN = frozenset({"link", "choice", "yesno"})
MOST_FORMS = 300
"""So many ways to fill in a form are looked at for each rule about it."""


def noticed(who: Expectation) -> Mapping[str, object]:
    """By record type; "" is what concerns the person themselves."""
    found: dict[str, object] = {"": _self(who)}
    for record in who.world.app.records.values():
        access = who.access(record.key)
        if access is not None:
            found[record.key] = _Noticing(who, record, access).all()
    return found


def _self(who: Expectation) -> object:
    """Their name and address in the head of each page, and whether they may log in."""
    person = who.person
    portal = who.world.app.portals[person.portal]
    names = (portal.email, *((portal.role,) if portal.role else ()))
    me = Here(person.record, person.person_id)
    belongs = portal.where is None or who.holds(person.record, portal.where, person.person_id)
    return belongs, who.own_name(person), *(who.facts.cell(me, name) for name in names)


class _Noticing:
    """One record type."""

    def __init__(self, who: Expectation, record: Record, access: Access) -> None:
        self._who, self._record, self._access = who, record, access
        self._fields = {field.name: field for field in record.fields}

    def all(self) -> object:
        rows = sorted(self._who.rows(self._record.key))
        return {
            "rows": {key: self._row(key) for key in rows},
            "menus": [self._listed(rule, rows) for rule in self._menus()],
            "new": self._new(),
            "taken": [self._taken(unique) for unique in self._record.unique],
        }

    def _menus(self) -> Iterator[str]:
        """A saved filter may name what its reader does not see."""
        for entry in self._who.world.app.portals[self._who.person.portal].menu:
            if entry.record == self._record.key and entry.where is not None:
                yield entry.where

    def _listed(self, rule: str, rows: Iterable[int]) -> list[int]:
        return [key for key in rows if self._who.holds(self._record.key, rule, key)]

    def _row(self, key: int) -> object:
        who, record = self._who, self._record.key
        edit = sorted(who.editable(record, key) | who.editable_in_owner(record, key) | enterable(who, record, key))
        here = Here(record, key)
        deletable = who.may_delete(record, key) or who.removable_from_owner(record, key)
        return {
            "title": who.title(record, key),
            "revision": told(who, here, "revision"),
            "cells": {name: self._cell(here, name) for name in who.names(record) if who.sees(record, key, name)},
            "edit": edit,
            "delete": deletable and (True, self._is_linked(key)),
            "moves": [(move.name, self._lacks(here, move)) for move in open_moves(who, record, key)],
            "options": {name: who.choices(record, name, key) for name in edit if self._fields[name].target is not None},
            "rules": [who.meaning.value(tree, this=here) for tree in self._about_form(edit)] if edit else [],
        }

    def _lacks(self, here: Here, move: Move) -> list[str]:
        """What is told to be missing of what a move needs; what is there already need not be entered."""
        return [name for name in move.needs if self._who.facts.cell(here, name) in (None, ())]

    def _cell(self, here: Here, name: str) -> object:
        who = self._who
        link, _, there = name.partition(".")
        value, field = told(who, here, link), who.fields[here.record].get(link)
        target = None if field is None else field.target
        if there:
            return None if not isinstance(value, int) else self._cell(Here(target or "", value), there)
        if target is None:
            return who.account_name(value) if is_account(field, name) else value
        if isinstance(value, tuple):
            return sorted((each, who.title(target, each)) for each in value if each in who.rows(target))
        if not isinstance(value, int):
            return None
        return (value, who.title(target, value)) if value in who.rows(target) else NOT_SHOWN

    def _is_linked(self, key: int) -> bool:
        """Whether something links to the record, which then cannot be deleted."""
        return any(
            bool(self._who.facts.linking(record.key, field.name, key))
            for record in self._who.world.app.records.values()
            for field in record.fields
            if field.target == self._record.key and not is_about(record, field)
        )

    # forms

    def _taken(self, unique: Unique) -> list[tuple[Cell, ...]]:
        """What a form is told is there already, of what this person may choose; words they would have to guess."""
        links = [name for name in unique.fields if self._fields[name].kind == "link"]
        needed = (name for move in own_moves(self._who, self._record.key) for name in move.needs)
        settable = self._who.settable(self._record.key).union(needed)
        known = all(self._fields[name].kind in CHOSEN for name in unique.fields)
        if not links or not known or settable.isdisjoint(unique.fields):
            return []
        found = {
            tuple(self._who.facts.cell(Here(self._record.key, key), name) for name in unique.fields)
            for target in sorted(self._who.rows(self._fields[links[0]].target or ""))
            for key in self._who.facts.linking(self._record.key, links[0], target)
            if unique.unless is None or not self._who.holds(self._record.key, unique.unless, key)
        }
        return sorted((each for each in found if None not in each), key=str)

    def _about_form(self, names: Iterable[str]) -> list[Node]:
        """The rules that a form with these fields is shown and judged by, other than those of links."""
        overrides = dict(self._access.overrides)
        rules: list[str] = []
        for name in names:
            field = self._fields[name]
            own = overrides.get(name)
            require = own.require if own is not None and own.require else field.require
            rules += [rule for rule in (field.show, require, *_rules(field.minimum, field.maximum)) if rule]
        rules += [check.rule for check in self._record.checks]
        rules += [unique.unless for unique in self._record.unique if unique.unless]
        return [self._who.trees[self._record.key, rule] for rule in dict.fromkeys(rules)]

    def _new(self) -> object:
        names = sorted(self._creatable())
        if not names:
            return None
        filled = self._filled()
        rules = [self._outcomes(tree, filled) for tree in self._about_form(names)]
        options = {}
        for name in names:
            target, tree = self._fields[name].target, self._who.where(self._record.key, name)
            if target is not None and tree is not None:
                options[name] = self._candidates(tree, target, filled)
        return filled, rules, options

    def _creatable(self) -> frozenset[str]:
        key = self._record.key
        return self._who.creatable(key) | self._who.creatable_in_owner(key)

    def _filled(self) -> Mapping[str, Cell]:
        """What the form has before anything is typed, and what the portal fills in."""
        overrides = dict(self._access.overrides)
        filled: dict[str, Cell] = {}
        for name, field in self._fields.items():
            own = overrides.get(name)
            value = dict(self._access.preset).get(name, own.default if own and own.default else field.default)
            filled[name] = () if field.kind in ("links", "choices") else None
            if isinstance(value, RuleName):
                with_form = self._with_form(filled)
                tree = self._who.trees[self._record.key, value.name]
                filled[name] = self._who.meaning.value(tree, this=with_form)
            elif value is not None:
                filled[name] = value.value
        return filled

    def _outcomes(self, tree: Node, filled: Mapping[str, Cell]) -> list[object]:
        return [self._who.meaning.value(tree, this=self._with_form(form)) for form in self._forms(tree, filled)]

    def _candidates(self, tree: Node, target: str, filled: Mapping[str, Cell]) -> list[list[int]]:
        meaning, rows = self._who.meaning, sorted(self._who.rows(target))
        return [
            [key for key in rows if meaning.holds(tree, this=self._with_form(form), it=Here(target, key))]
            for form in self._forms(tree, filled)
        ]

    def _with_form(self, form: Mapping[str, Cell]) -> Here:
        self._who.facts.forms = {self._record.key: form}
        return Here(self._record.key, FORM)

    def _forms(self, tree: Node, filled: Mapping[str, Cell]) -> Iterator[Mapping[str, Cell]]:
        """Every form that makes a difference to a rule, by what this person may enter."""
        creatable = self._creatable()
        names = [name for name in _read_of_this(tree) if name in creatable]
        ways = itertools.product(*(self._ways(self._fields[name]) for name in names))
        for way in itertools.islice(ways, MOST_FORMS):
            yield {**filled, **dict(zip(names, way, strict=True))}

    def _ways(self, field: Field) -> list[Cell]:
        if field.kind == "link":
            return [None, *sorted(self._who.rows(field.target or ""))]
        if field.kind == "choice" and field.choices is not None:
            return [None, *(key for key, _ in field.choices.options)]
        return [True, False] if field.kind == "yesno" else [() if field.kind in ("links", "choices") else None]


def is_about(record: Record, field: Field) -> bool:
    """Comments go with what they are about."""
    return record.thread is not None and record.thread.about == field.name


def _rules(*values: Value | None) -> list[str]:
    return [value.name for value in values if isinstance(value, RuleName)]


def _read_of_this(tree: Node) -> list[str]:
    """The names of the fields that a rule reads of the record it is about."""
    names = set()
    for node in everything(tree):
        if isinstance(node, (Get, Reach)) and isinstance(node.owner, Variable) and node.owner.name == "this":
            names.add(node.field.name if isinstance(node, Get) else node.step.name)
    return sorted(names)
