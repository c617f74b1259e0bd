"""Bugs in which fields are seen, as those of `leaks.seeded`: a hidden one is shown, sorted or filtered by."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from leaks.breaking import ALL_READABLE, Bug, asking_for_all, is_at, patched, raw_in, under, while_set
from leaks.site import ScratchSite
from runtime.scope import reader as readers
from runtime.scope import rows
from runtime.scope.cells import Cells
from runtime.scope.reader import Reader
from runtime.scope.rows import Held
from runtime.scope.sources import Sources
from runtime.scope.whole import make_whole


@contextmanager
def _any_sort(_site: ScratchSite) -> Iterator[None]:
    with asking_for_all("read_sort", "sorted_by"):
        yield


@contextmanager
def _any_filter(_site: ScratchSite) -> Iterator[None]:
    all_filterable = under(Reader.filterable, ALL_READABLE)
    with asking_for_all("read_terms", "condition"), patched(Reader, "filterable", all_filterable):
        yield


@contextmanager
def _no_conditions(_site: ScratchSite) -> Iterator[None]:
    """Neither is the CASE in the statement, nor does anybody look at its flag."""
    always = Held(())
    with (
        patched(rows, "_held", lambda _cells, _conditions: always),
        patched(Sources, "shown", lambda _self, _source, _readable, value: value),
    ):
        yield


@contextmanager
def _whole_titles(_site: ScratchSite) -> Iterator[None]:
    with patched(Cells, "titles", under(Cells.titles, ALL_READABLE)):
        yield


@contextmanager
def _every_column(_site: ScratchSite) -> Iterator[None]:
    """Exports have all fields of the record type."""
    listed, wanted = Reader.listed, Reader._wanted

    def at_exports(kept: Callable[..., Any]) -> Callable[..., Any]:
        careless = under(kept, ALL_READABLE)

        def choose(*given: Any) -> Any:
            return careless(*given) if is_at(("csv", "xlsx")) else kept(*given)

        return choose

    def all_fields(self: Reader, key: str) -> Any:
        if not is_at(("csv", "xlsx")):
            return listed(self, key)
        with while_set(ALL_READABLE):
            return tuple(found.field for found in self._policy.readable(key).values())

    with (
        patched(Reader, "listed", all_fields),
        patched(Reader, "_wanted", at_exports(wanted)),
        patched(readers, "make_whole", at_exports(make_whole)),
    ):
        yield


FIELD_BUGS: Mapping[str, Bug] = {
    "export with every column": _every_column,
    "sort by a hidden field": _any_sort,
    "filter by a hidden field": _any_filter,
    "sort by what a condition hides": raw_in("sorted_by"),
    "search in what a condition hides": raw_in("visible_texts"),
    "condition of a field dropped": _no_conditions,
    "title of hidden fields": _whole_titles,
}
