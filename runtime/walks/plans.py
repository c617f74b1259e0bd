"""What the database means to do for a statement, as far as it goes through whole tables; nothing is carried out."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection

from runtime.scope.bindings import Bindings
from runtime.scope.shape import Shape

GATHERING = frozenset({"Sort", "Hash", "HashAggregate", "Aggregate", "Materialize", "Memoize", "SetOp", "Unique"})
"""Steps of PostgreSQL that take all rows before they give one."""
EVERYTHING = re.compile(r"|\(\w+ IS NOT NULL\)")
"""The condition on an index that is read as a whole: in its order only."""
ALIAS = re.compile(r'"?(\w+)"? AS "?(\w+)"?')
SCAN = re.compile(r"SCAN (\w+)|SEARCH (\w+) USING AUTOMATIC")


@dataclass(frozen=True, slots=True)
class Scan:
    """A table that is gone through; `ends` as soon as enough rows are found, else only when there are no more."""

    table: str
    ends: bool


def scans_of(connection: Connection, shape: Shape, bindings: Bindings) -> Iterator[Scan]:
    parameters = shape.parameters(bindings)
    if connection.dialect.name == "postgresql":
        (plan,) = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {shape.text}", parameters).scalars()
        found = json.loads(plan) if isinstance(plan, str) else plan
        return _of_postgresql(found[0]["Plan"], ends=False)
    steps = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {shape.text}", parameters).all()
    return _of_sqlite([tuple(step) for step in steps], dict(_aliases(shape.text)))


def _of_postgresql(node: Mapping[str, Any], *, ends: bool) -> Iterator[Scan]:
    kind, part = node["Node Type"], node.get("Parent Relationship", "")
    ends = kind == "Limit" or (ends and kind not in GATHERING and part not in ("SubPlan", "InitPlan"))
    in_order = (
        kind in ("Index Scan", "Index Only Scan") and EVERYTHING.fullmatch(node.get("Index Cond", "")) is not None
    )
    if kind == "Seq Scan" or in_order:
        yield Scan(node["Relation Name"], ends)
    for each in node.get("Plans", ()):
        yield from _of_postgresql(each, ends=ends)


def _of_sqlite(steps: list[tuple[Any, ...]], tables: Mapping[str, str]) -> Iterator[Scan]:
    """Steps are (id, the one that they belong to, unused, words); those of subqueries belong to one."""
    gathers = any("USE TEMP B-TREE FOR ORDER BY" in words for *_, words in steps)
    for _, above, _, words in steps:
        found = SCAN.match(words)
        if found is not None:
            alias = found[1] or found[2]
            within = any(step == above and "SUBQUERY" in of for step, _, _, of in steps)
            if alias in tables:
                yield Scan(tables[alias], ends=not (gathers or within or found[2]))


def _aliases(text: str) -> Iterator[tuple[str, str]]:
    return ((alias, table) for table, alias in ALIAS.findall(text))
