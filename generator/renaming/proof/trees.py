"""Whether two expressions mean the same but for the names that were to change. Places do not count."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields

from generator.expressions.tree import Constant, Get, HasRole, Holds, Linked, Loop, Node, Reach, Variable
from generator.expressions.types import Expression, Type
from generator.renaming.proof.renames import Renames

Variables = Mapping[str, str]
ALWAYS = {"this": "this", "it": "it", "me": "me"}


def same_expression(before: Expression, after: Expression, renames: Renames) -> bool:
    facts = [(each.me, each.local, each.sql, len(each.reads), len(each.depends)) for each in (before, after)]
    return facts[0] == facts[1] and _Trees(renames).same(before.tree, after.tree, ALWAYS)


class _Trees:
    def __init__(self, renames: Renames) -> None:
        self._renames = renames

    def same(self, one: object, other: object, variables: Variables) -> bool:
        """`variables`: what those of the first expression are called in the second."""
        if type(one) is not type(other):
            return False
        if isinstance(one, tuple) and isinstance(other, tuple):
            pairs = zip(one, other, strict=False)
            return len(one) == len(other) and all(self.same(left, right, variables) for left, right in pairs)
        if isinstance(one, Type) and isinstance(other, Type):
            return self._same_type(one, other)
        if isinstance(one, Node) and isinstance(other, Node):
            return self._same_type(one.type, other.type) and self._same_node(one, other, variables)
        return one == other

    def _same_node(self, one: Node, other: Node, variables: Variables) -> bool:
        match one, other:
            case Variable(), Variable():
                return variables.get(one.name) == other.name
            case Constant(), Constant():
                return self._same_constant(one, other)
            case (Get(), Get()) | (Linked(), Linked()):
                assert isinstance(one, Get | Linked) and isinstance(other, Get | Linked)
                return self._same_name(one.owner, one.field.name, other.field.name) and self._same_parts(
                    one, other, variables, but="field"
                )
            case Reach(), Reach():
                return self._same_name(one.owner, one.step.name, other.step.name) and self._same_parts(
                    one, other, variables, but="step"
                )
            case HasRole(), HasRole():
                return one.roles == other.roles or self._are_renamed(one.roles, other.roles)
            case Holds(), Holds():
                inner = {**variables, one.variable.name: other.variable.name}
                return self.same(one.record, other.record, variables) and self.same(
                    one.condition, other.condition, inner
                )
        return self._same_loops(one, other, variables)

    def _same_loops(self, one: Node, other: Node, variables: Variables) -> bool:
        """Parts, those behind loops with the variables of the loops."""
        loops, others = getattr(one, "loops", ()), getattr(other, "loops", ())
        if len(loops) != len(others):
            return False
        for loop, another in zip(loops, others, strict=True):
            if not self.same(loop.source, another.source, variables):
                return False
            variables = self._with(loop, another, variables)
            if not self.same(loop.conditions, another.conditions, variables):
                return False
        return self._same_parts(one, other, variables, but="loops")

    def _same_parts(self, one: Node, other: Node, variables: Variables, but: str) -> bool:
        names = [each.name for each in fields(one) if each.name not in ("at", "type", but)]
        return all(self.same(getattr(one, name), getattr(other, name), variables) for name in names)

    @staticmethod
    def _with(loop: Loop, other: Loop, variables: Variables) -> Variables:
        return {**variables, loop.variable.name: other.variable.name}

    def _same_name(self, owner: Node, one: str, other: str) -> bool:
        record = owner.type.record or ""
        if one in self._renames.world.shape(record).backs:
            return self._renames.back(record, one) == other
        return self._renames.own(record, one) == other

    def _same_type(self, one: Type, other: Type) -> bool:
        record = self._renames.record(one.record) if one.record else one.record
        return (one.base, one.many, record, one.places) == (other.base, other.many, other.record, other.places) and (
            one.options == other.options or self._are_renamed(one.options, other.options)
        )

    def _same_constant(self, one: Constant, other: Constant) -> bool:
        """A choice is renamed where its list is."""
        if one.type.options != other.type.options and one.value == self._renames.target.name:
            return other.value == self._renames.new
        return (type(one.value), one.value) == (type(other.value), other.value)

    def _are_renamed(self, one: tuple[str, ...], other: tuple[str, ...]) -> bool:
        target = self._renames.target
        new = tuple(self._renames.new if option == target.name else option for option in one)
        return target.kind == "choice" and new == other
