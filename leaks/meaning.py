"""What a checked expression means, over plain rows: its own reading of docs/expressions.md, not the emitted code's."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any

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
from generator.expressions.types import BackShape
from leaks import arithmetic
from leaks.facts import Facts, Here
from leaks.world import StoredFile

Names = Mapping[str, Here | None]
"""The records that names stand for: `this`, `it`, variables of loops."""

Result = Any
"""None (missing), a plain value, a record (Here), or a list or tuple of those."""

_COMPARE: Mapping[str, Callable[[Any, Any], bool]] = {
    "==": lambda left, right: left == right,
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}
_MATCH: Mapping[str, Callable[[str, str], bool]] = {
    "starts_with": str.startswith,
    "ends_with": str.endswith,
    "contains": str.__contains__,
}


@dataclass(frozen=True, slots=True)
class Given:
    """Who asks, and when. `me` None: nobody in particular."""

    moment: datetime
    zone: tzinfo
    me: Here | None = None
    role: str | None = None
    portal: str | None = None

    @property
    def today(self) -> date:
        return self.moment.astimezone(self.zone).date()


class Meaning:
    """Reads expressions for one asker."""

    def __init__(self, facts: Facts, given: Given) -> None:
        self.facts = facts
        self.given = given

    def holds(self, condition: Node, **names: Here | None) -> bool:
        return bool(self.read(condition, {**names, "me": self.given.me}))

    def value(self, node: Node, **names: Here | None) -> Result:
        """A value as it would be stored: a record is its id."""
        found = self.read(node, {**names, "me": self.given.me})
        if isinstance(found, Here):
            return found.id
        if isinstance(found, list):
            return tuple(each.id if isinstance(each, Here) else each for each in found)
        return found

    def read(self, node: Node, names: Names) -> Result:
        return _READERS[type(node)](self, node, names)

    def runs(self, loops: tuple[Loop, ...], names: Names) -> Iterator[Names]:
        """The names in force for each turn of nested loops."""
        if not loops:
            yield names
            return
        loop = loops[0]
        for record in self.read(loop.source, names):
            inner = {**names, loop.variable.name: record}
            if all(self.read(test, inner) for test in loop.conditions):
                yield from self.runs(loops[1:], inner)

    # values

    def constant(self, node: Constant, _names: Names) -> Result:
        if node.type.base == "duration" and isinstance(node.value, int):
            return timedelta(seconds=node.value)
        return node.value

    def moment(self, node: Moment, _names: Names) -> Result:
        start = self.given.moment if node.base == "now" else self.given.today
        return start + timedelta(seconds=node.seconds)

    def reader(self, node: Reader, _names: Names) -> Result:
        return self.given.role if node.name == "role" else self.given.portal

    def variable(self, node: Variable, names: Names) -> Result:
        return names[node.name]

    def get(self, node: Get, names: Names) -> Result:
        owner = self.read(node.owner, names)
        if owner is None:
            return () if node.field.type.many else None
        found = self.facts.cell(owner, node.field.name)
        if node.field.type.base == "file":
            files = (
                tuple(file.name for file in found if isinstance(file, StoredFile)) if isinstance(found, tuple) else ()
            )
            return files if node.field.type.many else next(iter(files), None)
        if node.field.type.base == "link" and isinstance(found, int):
            return Here(node.field.type.record or "", found)
        return found

    def items(self, node: Items, names: Names) -> Result:
        return tuple(self.read(item, names) for item in node.items)

    def reach(self, node: Reach, names: Names) -> Result:
        owner = self.read(node.owner, names)
        owners = owner if isinstance(owner, list) else [owner]
        found = [record for one in owners if one is not None for record in self._step(one, node)]
        return list(dict.fromkeys(found))

    def _step(self, owner: Here, node: Reach) -> list[Here]:
        step = node.step
        if isinstance(step, BackShape):
            return [Here(step.record, key) for key in self.facts.linking(step.record, step.field, owner.id)]
        found = self.facts.cell(owner, step.name)
        ids = found if isinstance(found, tuple) else (found,)
        return [Here(step.type.record or "", key) for key in ids if isinstance(key, int)]

    def each(self, node: Each, names: Names) -> Result:
        found = [self.read(node.value, inner) for inner in self.runs(node.loops, names)]
        return [value for value in found if value is not None]

    def aggregate(self, node: Aggregate, names: Names) -> Result:
        runs = list(self.runs(node.loops, names))
        if node.value is None:
            return len(runs)
        found = [self.read(node.value, inner) for inner in runs]
        present = [value for value in found if value is not None]
        return arithmetic.aggregate(node.function, present, lasting=node.type.base == "duration")

    def arithmetic(self, node: Arithmetic, names: Names) -> Result:
        left, right = self.read(node.left, names), self.read(node.right, names)
        return arithmetic.calculate(node.operator, left, right)

    def choose(self, node: Choose, names: Names) -> Result:
        return self.read(node.yes if self.read(node.condition, names) else node.no, names)

    def call(self, node: Call, names: Names) -> Result:
        found = [self.read(argument, names) for argument in node.arguments]
        if node.function in ("later", "earlier"):
            present = [value for value in found if value is not None]
            return (max if node.function == "later" else min)(present, default=None)
        value = found[0]
        if node.function == "start":
            return None if value is None else datetime.combine(value, time(), self.given.zone).astimezone(UTC)
        if isinstance(value, datetime):
            value = value.astimezone(self.given.zone)
        return None if value is None else _CALLS[node.function](value)

    # conditions

    def conjunction(self, node: All, names: Names) -> bool:
        return all(self.read(part, names) for part in node.parts)

    def disjunction(self, node: Some, names: Names) -> bool:
        return any(self.read(part, names) for part in node.parts)

    def negation(self, node: Not, names: Names) -> bool:
        return not self.read(node.condition, names)

    def fixed(self, node: Fixed, _names: Names) -> bool:
        return node.holds

    def truth(self, node: Truth, names: Names) -> bool:
        return self.read(node.value, names) is True

    def compare(self, node: Compare, names: Names) -> bool:
        left, right = self.read(node.left, names), self.read(node.right, names)
        return left is not None and right is not None and _COMPARE[node.operator](left, right)

    def within(self, node: Within, names: Names) -> bool:
        value = self.read(node.value, names)
        return value is not None and value in (self.read(node.set, names) or ())

    def missing(self, node: Missing, names: Names) -> bool:
        value = self.read(node.value, names)
        return not value if isinstance(value, (list, tuple)) and not isinstance(value, Here) else value is None

    def matches(self, node: Matches, names: Names) -> bool:
        text, part = self.read(node.text, names), self.read(node.part, names)
        return bool(text) and bool(part) and _MATCH[node.function](text, part)

    def quantified(self, node: Quantified, names: Names) -> bool:
        outcomes = (bool(self.read(node.condition, inner)) for inner in self.runs(node.loops, names))
        return any(outcomes) if node.function == "any" else all(outcomes)

    def about(self, node: Holds, names: Names) -> bool:
        record = self.read(node.record, names)
        return record is not None and bool(self.read(node.condition, {**names, node.variable.name: record}))

    def has_role(self, node: HasRole, _names: Names) -> bool:
        return self.given.role in node.roles

    def linked(self, node: Linked, names: Names) -> bool:
        owner, record = self.read(node.owner, names), self.read(node.record, names)
        if owner is None or record is None:
            return False
        targets = self.facts.cell(owner, node.field.name)
        return isinstance(targets, tuple) and record.id in targets


_CALLS: Mapping[str, Callable[[Any], Any]] = {
    "days": lambda number: timedelta(days=float(number)),
    "hours": lambda number: timedelta(hours=float(number)),
    "year": lambda day: day.year,
    "month": lambda day: day.month,
    "lower": str.lower,
    "length": len,
}

_READERS: Mapping[type[Node], Callable[[Meaning, Any, Names], Result]] = {
    Constant: Meaning.constant,
    Moment: Meaning.moment,
    Reader: Meaning.reader,
    Variable: Meaning.variable,
    Get: Meaning.get,
    Items: Meaning.items,
    Reach: Meaning.reach,
    Each: Meaning.each,
    Aggregate: Meaning.aggregate,
    Arithmetic: Meaning.arithmetic,
    Choose: Meaning.choose,
    Call: Meaning.call,
    All: Meaning.conjunction,
    Some: Meaning.disjunction,
    Not: Meaning.negation,
    Fixed: Meaning.fixed,
    Truth: Meaning.truth,
    Compare: Meaning.compare,
    Within: Meaning.within,
    Missing: Meaning.missing,
    Matches: Meaning.matches,
    Quantified: Meaning.quantified,
    Holds: Meaning.about,
    HasRole: Meaning.has_role,
    Linked: Meaning.linked,
}
