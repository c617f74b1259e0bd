"""Who does moves: whether they see the records that they may move, in a state in which they may."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app import Access, App, Record
from generator.expressions.deciding import decide
from generator.expressions.scope import YES_NO
from generator.expressions.tree import All, Constant, Get, Items, Node, Variable, Within
from generator.expressions.types import Type
from generator.problems import Position, Problem
from generator.rules.certainty import certain_in
from generator.rules.readers import access_of
from generator.workflow import Move


def judge(record: Record, app: App) -> Iterator[Problem]:
    for move in record.workflow.moves if record.workflow else ():
        if record.parent is not None and move.by:
            message = f"move '{move.name}' of '{record.key}' has 'by', but lines are changed with their record only"
            yield Problem("S328", message, move.at, "remove 'by', and do it under 'then' of a move of their record")
            continue
        for actor in move.by:
            rows = [access.rows for access in _accesses(record, actor, app)]
            if not any(rows):
                yield _blind(record, move, actor, f"who see no '{record.key}'")
            elif all(rule is None or _never(record, move, rule, app) for rule in rows):
                states = " or ".join(f"'{state}'" for state in move.source)
                yield _blind(record, move, actor, f"who never see a '{record.key}' in state {states}")


def _accesses(record: Record, actor: str, app: App) -> Iterator[Access]:
    """Of a portal's people, those of each role."""
    portal, _, role = actor.partition(".")
    for each in [role] if role else ["", *app.portals[portal].roles]:
        access = access_of(record, portal, each)
        if access is not None:
            yield access


def _blind(record: Record, move: Move, actor: str, what: str) -> Problem:
    portal, _, role = actor.partition(".")
    whose = f"role {role} of portal {portal}" if role else f"portal {portal}"
    hint = f"give them 'rows' for '{record.key}' that hold then, or take '{actor}' out of 'by'"
    return Problem("S324", f"move '{move.name}' is for people of {whose}, {what}", move.at, hint)


def _never(record: Record, move: Move, rows: str, app: App) -> bool:
    """Whether the rule of rows excludes all states that the move starts from."""
    if rows == "everything":
        return False
    rule = next(rule for rule in record.rules if rule.name == rows)
    both = All(YES_NO, move.at, (rule.expression.tree, _in_source(record, move, app)))
    return decide(both, certain_in(app)) is False


def _in_source(record: Record, move: Move, app: App) -> Node:
    field = app.vocabulary.records[record.key].fields["state"]
    this = Variable(Type("link", record=record.key), move.at, "this")
    return Within(YES_NO, move.at, Get(field.type, move.at, this, field), _items(field.type, move.source, move.at))


def _items(kind: Type, states: tuple[str, ...], at: Position) -> Items:
    several = Type("choice", many=True, options=kind.options)
    return Items(several, at, tuple(Constant(kind, at, state) for state in states))
