"""What both emitters share: names of variables, columns and classes, constants, and what the code has to import."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal

from generator.expressions.tree import Constant, Get, Node, Variable
from generator.expressions.types import Code, FieldShape, Vocabulary
from generator.python import literal

_RESERVED = frozenset(
    {"this", "it", "given", "sql", "values", "datetime", "decimal", "any", "all", "len", "not", "lambda"}
)
_DAY = 86_400


@dataclass(slots=True)
class Writing:
    """One piece of code in the making."""

    vocabulary: Vocabulary
    records: set[str] = field(default_factory=set)
    modules: set[str] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=lambda: {"this": "this", "it": "it"})

    depth: int = 0
    deepest: int = 0

    def code(self, text: str) -> Code:
        return Code(text, tuple(sorted(self.records)), tuple(sorted(self.modules)))

    def class_of(self, record: str | None) -> str:
        assert record is not None
        self.records.add(record)
        return self.vocabulary.records[record].class_name

    @contextmanager
    def naming(self, *variables: Variable) -> Iterator[tuple[str, ...]]:
        """Gives variables names in the code that nothing around has, for the time of the block."""
        before = dict(self.names)
        for variable in variables:
            self.names[variable.name] = self._free(_wanted(variable))
        try:
            yield tuple(self.names[variable.name] for variable in variables)
        finally:
            self.names = before

    @contextmanager
    def brackets(self, weight: int) -> Iterator[None]:
        """Counts how deeply the code is nested, for the time of the block by `weight` more."""
        self.depth += weight
        self.deepest = max(self.deepest, self.depth)
        yield
        self.depth -= weight

    def _free(self, wanted: str) -> str:
        used = {*self.names.values(), *_RESERVED}
        candidates = itertools.chain([wanted], (f"{wanted}_{number}" for number in itertools.count(2)))
        return next(name for name in candidates if name not in used)

    def constant(self, node: Constant) -> str:
        value = node.value
        if node.type.base == "duration" and isinstance(value, int):
            self.modules.add("datetime")
            unit = f"days={value // _DAY}" if value % _DAY == 0 else f"seconds={value}"
            return f"datetime.timedelta({unit})"
        if isinstance(value, date):
            self.modules.add("datetime")
            return f"datetime.date({value.year}, {value.month}, {value.day})"
        if isinstance(value, time):
            self.modules.add("datetime")
            return f"datetime.time({value.hour}, {value.minute}, {value.second})"
        if isinstance(value, Decimal):
            self.modules.add("decimal")
        return literal(value)


def _wanted(variable: Variable) -> str:
    """A variable that the emitter made up is called after its record type."""
    return variable.name if variable.name.isidentifier() else variable.type.record or "row"


def column_of(shape: FieldShape) -> str:
    """The column, and the attribute of an entity, that holds a field's own value; of a link the key."""
    return f"{shape.name}_id" if shape.type.base == "link" and not shape.type.many else shape.name


def steps(node: Node) -> tuple[Variable, tuple[FieldShape, ...]]:
    """The variable that a path of single links starts from, and the fields that it goes through."""
    if isinstance(node, Variable):
        return node, ()
    assert isinstance(node, Get)
    start, before = steps(node.owner)
    return start, (*before, node.field)
