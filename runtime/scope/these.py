"""Some fields of some records, by their ids: those of them that the reader sees. One statement."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Dialect, bindparam

from runtime.columns import Id
from runtime.scope.cells import Cells, Layout
from runtime.scope.lists import statement_of
from runtime.scope.policy import Policy
from runtime.scope.rows import RowReader, lay_out_row
from runtime.scope.shape import Shape
from runtime.scope.sources import Sources
from runtime.seam import Planning
from runtime.sql import Given


@dataclass(frozen=True, slots=True)
class These:
    """`count` records of type `record`, and what is asked of them."""

    record: str
    names: tuple[str, ...]
    count: int


@dataclass(frozen=True, slots=True)
class TheseShape:
    """The statement takes `id_0` and so on."""

    shape: Shape
    row: RowReader


def make_these(asked: These, policy: Policy, given: Given, dialect: Dialect) -> TheseShape:
    """A field that the reader never sees is left out."""
    sources, readable = Sources(policy, given, asked.record), policy.readable(asked.record)
    cells = Cells(sources, Layout())
    row = lay_out_row(cells, [readable[name] for name in dict.fromkeys(asked.names) if name in readable])
    ids = [bindparam(f"id_{place}", type_=Id) for place in range(asked.count)]
    found = statement_of(cells.layout, sources, [sources.rows(sources.root), sources.root.id.in_(ids)])
    return TheseShape(Shape(found, dialect, Planning.ONCE), row)
