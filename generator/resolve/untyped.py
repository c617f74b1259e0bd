"""Which expressions name a field that has a problem of its own, so that nothing true can be said of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from generator.expressions.types import Names, Vocabulary
from generator.spec import Record

PATHS = re.compile(r"(?<![\w.])([a-z_][a-z0-9_]*)((?:\s*\.\s*[a-z_][a-z0-9_]*)*)")


class Untyped:
    """Links and choices whose target does not exist, sets of records that such links make, and rules that name them."""

    def __init__(self, vocabulary: Vocabulary, records: Mapping[str, Record]) -> None:
        self._names = {key: set(_fields(vocabulary, key)) for key in vocabulary.records}
        self._anywhere = {name for names in self._names.values() for name in names} | set(_lost_sets(records))
        self._known = {
            key: frozenset({*shape.fields, *shape.backs, *shape.rules}) for key, shape in vocabulary.records.items()
        }
        if self._anywhere:
            self._add_rules(vocabulary)

    @classmethod
    def none(cls, _vocabulary: Vocabulary, _records: Mapping[str, Record]) -> Untyped:
        """Where it is known that all targets are there."""
        return cls(Vocabulary({}), {})

    def named_in(self, source: str, names: Names) -> bool:
        """Whether the expression comes to such a name, as far as can be told without types."""
        if not self._anywhere:
            return False
        return any(self._comes_to(found[1], found[2], names) for found in PATHS.finditer(source))

    def _comes_to(self, head: str, rest: str, names: Names) -> bool:
        steps = [step.strip() for step in rest.split(".")[1:]]
        owner = {"me": names.me, "it": names.it, "this": names.this}.get(head)
        if owner is None:
            steps, owner = [head, *steps], names.this
        own = self._names.get(owner or "", set())
        lost = head in self._anywhere and head not in self._known.get(names.this or "", frozenset())
        return lost or any(step in (own if index == 0 else self._anywhere) for index, step in enumerate(steps))

    def _add_rules(self, vocabulary: Vocabulary) -> None:
        rules = [(key, name, rule) for key, shape in vocabulary.records.items() for name, rule in shape.rules.items()]
        while True:
            more = [
                (key, name)
                for key, name, rule in rules
                if name not in self._names[key] and self.named_in(rule, Names(this=key))
            ]
            if not more:
                return
            for key, name in more:
                self._names[key].add(name)
                self._anywhere.add(name)


def _fields(vocabulary: Vocabulary, key: str) -> Iterable[str]:
    return (name for name, field in vocabulary.records[key].fields.items() if field.type.base == "any")


def _lost_sets(records: Mapping[str, Record]) -> Iterable[str]:
    """The names of sets of records whose owner is not known."""
    return (
        str(field.back)
        for record in records.values()
        for field in record.fields.values()
        if field.back and field.to not in records
    )
