"""OpenAPI documents: `generated/api/<portal>.json`, and one for each role that may do something else than its portal.

Written when generating, since a thousand record types take seconds; served as they are. A line for each path and each
schema, so that a change of a spec shows as one of the document.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from generator.app import App, Portal, Record
from generator.render.openapi.operations import paths_of
from generator.render.openapi.part import part_of
from generator.render.openapi.records import schemas_of, schemas_of_unknown
from generator.render.openapi.shared import COMPONENTS, ENTRY, SECURITY

Json = Mapping[str, object]
Reader = tuple[str, str]
"""A portal and a role of it."""


@dataclass(frozen=True, slots=True)
class Entries:
    """What one record type brings into a document: lines of JSON by path, and by the name of a schema.

    `own`: the record type says something of the role itself.
    """

    own: bool
    paths: Mapping[str, str]
    schemas: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Written:
    """JSON that is text already."""

    text: str


def entries_of(record: Record, app: App) -> dict[Reader, Entries]:
    """By each portal with an interface and each of its roles."""
    own = {(access.portal, access.role) for access in record.accesses}
    moves = record.workflow.moves if record.workflow else ()
    own |= {(portal, role) for move in moves for portal, _, role in (each.partition(".") for each in move.by)}
    readers = [(each, role) for each in app.portals.values() if each.api for role in ("", *each.roles)]
    return {
        (portal.key, role): _entries(record, app, portal, role, own=(portal.key, role) in own)
        for portal, role in readers
    }


def render_documents(app: App, parts: Mapping[str, Mapping[Reader, Entries]]) -> Mapping[str, str]:
    """Path below generated/ -> text. `parts`: of each record type what `entries_of` says."""
    return {
        f"api/{portal.key}{f'.{role}' if role else ''}.json": _text(
            _document(portal, role, [of_record[portal.key, role] for of_record in parts.values()])
        )
        for portal in app.portals.values()
        if portal.api
        for role in ("", *portal.roles)
        if not role or any(of_record[portal.key, role].own for of_record in parts.values())
    }


def _entries(record: Record, app: App, portal: Portal, role: str, *, own: bool) -> Entries:
    part = part_of(record, app, portal, role)
    if part is None:
        return Entries(own, {}, {})
    unknown = (line for line in part.lines if part_of(app.records[line], app, portal, role) is None)
    paths, schemas = paths_of(part, portal), {**schemas_of(part), **schemas_of_unknown(unknown)}
    return Entries(
        own,
        {path: _line(operations) for path, operations in paths.items()},
        {name: _line(schema) for name, schema in schemas.items()},
    )


def _document(portal: Portal, role: str, parts: list[Entries]) -> Json:
    about = f"For {role}: what this role may read and do." if role else "What people of this portal may read and do."
    paths = {path: _Written(text) for part in parts for path, text in part.paths.items()}
    schemas = {name: _Written(text) for part in parts for name, text in part.schemas.items()}
    return {
        "openapi": "3.1.0",
        "info": {"title": portal.label, "version": "1", "description": about},
        "servers": [{"url": f"{portal.address}/api/v1"}],
        "security": SECURITY,
        "paths": {**ENTRY, **paths},
        "components": {**COMPONENTS, "schemas": {**COMPONENTS["schemas"], **schemas}},
    }


def _text(document: Json) -> str:
    """Compact, but for a line for each path and component."""
    lines = [f"{_line(key)}:{_spread(value, 2 if key == 'components' else 1)}" for key, value in document.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _spread(value: object, depth: int) -> str:
    if depth == 0 or not isinstance(value, dict) or not value:
        return _line(value)
    return "{\n" + ",\n".join(f"{_line(key)}:{_spread(each, depth - 1)}" for key, each in value.items()) + "\n}"


def _line(value: object) -> str:
    return value.text if isinstance(value, _Written) else json.dumps(value, separators=(",", ":"), ensure_ascii=False)
