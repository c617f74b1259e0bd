"""What each name in an expression means: fields, rules and sets of records by the type of what stands left of them,
choices by what they are compared with. Types are followed, not checked: the specs have no errors."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from generator.expressions.syntax import Syntax, parse
from generator.expressions.types import Names, RecordShape
from generator.problems import Text
from generator.renaming.things import Mentions, Mix, Thing
from generator.renaming.world import World

Lists = frozenset[str]


@dataclass(frozen=True, slots=True)
class Meaning:
    """Of a value: the record type that it leads to, and the lists of choices that it is one of."""

    record: str | None = None
    lists: Lists = frozenset()


NOTHING = Meaning()
WORDS = frozenset({"true", "false", "now", "today"})


class Expressions:
    """Reads each expression once for each meaning that its names can have; named rules are followed."""

    def __init__(self, world: World, mentions: Mentions) -> None:
        self.world = world
        self.mentions = mentions
        self.followed: set[tuple[str, str]] = set()
        self._done: set[tuple[object, ...]] = set()

    def read(self, text: Text, names: Names, wanted: Lists = frozenset()) -> None:
        """`wanted` are the choices that the value may be one of."""
        key = (text.at, text, names, wanted)
        if key not in self._done:
            self._done.add(key)
            _Walk(self, parse(text), names).result(wanted)

    def follow(self, shape: RecordShape, rule: str, names: Names) -> None:
        self.followed.add((shape.key, rule))
        self.read(shape.rules[rule], replace(names, this=shape.key, it=None))


class _Walk:
    """One expression."""

    def __init__(self, reading: Expressions, syntax: Syntax, names: Names) -> None:
        self.reading = reading
        self.world = reading.world
        self.syntax = syntax
        self.names = names

    def result(self, wanted: Lists) -> None:
        named = {"this": self.names.this, "it": self.names.it, "me": self.names.me}
        self._result(self.syntax.tree, wanted, {name: key for name, key in named.items() if key is not None})

    def _result(self, node: ast.expr, wanted: Lists, scope: Mapping[str, str]) -> None:
        """A whole value, where a bare word may be a choice."""
        if isinstance(node, ast.IfExp):
            self.value(node.test, scope)
            self._result(node.body, wanted, scope)
            self._result(node.orelse, wanted, scope)
        elif isinstance(node, ast.List | ast.Tuple):
            for element in node.elts:
                self._result(element, wanted, scope)
        elif isinstance(node, ast.Name) and (things := self._choices(node.id, wanted)):
            self._note(node, node.id, things)
        else:
            meaning = self.value(node, scope)
            self._fit(node, wanted)
            self._mix(node, meaning.lists, wanted)

    def value(self, node: ast.expr, scope: Mapping[str, str]) -> Meaning:
        match node:
            case ast.Name():
                return self._name(node, scope)
            case ast.Attribute():
                return self._attribute(node, scope)
            case ast.Compare():
                return self._compare(node, scope)
            case ast.IfExp():
                self.value(node.test, scope)
                return self._together([node.body, node.orelse], scope)
            case ast.List() | ast.Tuple():
                return self._together(node.elts, scope)
            case ast.GeneratorExp():
                return self._generator(node, scope)
        for part in ast.iter_child_nodes(node):
            if isinstance(part, ast.expr) and not (isinstance(node, ast.Call) and part is node.func):
                self.value(part, scope)
        return NOTHING

    def _name(self, node: ast.Name, scope: Mapping[str, str]) -> Meaning:
        if node.id in scope:
            return Meaning(scope[node.id])
        if node.id in WORDS or node.id == "portal" or "this" not in scope:
            return NOTHING
        if node.id == "parent":
            shape = self.world.shape(scope["this"])
            return Meaning(shape.fields[shape.parent].type.record) if shape.parent else NOTHING
        return self._step(scope["this"], node.id, node)

    def _attribute(self, node: ast.Attribute, scope: Mapping[str, str]) -> Meaning:
        if isinstance(node.value, ast.Name) and node.value.id == "me" and node.attr == "role" and self.names.role:
            roles = self.world.roles(self.names.portal or "")
            return Meaning(lists=frozenset({roles} if roles else ()))
        if self._is_of_move(node, scope):
            return NOTHING
        owner = self.value(node.value, scope)
        return self._step(owner.record, node.attr, node) if owner.record else NOTHING

    def _is_of_move(self, node: ast.Attribute, scope: Mapping[str, str]) -> bool:
        """`approve.by`, also at the end of a path."""
        match node.value:
            case ast.Name(id=move) if move not in scope and "this" in scope:
                owner: str | None = scope["this"]
            case ast.Attribute(value=path, attr=move):
                owner = self.value(path, scope).record
            case _:
                return False
        field = self.world.shape(owner).fields.get(f"{move}_{node.attr}") if owner else None
        if owner is None or field is None or field.move != move:
            return False
        self._note(node.value, move, [Thing("move", owner, move)])
        return True

    def _step(self, record: str, name: str, node: ast.expr) -> Meaning:
        """`name` of a record or of each record of a set: a rule, a set of records or a field."""
        shape = self.world.shape(record)
        if name in shape.rules:
            self._note(node, name, [Thing("rule", record, name)])
            self.reading.follow(shape, name, self.names)
            return NOTHING
        if name in shape.backs and name not in shape.fields:
            self._note(node, name, [Thing("back", record, name)])
            return Meaning(shape.backs[name].record)
        if name not in shape.fields:
            return NOTHING
        self._note(node, name, [Thing("field", record, name)])
        of = self.world.list_of(record, name)
        return Meaning(shape.fields[name].type.record, frozenset({of} if of else ()))

    def _compare(self, node: ast.Compare, scope: Mapping[str, str]) -> Meaning:
        operands = [node.left, *node.comparators]
        meanings = [self.value(operand, scope) for operand in operands]
        pairs = zip(operands, meanings, strict=True)
        for (left, one), (right, other) in zip(pairs, list(zip(operands, meanings, strict=True))[1:], strict=False):
            self._fit(left, other.lists)
            self._fit(right, one.lists)
            self._mix(node, one.lists, other.lists)
        return NOTHING

    def _together(self, parts: Iterable[ast.expr], scope: Mapping[str, str]) -> Meaning:
        """One of several values."""
        parts = list(parts)
        meanings = [self.value(part, scope) for part in parts]
        lists = frozenset[str]().union(*(meaning.lists for meaning in meanings))
        for part in parts:
            self._fit(part, lists)
        for meaning in meanings:
            self._mix(parts[0], meaning.lists, lists)
        return Meaning(next((meaning.record for meaning in meanings if meaning.record), None), lists)

    def _generator(self, node: ast.GeneratorExp, scope: Mapping[str, str]) -> Meaning:
        for clause in node.generators:
            source = self.value(clause.iter, scope)
            if isinstance(clause.target, ast.Name) and source.record:
                scope = {**scope, clause.target.id: source.record}
            for test in clause.ifs:
                self.value(test, scope)
        return self.value(node.elt, scope)

    def _fit(self, node: ast.expr, lists: Lists) -> None:
        """Typed texts as the choices that they are beside a choice of these lists."""
        if isinstance(node, ast.List | ast.Tuple):
            for element in node.elts:
                self._fit(element, lists)
        elif isinstance(node, ast.IfExp):
            self._fit(node.body, lists)
            self._fit(node.orelse, lists)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            things = self._choices(node.value, lists)
            start, end = self._span(node)
            if things and self.syntax.text[start + 1 : end - 1] == node.value:
                self.reading.mentions.part(self.syntax.source, start + 1, len(node.value), *things)

    def _mix(self, node: ast.expr, one: Lists, other: Lists) -> None:
        place = self.syntax.place(node)
        for left in one:
            for right in other - {left}:
                self.reading.mentions.mixes.add(Mix(place, (left, right)))

    def _choices(self, name: str, lists: Lists) -> list[Thing]:
        return [Thing("choice", of, name) for of in sorted(lists) if name in self.world.lists[of]]

    def _note(self, node: ast.expr, name: str, things: Iterable[Thing]) -> None:
        """The name stands at the end of the node."""
        _, end = self._span(node)
        self.reading.mentions.part(self.syntax.source, end - len(name), len(name), *things)

    def _span(self, node: ast.expr) -> tuple[int, int]:
        encoded = self.syntax.text.encode()  # ast counts bytes
        first, last = node.col_offset, node.end_col_offset or node.col_offset
        return len(encoded[:first].decode()), len(encoded[:last].decode())
