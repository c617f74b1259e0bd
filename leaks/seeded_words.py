"""Bugs in portals' own words, as those of `leaks.seeded`: somewhere the state itself comes through, or its moments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from leaks.breaking import Bug, patched
from leaks.site import ScratchSite
from runtime.declarations.workflow import STATE
from runtime.scope import order, sources, terms, timeline
from runtime.scope.worded import worded_column
from runtime.values.kept import value_of


def _as_stored(column: str) -> Bug:
    """This column is read, compared and told as the database holds it."""

    @contextmanager
    def bug(_site: ScratchSite) -> Iterator[None]:
        def careless(alias: Any, name: str, words: Any) -> Any:
            return alias.c[name] if name == column else worded_column(alias, name, words)

        with patched(sources, "worded_column", careless):
            yield

    return bug


@contextmanager
def _filtered_by_state(_site: ScratchSite) -> Iterator[None]:
    """A list takes the names of states under a word, and compares with what is stored."""
    chosen, conditioned = terms._choice, terms.condition

    def choose(field: Any, text: str) -> str:
        return text if field.name == STATE else chosen(field, text)

    def compare(term: Any, parameter: str, of: Any) -> Any:
        with patched(sources, "worded_column", lambda alias, name, _words: alias.c[name]):
            return conditioned(term, parameter, of)

    with patched(terms, "_choice", choose), patched(terms, "condition", compare):
        yield


@contextmanager
def _sorted_by_state(_site: ScratchSite) -> Iterator[None]:
    kept = order._key

    def by_state(of: Any, source: Any, readable: Any) -> Any:
        return source.alias.c[STATE] if readable.field.name == STATE else kept(of, source, readable)

    with patched(order, "_key", by_state):
        yield


@contextmanager
def _told_in_the_past(_site: ScratchSite) -> Iterator[None]:
    kept = timeline._value

    def told(found: Any, field: Any, value: Any, linked: Any) -> Any:
        return value_of(field, value) if field.name == STATE and value else kept(found, field, value, linked)

    with patched(timeline, "_value", told):
        yield


WORD_BUGS: Mapping[str, Bug] = {
    "state under a word shown": _as_stored(STATE),
    "filter by a state under a word": _filtered_by_state,
    "sort by the state under a word": _sorted_by_state,
    "date of the last change tells of states under a word": _as_stored("updated"),
    "revision tells of states under a word": _as_stored("revision"),
    "history tells of states under a word": _told_in_the_past,
}
