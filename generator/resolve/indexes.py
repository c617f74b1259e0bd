"""Which fields are indexed beyond those that say so: links, and one for rows that no index serves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.app import Record
from generator.fields import KINDS


def with_indexes(record: Record) -> Record:
    """The record type with an index for each rule of rows that reads own fields and none with an index."""
    indexed = {field.name for field in record.fields if field.index or field.unique}
    for reads in _rows(record):
        if indexed.isdisjoint(reads):
            indexed |= set(list(_fit(record, reads))[:1])
    fields = tuple(replace(field, index=field.name in indexed and not field.unique) for field in record.fields)
    return replace(record, fields=fields)


def _rows(record: Record) -> Iterator[tuple[str, ...]]:
    rules = {rule.name: rule.expression.reads for rule in record.rules}
    for access in record.accesses:
        if access.rows in rules:
            yield rules[access.rows]


def _fit(record: Record, reads: tuple[str, ...]) -> Iterator[str]:
    """The fields read that an index would help with: not yes or no, which halves the rows at best."""
    kinds = {field.name: KINDS[field.kind] for field in record.fields}
    return (name for name in reads if name in kinds and kinds[name].column and kinds[name].base != "yesno")
