"""A typed tree as Python over entities, as one would write it by hand; `runtime.values` knows what missing means."""

from __future__ import annotations

from collections.abc import Callable

from generator.expressions.python_arithmetic import arithmetic
from generator.expressions.tree import (
    Aggregate,
    All,
    Arithmetic,
    Call,
    Choose,
    Compare,
    Constant,
    Each,
    Fixed,
    Get,
    HasRole,
    Holds,
    Items,
    Loop,
    Matches,
    Missing,
    Moment,
    Node,
    Not,
    Quantified,
    Reach,
    Reader,
    Some,
    Truth,
    Variable,
    Within,
)
from generator.expressions.types import BackShape, Code, Expression, Vocabulary
from generator.expressions.walking import flat
from generator.expressions.writing import Writing, column_of
from generator.python import literal

CHOICE, OR, AND, NOT, COMPARISON, ATOM = range(6)
Written = tuple[str, int]
"""Source and how tightly it binds."""

_ORDER = {"<": "less", "<=": "at_most", ">": "more", ">=": "at_least"}
_AGGREGATES = {"sum": "sum", "avg": "average", "min": "least", "max": "most", "count": "count"}


def emit_python(expression: Expression, vocabulary: Vocabulary) -> Code:
    """The body of `lambda this, given: …`."""
    writing = Writing(vocabulary)
    return writing.code(_Python(writing).inner(expression.tree, CHOICE))


class _Python:
    """Writes nodes; conditions come out as `True` or `False`, records as their keys."""

    def __init__(self, writing: Writing) -> None:
        self._writing = writing

    def inner(self, node: Node, binding: int = CHOICE) -> str:
        """Source to stand where something of that binding is needed."""
        text, own = _WRITERS[type(node)](self, node)
        return text if own >= binding else f"({text})"

    # values

    def constant(self, node: Constant) -> Written:
        return self._writing.constant(node), ATOM

    def moment(self, node: Moment) -> Written:
        if node.base == "today":
            return f"given.today({node.seconds // 86_400 or ''})", ATOM
        return f"given.now({node.seconds or ''})", ATOM

    def has_role(self, node: HasRole) -> Written:
        listed = ", ".join(map(literal, node.roles))
        return f"given.role in ({listed}{',' if len(node.roles) == 1 else ''})", COMPARISON

    def reader(self, node: Reader) -> Written:
        return f"given.{node.name}", ATOM

    def variable(self, node: Variable) -> Written:
        return f"{self.record(node)}.id", ATOM

    def get(self, node: Get) -> Written:
        return self._path(node.owner, column_of(node.field)), ATOM

    def record(self, node: Node) -> str:
        """The record itself, not its key."""
        if isinstance(node, Variable):
            return "given.me" if node.name == "me" else self._writing.names[node.name]
        assert isinstance(node, Get)
        return self._path(node.owner, node.field.name)

    def _path(self, owner: Node, last: str) -> str:
        if isinstance(owner, Variable):
            return f"{self.record(owner)}.{last}"
        start, names = self._names(owner)
        return self._call("follow", start, *map(literal, (*names, last)))

    def _names(self, node: Node) -> tuple[str, tuple[str, ...]]:
        """The record that a path starts from, and the attributes on its way."""
        if isinstance(node, Variable):
            return self.record(node), ()
        assert isinstance(node, (Get, Reach))
        start, before = self._names(node.owner)
        return start, (*before, node.field.name if isinstance(node, Get) else node.step.name)

    def items(self, node: Items) -> Written:
        listed = ", ".join(self._writing.constant(item) for item in node.items)
        return f"({listed},)" if len(node.items) == 1 else f"({listed})", ATOM

    def reach(self, node: Reach) -> Written:
        """The keys of the records of a set."""
        start, names = self._names(node)
        if isinstance(node.step, BackShape) or node.step.type.many:
            return self._call("members", start, *map(literal, (*names, "id"))), ATOM
        return self._call("members", start, *map(literal, (*names[:-1], column_of(node.step)))), ATOM

    def source(self, node: Reach) -> str:
        """The records of a set, to run through."""
        if isinstance(node.owner, Variable) and node.owner.name != "me":
            return f"{self.record(node.owner)}.{node.step.name}"
        start, names = self._names(node)
        return self._call("members", start, *map(literal, names))

    def each(self, node: Each) -> Written:
        loop, value = node.loops[0], node.value
        if len(node.loops) == 1 and not loop.conditions and isinstance(value, Get) and value.owner == loop.variable:
            start, names = self._names(loop.source)
            return self._call("members", start, *map(literal, (*names, column_of(value.field)))), ATOM
        return f"[{self._clauses(node.loops, node.value)}]", ATOM

    def _clauses(self, loops: tuple[Loop, ...], value: Node, *done: str) -> str:
        """`value for x in … if …`, the name of each loop in force from there on."""
        if not loops:
            shown = self.record(value) if isinstance(value, Variable) and done else self.inner(value)
            return " ".join((shown, *done))
        loop, rest = loops[0], loops[1:]
        source = self.source(loop.source)
        with self._writing.naming(loop.variable) as (name,):
            tests = "".join(f" if {self.inner(test, OR)}" for test in loop.conditions)
            return self._clauses(rest, value, *done, f"for {name} in {source}{tests}")

    def aggregate(self, node: Aggregate) -> Written:
        loop = node.loops[-1]
        if node.function == "count" and node.value is None and len(node.loops) == 1 and not loop.conditions:
            return f"len({self.source(loop.source)})", ATOM
        function = "total" if node.function == "sum" and node.type.base == "duration" else _AGGREGATES[node.function]
        return self._call(function, self._clauses(node.loops, node.value or loop.variable)), ATOM

    def arithmetic(self, node: Arithmetic) -> Written:
        self._writing.modules.add("values")
        return arithmetic(node, self._writing, self.inner), ATOM

    def choose(self, node: Choose) -> Written:
        yes, no = self.inner(node.yes, OR), self.inner(node.no)
        return f"{yes} if {self.inner(node.condition, OR)} else {no}", CHOICE

    def call(self, node: Call) -> Written:
        arguments = [self.inner(argument) for argument in node.arguments]
        if node.function in ("year", "month") and node.arguments[0].type.base == "datetime":
            arguments = [f"given.local({arguments[0]})"]
        if node.function == "start":
            return f"given.start({arguments[0]})", ATOM
        return self._call(node.function, *arguments), ATOM

    # conditions

    def conjunction(self, node: All) -> Written:
        return " and ".join(self.inner(part, NOT) for part in flat(node)), AND

    def disjunction(self, node: Some) -> Written:
        return " or ".join(self.inner(part, AND) for part in flat(node)), OR

    def fixed(self, node: Fixed) -> Written:
        return str(node.holds), ATOM

    def truth(self, node: Truth) -> Written:
        return f"{self.inner(node.value, ATOM)} is True", COMPARISON

    def compare(self, node: Compare) -> Written:
        if node.operator != "==":
            return self._call(_ORDER[node.operator], self.inner(node.left), self.inner(node.right)), ATOM
        if _has_constant(node.left, node.right):
            sign = "is" if node.left.type.base == "yesno" else "=="
            return f"{self.inner(node.left, ATOM)} {sign} {self.inner(node.right, ATOM)}", COMPARISON
        return self._call("equal", self.inner(node.left), self.inner(node.right)), ATOM

    def within(self, node: Within) -> Written:
        value = self.inner(node.value, ATOM)
        if isinstance(node.set, Get):
            return self._call("has", self.inner(node.set), value), ATOM
        if isinstance(node.set, Items):
            return f"{value} in {self.inner(node.set)}", COMPARISON
        return self._call("among", value, self.inner(node.set)), ATOM

    def missing(self, node: Missing) -> Written:
        value = node.value
        if isinstance(value, Reach):
            return f"not {self.source(value)}", NOT
        if value.type.many:
            return f"not {self.inner(value, ATOM)}", NOT
        return f"{self.inner(value, ATOM)} is None", COMPARISON

    def matches(self, node: Matches) -> Written:
        return self._call(node.function, self.inner(node.text), self.inner(node.part)), ATOM

    def quantified(self, node: Quantified) -> Written:
        return f"{node.function}({self._clauses(node.loops, node.condition)})", ATOM

    def holds(self, node: Holds) -> Written:
        if isinstance(node.condition, Fixed) and node.condition.holds:
            return f"{self.inner(node.record)} is not None", COMPARISON
        record = self.record(node.record)
        with self._writing.naming(node.variable) as (name,):
            return self._call("holds", record, f"lambda {name}: {self.inner(node.condition)}"), ATOM

    def negation(self, node: Not) -> Written:
        match node.condition:
            case Truth(value=value):
                return f"{self.inner(value, ATOM)} is not True", COMPARISON
            case Missing(value=value) if not value.type.many:
                return f"{self.inner(value, ATOM)} is not None", COMPARISON
            case Missing(value=Reach() as reach):
                return f"bool({self.source(reach)})", ATOM
            case Missing(value=value):
                return f"bool({self.inner(value)})", ATOM
            case Within(value=value, set=Items() as items):
                return f"{self.inner(value, ATOM)} not in {self.inner(items)}", COMPARISON
            case Compare(operator="==", left=left, right=right) if _has_constant(left, right):
                sign = "is not" if left.type.base == "yesno" else "!="
                return f"{self.inner(left, ATOM)} {sign} {self.inner(right, ATOM)}", COMPARISON
            case HasRole():
                return self.has_role(node.condition)[0].replace(" in ", " not in ", 1), COMPARISON
            case Not(condition=inner):
                return _WRITERS[type(inner)](self, inner)
        return f"not {self.inner(node.condition, COMPARISON)}", NOT

    def _call(self, function: str, *arguments: str) -> str:
        self._writing.modules.add("values")
        return f"values.{function}({', '.join(arguments)})"


def _has_constant(left: Node, right: Node) -> bool:
    """Python's own comparison with a constant is false where the other side is None, as it should be."""
    return isinstance(left, Constant) or isinstance(right, Constant)


_WRITERS: dict[type[Node], Callable[..., Written]] = {
    Constant: _Python.constant,
    Moment: _Python.moment,
    Reader: _Python.reader,
    Variable: _Python.variable,
    Get: _Python.get,
    Items: _Python.items,
    Reach: _Python.reach,
    Each: _Python.each,
    Aggregate: _Python.aggregate,
    Arithmetic: _Python.arithmetic,
    Choose: _Python.choose,
    Call: _Python.call,
    All: _Python.conjunction,
    Some: _Python.disjunction,
    Not: _Python.negation,
    Fixed: _Python.fixed,
    Truth: _Python.truth,
    Compare: _Python.compare,
    Within: _Python.within,
    Missing: _Python.missing,
    Matches: _Python.matches,
    Quantified: _Python.quantified,
    Holds: _Python.holds,
    HasRole: _Python.has_role,
}
