"""OpenAPI documents: `generated/api/<portal>.json`, and one for each role that may do something else than its portal.

Written when generating, since a thousand record types take seconds; served as they are. A line for each path and each
schema, so that a change of a spec shows as one of the document.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from generator.app import App, Portal
from generator.render.openapi.operations import paths_of
from generator.render.openapi.part import Part, parts_of
from generator.render.openapi.records import schemas_of
from generator.render.openapi.shared import COMPONENTS, ENTRY, SECURITY

Json = Mapping[str, object]


def render_documents(app: App) -> Mapping[str, str]:
    """Path below generated/ -> text."""
    return {
        f"api/{portal.key}{f'.{role}' if role else ''}.json": _text(_document(app, portal, role))
        for portal in app.portals.values()
        if portal.api
        for role in ("", *_own_roles(app, portal))
    }


def _own_roles(app: App, portal: Portal) -> Iterator[str]:
    """The roles of which some record type says something of their own."""
    found = {each.role for record in app.records.values() for each in record.accesses if each.portal == portal.key}
    return (role for role in portal.roles if role in found)


def _document(app: App, portal: Portal, role: str) -> Json:
    parts = parts_of(app, portal, role)
    about = f"For {role}: what this role may read and do." if role else "What people of this portal may read and do."
    return {
        "openapi": "3.1.0",
        "info": {"title": portal.label, "version": "1", "description": about},
        "servers": [{"url": f"{portal.address}/api/v1"}],
        "security": SECURITY,
        "paths": {**ENTRY, **_merged(parts, portal)},
        "components": {**COMPONENTS, "schemas": {**COMPONENTS["schemas"], **schemas_of(parts)}},
    }


def _merged(parts: list[Part], portal: Portal) -> dict[str, object]:
    return {path: operations for part in parts for path, operations in paths_of(part, portal).items()}


def _text(document: Json) -> str:
    """Compact, but for a line for each path and component."""
    lines = [f"{_line(key)}:{_spread(value, 2 if key == 'components' else 1)}" for key, value in document.items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def _spread(value: object, depth: int) -> str:
    if depth == 0 or not isinstance(value, dict) or not value:
        return _line(value)
    return "{\n" + ",\n".join(f"{_line(key)}:{_spread(each, depth - 1)}" for key, each in value.items()) + "\n}"


def _line(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False)
