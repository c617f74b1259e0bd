"""What somebody sees of the fields that a text names, of one or several records, through their own reader."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from runtime.declarations.access import RecordType
from runtime.declarations.fields import Field
from runtime.declarations.site import Site
from runtime.records import fields_of
from runtime.scope import NOT_SHOWN, Linked, Reader, Row, Value
from runtime.scope.policy import field_of


@dataclass(frozen=True, slots=True)
class Told:
    """A record as somebody sees it. A name that is not among the values is not shown to them."""

    id: int
    title: str
    values: Mapping[str, tuple[Field, Value]]


@dataclass(frozen=True, slots=True)
class _Ways:
    """Where the names lead: to fields of the record itself, or on through a link (`further`: by link, then by name what
    is asked of the record there)."""

    own: Mapping[str, str]
    further: Mapping[str, Mapping[str, str]]


def read_told(reader: Reader, site: Site, key: str, ids: Collection[int], names: Iterable[str]) -> dict[int, Told]:
    """By id, of those records that the reader sees. One statement, and one for each link that a name goes through."""
    record = site.records[key]
    seen = {field.name: field for field in reader.readable(key)}
    ways = _ways(record, names, seen.keys())
    rows = reader.these(key, sorted(ids), (*ways.own.values(), *ways.further))
    there: dict[str, Mapping[int, Told]] = {}
    for link, asked in ways.further.items():
        linked = {value.id for row in rows if isinstance(value := row.values.get(link), Linked)}
        there[link] = read_told(reader, site, field_of(record, link).target or "", linked, asked.values())
    return {row.id: Told(row.id, row.title, dict(_values(seen, record, row, ways, there))) for row in rows}


def page_of(site: Site, record: RecordType, told: Told) -> tuple[RecordType, int]:
    """On whose page it is read: a comment on that of the record that it is about."""
    field, about = told.values.get(record.thread.about, (None, None)) if record.thread is not None else (None, None)
    if field is None or not isinstance(about, Linked):
        return record, told.id
    return site.records[field.target or ""], about.id


def kept_field(record: RecordType, name: str) -> str | None:
    """The field in which it is kept who did a move, and when: `approve.at` in `approve_at`."""
    move, _, part = name.partition(".")
    moves = record.workflow.moves if record.workflow is not None else {}
    kept = f"{move}_{part}"
    return kept if move in moves and kept in fields_of(record.model) else None


def _ways(record: RecordType, names: Iterable[str], seen: Collection[str]) -> _Ways:
    own: dict[str, str] = {}
    further: dict[str, dict[str, str]] = {}
    for name in names:
        link, _, rest = name.partition(".")
        kept = kept_field(record, name)
        if kept is not None or name in seen or not rest:
            own[name] = kept or name
        else:
            further.setdefault(link, {})[name] = rest
    return _Ways(own, further)


def _values(
    seen: Mapping[str, Field], record: RecordType, row: Row, ways: _Ways, there: Mapping[str, Mapping[int, Told]]
) -> Iterator[tuple[str, tuple[Field, Value]]]:
    for name, field in ways.own.items():
        if field in row.values:
            yield name, (seen[field], row.values[field])
    for link, asked in ways.further.items():
        linked = row.values.get(link, NOT_SHOWN)
        found = there[link].get(linked.id) if isinstance(linked, Linked) else None
        for name, rest in asked.items():
            if linked is None:
                yield name, (field_of(record, link), None)
            elif found is not None and rest in found.values:
                yield name, found.values[rest]
