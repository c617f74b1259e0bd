"""The language of rules: text to a typed tree with all its problems, and the tree to readable Python source."""

from __future__ import annotations

from generator.expressions import checker, facts, messages
from generator.expressions.emit_python import emit_python
from generator.expressions.emit_sql import emit_sql, nested_too_deeply
from generator.expressions.messages import Refusal
from generator.expressions.presence import holes
from generator.expressions.results import result
from generator.expressions.scope import YES_NO, Allowance, Scope
from generator.expressions.syntax import parse
from generator.expressions.tree import All, Node, Variable
from generator.expressions.types import Expression, Names, Type, Use, Vocabulary
from generator.problems import Problem, Text

__all__ = ["check", "conjunction", "emit_python", "emit_sql"]

_IN_DATABASE = frozenset({Use.ROWS, Use.FILTER, Use.CANDIDATES, Use.MEASURE, Use.GUARD})
_FAIL_CLOSED = frozenset({Use.ROWS, Use.GUARD, Use.TRIGGER})


def check(
    source: Text, use: Use, names: Names, vocabulary: Vocabulary, expected: Type | None = None
) -> tuple[Expression | None, list[Problem]]:
    """The checked expression, or None and every problem found in it.

    A problem inside a named rule has that rule's place; whoever checks many expressions will meet it again.
    """
    try:
        tree = _tree(source, use, names, vocabulary, expected)
    except Refusal as refusal:
        return None, list(dict.fromkeys(refusal.problems))
    problems = holes(tree, source) if use in _FAIL_CLOSED else []
    beyond = _beyond_sql(tree, use, vocabulary)
    if beyond and use in _IN_DATABASE:
        problems.append(messages.not_in_database(source.at, beyond))
    if problems:
        return None, problems
    return _expression(source, use, names, tree, in_sql=beyond is None), []


def conjunction(one: Expression, other: Expression, source: Text, vocabulary: Vocabulary) -> Expression:
    """Both rules of visibility at once; `source` is how that is said."""
    tree = All(YES_NO, source.at, (one.tree, other.tree))
    in_sql = _beyond_sql(tree, Use.ROWS, vocabulary) is None
    return _expression(source, Use.ROWS, Names(this=None), tree, in_sql=in_sql)


def _beyond_sql(tree: Node, use: Use, vocabulary: Vocabulary) -> str | None:
    """Why the database cannot judge it, in an analyst's words."""
    if use not in (*_IN_DATABASE, Use.CONDITION):
        return "a value"
    beyond = facts.beyond_sql(tree)
    if beyond is None and nested_too_deeply(tree, vocabulary):
        return "a condition nested so deeply"
    return beyond


def _tree(source: Text, use: Use, names: Names, vocabulary: Vocabulary, expected: Type | None) -> Node:
    syntax = parse(source)
    named = {"this": names.this, "it": names.it, "me": None if use.stored else names.me}
    variables = {
        name: Variable(Type("link", record=key), source.at, name) for name, key in named.items() if key is not None
    }
    scope = Scope(syntax, use, names, vocabulary, variables, checker.read, Allowance())
    if use in (Use.VALUE, Use.MEASURE) or use.stored:
        return result(syntax.tree, expected, scope)
    return scope.condition(syntax.tree)


def _expression(source: Text, use: Use, names: Names, tree: Node, *, in_sql: bool) -> Expression:
    depends = facts.dependencies(tree, names.this) if use.stored and names.this else ()
    return Expression(
        source=source,
        type=tree.type,
        tree=tree,
        reads=facts.reads(tree),
        me=facts.names_me(tree),
        local=facts.is_local(tree),
        sql=in_sql,
        depends=depends,
    )
