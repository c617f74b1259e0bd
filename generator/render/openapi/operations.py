"""The paths of a record type: which operations a role has there, with their parameters, bodies and answers."""

from __future__ import annotations

from collections.abc import Mapping

from generator.app import Field, Portal
from generator.render.openapi.part import RANGES, Part
from generator.render.openapi.values import ID, Json, filtered
from generator.workflow import Move

READING = ("400", "401", "404", "500", "503")
WRITING = ("400", "401", "403", "413", "415", "422", "500", "503")
CHANGING = ("400", "401", "403", "404", "409", "413", "415", "422", "500", "503")
DELETING = ("400", "401", "403", "404", "409", "422", "500", "503")


def paths_of(part: Part, portal: Portal) -> Json:
    """By path below the interface's address."""
    base = f"/{part.record.address}/"
    found: dict[str, Json] = {base: _list_path(part), f"{base}{{id}}": _record_path(part)}
    for move, _fields in part.moves:
        found[f"{base}{{id}}/do/{move.name}"] = _move_path(part, move)
    if part.links:
        found[f"{base}options/{{field}}"] = _options_path(part)
    if part.has_files:
        found[f"{base}{{id}}/files/{{file}}/{{name}}"] = _file_path(part)
    return {path: operations for path, operations in found.items() if operations}


def _list_path(part: Part) -> Json:
    operations: Json = {}
    if part.reads:
        operations["get"] = {
            **_named(part, "list", f"List {part.record.plural}"),
            "parameters": _parameters(part),
            "responses": {"200": _answer(_page(part)), **_errors(READING)},
        }
    if part.created is not None:
        operations["post"] = {
            **_named(part, "create", f"Create: {part.record.label}"),
            "requestBody": _sent(f"{part.record.key}.new"),
            "responses": {"201": _created(part), **_errors(WRITING)},
        }
    return operations


def _record_path(part: Part) -> Json:
    operations: Json = {}
    if part.reads:
        operations["get"] = {
            **_named(part, "read", f"Read: {part.record.label}"),
            "responses": {"200": _answer(_whole(part)), **_errors(READING)},
        }
    if part.edited:
        operations["put"] = {
            **_named(part, "edit", f"Change: {part.record.label}"),
            "requestBody": _sent(f"{part.record.key}.change"),
            "responses": {"200": _answer(_whole(part)), **_errors(CHANGING)},
        }
    if part.deletes:
        operations["delete"] = {
            **_named(part, "delete", f"Delete: {part.record.label}"),
            "parameters": [{"$ref": "#/components/parameters/revision"}],
            "responses": {"204": {"description": "It is gone."}, **_errors(DELETING)},
        }
    return {"parameters": [{"$ref": "#/components/parameters/id"}], **operations} if operations else {}


def _move_path(part: Part, move: Move) -> Json:
    """What was moved out of sight is answered with its id alone."""
    kinds = [{"$ref": f"#/components/schemas/{name}"} for name in ("Conflict", "NotNow")]
    not_now = {**_answer({"anyOf": kinds}), "description": "It was changed meanwhile, or this is not possible now."}
    operation = {
        **_named(part, f"do.{move.name}", f"{move.label}: {part.record.label}"),
        "requestBody": _sent(f"{part.record.key}.do.{move.name}"),
        "responses": {
            "200": _answer({"anyOf": [_whole(part), {"$ref": "#/components/schemas/Sent"}]}),
            **_errors(CHANGING),
            "409": not_now,
        },
    }
    return {"parameters": [{"$ref": "#/components/parameters/id"}], "post": operation}


def _options_path(part: Part) -> Json:
    field = {"name": "field", "in": "path", "required": True, "schema": {"enum": list(part.links)}}
    operation = {
        **_named(part, "options", f"What a link may point to: {part.record.label}"),
        "parameters": [
            field,
            *({"$ref": f"#/components/parameters/{name}"} for name in ("q", "_record")),
            *(_parameter(name, ID) for name in part.links),
        ],
        "responses": {"200": _answer({"$ref": "#/components/schemas/Options"}), **_errors(READING)},
    }
    return {"get": operation}


def _file_path(part: Part) -> Json:
    file = {"content": {"*/*": {}}, "description": "The file, as it was sent."}
    operation = {
        **_named(part, "file", f"Download a file: {part.record.label}"),
        "parameters": [{"$ref": f"#/components/parameters/{name}"} for name in ("id", "file", "name")],
        "responses": {"200": file, **_errors(READING)},
    }
    return {"get": operation}


def _named(part: Part, act: str, summary: str) -> Json:
    return {"operationId": f"{part.record.key}.{act}", "summary": summary, "tags": [part.record.plural]}


def _parameters(part: Part) -> list[Json]:
    """Those of the list's page, and the columns."""
    shared: list[Json] = [{"$ref": f"#/components/parameters/{name}"} for name in ("q", "_page", "_after", "_size")]
    found: list[Json] = [*shared, _columns(part)]
    if part.sorted_by:
        orders = [f"{sign}{field.name}" for field in part.sorted_by for sign in ("", "-")]
        found.append(_parameter("_sort", {"enum": orders}))
    if part.views:
        found.append(_parameter("_view", {"enum": list(part.views)}))
    return [*found, *(each for field in part.filtered_by for each in _filters(field))]


def _columns(part: Part) -> Json:
    names = [*(field.name for field in part.seen), *part.granted]
    schema = {"type": "array", "items": {"enum": names}, "minItems": 1}
    return {**_parameter("_columns", schema), "style": "form", "explode": False}


def _filters(field: Field) -> list[Json]:
    schema = filtered(field)
    names = [field.name, *([f"{field.name}_from", f"{field.name}_to"] if field.kind in RANGES else [])]
    return [_parameter(name, schema) for name in names]


def _parameter(name: str, schema: Mapping[str, object]) -> Json:
    return {"name": name, "in": "query", "schema": schema}


def _page(part: Part) -> Json:
    rows = {"type": "array", "items": {"$ref": f"#/components/schemas/{part.record.key}"}}
    return {"allOf": [{"$ref": "#/components/schemas/Page"}], "properties": {"result": rows}}


def _whole(part: Part) -> Json:
    result: Json = {"$ref": f"#/components/schemas/{part.record.key}"}
    always = [field.name for field in part.seen if field.name in part.always]
    if always:
        result["required"] = always
    return {"allOf": [{"$ref": "#/components/schemas/Whole"}], "properties": {"result": result}}


def _created(part: Part) -> Json:
    if not part.reads:
        return _answer({"$ref": "#/components/schemas/Sent"})
    location = {"Location": {"$ref": "#/components/headers/Location"}}
    return {**_answer(_whole(part)), "headers": location}


def _answer(schema: Json) -> Json:
    return {"description": "", "content": {"application/json": {"schema": schema}}}


def _sent(name: str) -> Json:
    schema = {"$ref": f"#/components/schemas/{name}"}
    return {"required": True, "content": {"application/json": {"schema": schema}}}


def _errors(statuses: tuple[str, ...]) -> Json:
    return {status: {"$ref": f"#/components/responses/{status}"} for status in statuses}
