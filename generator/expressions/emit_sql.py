"""A typed tree as SQLAlchemy over Core aliases: what a developer would write by hand with `runtime.sql`.

A negation is pushed down to the atoms: a positive atom stays plain, so that an index serves it and NULL counts as
false; a negative one becomes `sql.not_true(…)`.
"""

from __future__ import annotations

from collections.abc import Callable

from generator.expressions.lowering import Fresh, belongs, joined_by_link, link_ahead, moved
from generator.expressions.scope import YES_NO
from generator.expressions.tree import (
    CONDITIONS,
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
    Linked,
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
from generator.expressions.types import Code, Expression, Vocabulary
from generator.expressions.walking import flat
from generator.expressions.writing import Writing, column_of
from generator.python import literal

_AGGREGATES = {"sum": "sum", "min": "least", "max": "most", "count": "count"}
_MOMENTS = ("date", "datetime")
_OPERATORS = {"+": "plus", "-": "minus", "*": "times"}
METHODS = frozenset({"compare", "contains_column", "corresponding_column", "get", "items", "keys", "values"})
"""What a collection of columns has of its own; a column of such a name is taken by `[…]`."""


_JUNCTION, _QUERY, DEEPEST = 3, 10, 70
"""How much of the stack of SQLite's parser, which has 100 places, a bracket and a subquery take at most, and what we
leave to a rule."""


def nested_too_deeply(tree: Node, vocabulary: Vocabulary) -> bool:
    """SQLite could not read the condition, which it could express."""
    writing = Writing(vocabulary)
    _Sql(writing).value(tree)
    return writing.deepest > DEEPEST


def emit_sql(expression: Expression, vocabulary: Vocabulary) -> Code:
    """The body of `lambda this, given: …`, or `lambda this, given, it: …`."""
    writing = Writing(vocabulary)
    sql = _Sql(writing)
    tree = expression.tree
    return writing.code(sql.condition(tree) if isinstance(tree, CONDITIONS) else sql.value(tree))


class _Sql:
    """Writes conditions, positive or negative, and values. A record is its key."""

    def __init__(self, writing: Writing) -> None:
        self._writing = writing
        self._fresh = Fresh()

    # conditions

    def condition(self, node: Node, *, positive: bool = True) -> str:
        match node:
            case Not():
                return self.condition(node.condition, positive=not positive)
            case All() | Some():
                return self._junction(node, positive=positive)
            case Fixed():
                return self._call("true" if node.holds == positive else "false")
            case Quantified():
                return self._quantified(node, positive=positive)
            case Missing():
                return self._missing(node, positive=positive)
            case Within(set=Reach() as source):
                return self.condition(
                    belongs(node.value, source, self._writing.vocabulary, self._fresh), positive=positive
                )
        if positive:
            return self._atom(node)
        with self._writing.brackets(_JUNCTION):
            return self._call("not_true", self._atom(node))

    def _junction(self, node: All | Some, *, positive: bool) -> str:
        conjunction = isinstance(node, All) == positive
        parts = joined_by_link(flat(node), self._fresh) if conjunction and positive else flat(node)
        with self._writing.brackets(_JUNCTION):
            written = [self.condition(part, positive=positive) for part in parts]
        return written[0] if len(written) == 1 else self._call("and_" if conjunction else "or_", *written)

    def _atom(self, node: Node) -> str:
        """A condition that follows a link, and is false where it is missing, moves into a query of the record there."""
        link = link_ahead(node)
        if link is None:
            return _ATOMS[type(node)](self, node)
        variable = self._fresh.variable(link.type.record, link.at)
        return self._via(link, variable, lambda: self._atom(moved(node, link, variable)))

    def _via(self, link: Node, variable: Variable, inner: Callable[[], str]) -> str:
        column, model = self.value(link), self._writing.class_of(link.type.record)
        with self._writing.naming(variable) as (name,), self._writing.brackets(_QUERY):
            return self._call("via", column, model, f"lambda {name}: {inner()}")

    def _holds(self, node: Holds) -> str:
        if isinstance(node.condition, Fixed) and node.condition.holds:
            return f"{self.value(node.record)}.is_not(None)"
        return self._via(node.record, node.variable, lambda: self.condition(node.condition))

    def _quantified(self, node: Quantified, *, positive: bool) -> str:
        wanted = node.condition if node.function == "any" else Not(YES_NO, node.at, node.condition)
        exists = f"{self._rows(node.loops, wanted)}.exist()"
        return exists if positive == (node.function == "any") else self._call("not_", exists)

    def _missing(self, node: Missing, *, positive: bool) -> str:
        value = node.value
        if isinstance(value, (Reach, Each)):
            loops = (
                value.loops
                if isinstance(value, Each)
                else (Loop(self._fresh.variable(value.type.record, value.at), value),)
            )
            tests = (Not(YES_NO, node.at, Missing(YES_NO, node.at, value.value)),) if isinstance(value, Each) else ()
            exists = f"{self._rows(loops, *tests)}.exist()"
            return self._call("not_", exists) if positive else exists
        link = link_ahead(Truth(YES_NO, node.at, value))
        if link is None:
            return f"{self.value(value)}.{'is_' if positive else 'is_not'}(None)"
        variable = self._fresh.variable(link.type.record, link.at)
        present = Missing(YES_NO, node.at, moved(value, link, variable))
        there = self._via(link, variable, lambda: self._missing(present, positive=False))
        return self._call("not_true", there) if positive else there

    def _truth(self, node: Truth) -> str:
        return self.value(node.value)

    def _compare(self, node: Compare) -> str:
        if node.left.type.base == "yesno" and isinstance(node.right, Constant):
            return f"{self.value(node.left)}.is_({node.right.value})"
        places = max(node.left.type.places, node.right.type.places)
        return f"{self._number(node.left, places)} {node.operator} {self._number(node.right, places)}"

    def _within(self, node: Within) -> str:
        if isinstance(node.set, Get):
            return self._call("has", self.value(node.set), self.value(node.value))
        if isinstance(node.set, Items):
            listed = ", ".join(self._writing.constant(item) for item in node.set.items)
            places = max(node.value.type.places, node.set.type.places)
            return f"{self._number(node.value, places)}.in_([{listed}])"
        assert isinstance(node.set, Each)
        places = max(node.value.type.places, node.set.type.places)
        value = self._number(node.value, places)
        if isinstance(node.value, Constant):
            value = self._call("literal", value)
        return f"{value}.in_({self._rows_of(node.set.loops, 'each', node.set.value, places)})"

    def _matches(self, node: Matches) -> str:
        return self._call(node.function, self.value(node.text), self.value(node.part))

    def _linked(self, node: Linked) -> str:
        owner = self._writing.class_of(node.owner.type.record)
        return self._call("linked", f"{owner}.{node.field.name}", self.value(node.owner), self.value(node.record))

    # values

    def value(self, node: Node) -> str:
        if isinstance(node, CONDITIONS):
            return self._call("truth", self.condition(node))
        return _VALUES[type(node)](self, node)

    def _constant(self, node: Constant) -> str:
        return self._writing.constant(node)

    def _moment(self, node: Moment) -> str:
        if node.base == "today":
            return f"given.today({node.seconds // 86_400 or ''})"
        return f"given.now({node.seconds or ''})"

    def _has_role(self, node: HasRole) -> str:
        return f"given.role.in_([{', '.join(map(literal, node.roles))}])"

    def _reader(self, node: Reader) -> str:
        return f"given.{node.name}"

    def _variable(self, node: Variable) -> str:
        return self._column(node, "id")

    def _get(self, node: Get) -> str:
        """A field of a variable is a column; one behind a link, where it may be missing without harm, is a query."""
        if isinstance(node.owner, Variable):
            return self._column(node.owner, column_of(node.field))
        link = link_ahead(Truth(YES_NO, node.at, node))
        assert link is not None
        variable = self._fresh.variable(link.type.record, link.at)
        column, model = self.value(link), self._writing.class_of(link.type.record)
        with self._writing.naming(variable) as (name,), self._writing.brackets(_QUERY):
            inner = self.value(moved(node, link, variable))
            return self._call("through", column, model, f"lambda {name}: {inner}")

    def _column(self, owner: Variable, name: str) -> str:
        record = "given.me" if owner.name == "me" else self._writing.names[owner.name]
        return f'{record}.c["{name}"]' if name in METHODS else f"{record}.c.{name}"

    def _aggregate(self, node: Aggregate) -> str:
        if node.value is None:
            return f"{self._rows(node.loops)}.count()"
        return self._rows_of(node.loops, _AGGREGATES[node.function], node.value, node.value.type.places)

    def _arithmetic(self, node: Arithmetic) -> str:
        left, right, operator = node.left, node.right, node.operator
        if right.type.base in _MOMENTS and operator == "+":
            left, right = right, left
        if left.type.base in _MOMENTS:
            function = "after" if operator == "+" else "before" if right.type.base == "duration" else "span"
            return self._call(function, self.value(left), self.value(right))
        return self._call(_OPERATORS[operator], self.value(left), self.value(right))

    def _choose(self, node: Choose) -> str:
        yes, no = (self._number(side, node.type.places, always=True) for side in (node.yes, node.no))
        return self._call("choose", self.condition(node.condition), yes, no)

    def _function(self, node: Call) -> str:
        return self._call(node.function, *map(self.value, node.arguments))

    def _number(self, node: Node, places: int, *, always: bool = False) -> str:
        """A value; a number with as many places as the one that it meets, because SQLite keeps it as an integer."""
        text = self.value(node)
        if node.type.base != "number" or (isinstance(node, Constant) and (not always or node.value is None)):
            return text
        return text if node.type.places == places and not always else self._call("scaled", text, str(places))

    # sets

    def _rows(self, loops: tuple[Loop, ...], *tests: Node) -> str:
        """`sql.rows(A, B, where=lambda a, b: …)`."""
        models = [self._writing.class_of(loop.variable.type.record) for loop in loops]
        vocabulary = self._writing.vocabulary
        conditions = [
            condition
            for loop in loops
            for condition in (belongs(loop.variable, loop.source, vocabulary, self._fresh), *loop.conditions)
        ]
        with self._writing.naming(*(loop.variable for loop in loops)) as names, self._writing.brackets(_QUERY):
            conditions += [test for test in tests if not (isinstance(test, Fixed) and test.holds)]
            where = self.condition(
                conditions[0] if len(conditions) == 1 else All(YES_NO, loops[0].source.at, tuple(conditions))
            )
        return self._call("rows", *models, f"where=lambda {', '.join(names)}: {where}")

    def _rows_of(self, loops: tuple[Loop, ...], function: str, value: Node, places: int) -> str:
        rows = self._rows(loops)
        with self._writing.naming(*(loop.variable for loop in loops)) as names, self._writing.brackets(_QUERY):
            return f"{rows}.{function}(lambda {', '.join(names)}: {self._number(value, places)})"

    def _call(self, function: str, *arguments: str) -> str:
        self._writing.modules.add("sql")
        return f"sql.{function}({', '.join(arguments)})"


_ATOMS: dict[type[Node], Callable[..., str]] = {
    Truth: _Sql._truth,
    Compare: _Sql._compare,
    Within: _Sql._within,
    Matches: _Sql._matches,
    Linked: _Sql._linked,
    HasRole: _Sql._has_role,
    Holds: _Sql._holds,
}
_VALUES: dict[type[Node], Callable[..., str]] = {
    Constant: _Sql._constant,
    Moment: _Sql._moment,
    Reader: _Sql._reader,
    Variable: _Sql._variable,
    Get: _Sql._get,
    Aggregate: _Sql._aggregate,
    Arithmetic: _Sql._arithmetic,
    Choose: _Sql._choose,
    Call: _Sql._function,
}
