"""What one person may read, as questions to ask: the pages and the API know nothing else of the database."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Protocol, TypeVar

from sqlalchemy import Connection, Dialect

from runtime.declarations.access import Access
from runtime.declarations.fields import Field
from runtime.ids import read_id
from runtime.scope import details, lists, options
from runtime.scope.bindings import Bindings
from runtime.scope.lists import RowsShape, Wanted
from runtime.scope.order import NEWEST_FIRST, Mark, Sort, read_mark, read_sort, write_mark
from runtime.scope.policy import Policy, field_of, filterable, overridden, sortable
from runtime.scope.results import BadQuery, FileRow, ListQuery, Option, Page, Permits, Related, Row
from runtime.scope.search import pattern, read_words, refuse_unprintable
from runtime.scope.shape import Raw, Shape, Shapes
from runtime.scope.terms import Term, read_terms
from runtime.sql import Given

Made = TypeVar("Made")
RELATED_ROWS = 10
EXPORTED_AT_ONCE = 1000


class Source(Protocol):
    """Runs a shape: on a connection of its own, or on the one of a transaction."""

    def __call__(self, shape: Shape, bindings: Bindings) -> list[Raw]: ...
