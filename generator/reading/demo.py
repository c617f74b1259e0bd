"""`demo/*.yaml` to values. What the values mean depends on the fields, so they stay texts here."""

from __future__ import annotations

from generator.problems import Text
from generator.reading.values import texts
from generator.sources import Items, Table
from generator.spec import DemoRecord


def read_demo(tree: Table) -> dict[str, DemoRecord]:
    return {key: _record(key, values) for key, values in tree.entries() if isinstance(values, Table)}


def _record(key: Text, table: Table) -> DemoRecord:
    values: dict[Text, Text | tuple[Text, ...]] = {}
    for name, value in table.entries():
        if isinstance(value, Text):
            values[name] = value
        elif isinstance(value, Items):
            values[name] = texts(value)
    return DemoRecord(key, key.at, values)
