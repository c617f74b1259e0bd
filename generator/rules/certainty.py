"""Rules that hold always, or never: they decide nothing, so something else was meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.app import App, Record
from generator.expressions.deciding import Certain, decide
from generator.expressions.tree import Aggregate, Get, Moment, Node, Variable
from generator.expressions.types import Expression
from generator.names import BUILT_IN, shown
from generator.problems import Problem, Text

HINTS = {
    "S315": "leave it out, or check what it compares with",
    "S316": "check what it compares with; what nobody shall do is left out",
}


def judge(record: Record, named: Iterable[Expression], app: App) -> Iterator[Problem]:
    """`named` are its named rules as they are understood, also those that nothing uses by itself."""
    yield from _problems([*_conditions(record), *named], certain_in(app))


def certain_in(app: App) -> Certain:
    """Which values are always there, as its fields are declared."""
    return lambda value: _is_certain(value, app.records)


def _conditions(record: Record) -> Iterator[Expression]:
    """All, with what moves wait for, but those by which a portal says of a field that it is never required, or that any
    record will do."""
    overrides = [override for access in record.accesses for _, override in access.overrides]
    own = {name for override in overrides for name in (override.require, override.where)}
    awaited = {field.formula for field in record.fields if field.kept and field.kind == "yesno"}
    for rule in record.rules:
        is_plain = rule.name in own and rule.expression.source in ("true", "false")
        if rule.name in awaited or (rule.use in ("rule", "candidates") and not is_plain):
            yield rule.expression


def _problems(expressions: Iterable[Expression], certain: Certain) -> Iterator[Problem]:
    """A rule is judged for all who use it: what is certain for one portal only is none of its own doing."""
    verdicts: dict[Text, set[bool | None]] = {}
    places: dict[object, Text] = {}
    for expression in expressions:
        source = places.setdefault(expression.source.at, expression.source)
        verdicts.setdefault(source, set()).add(decide(expression.tree, certain))
    for source, found in verdicts.items():
        if found == {True}:
            yield _problem("S315", f"the rule '{shown(source)}' always holds", source)
        elif found == {False}:
            yield _problem("S316", f"the rule '{shown(source)}' never holds", source)


def _problem(code: str, message: str, source: Text) -> Problem:
    return Problem(code, message, source.at, HINTS[code], "warning")


def _is_certain(value: Node, records: Mapping[str, Record]) -> bool:
    """Whether a value is always there."""
    match value:
        case Variable() | Moment() | Aggregate(function="count" | "sum"):
            return True
        case Get(field=shape):
            if shape.optional or not _is_certain(value.owner, records):
                return False
            owner = records.get(value.owner.type.record or "")
            always = owner.always_has(shape.name) if owner else None
            return shape.name in BUILT_IN if always is None else always
    return False
