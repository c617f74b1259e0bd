"""What all documents say alike: logging in, parameters of lists, links, files, errors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.render.openapi.values import FILTERED

Json = dict[str, Any]

LONGEST_ID = 19
SECURITY: list[Json] = [{"token": []}]


def _ref(kind: str, name: str) -> Json:
    return {"$ref": f"#/components/{kind}/{name}"}


def _object(required: list[str], **properties: Json) -> Json:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _json(schema: Json) -> Json:
    return {"application/json": {"schema": schema}}


def _query(name: str, schema: Json, description: str = "") -> Json:
    told = {"description": description} if description else {}
    return {"name": name, "in": "query", "schema": schema, **told}


def _path(name: str, schema: Json) -> Json:
    return {"name": name, "in": "path", "required": True, "schema": schema}


def _error(description: str, schema: str = "Fault", headers: Mapping[str, Json] | None = None) -> Json:
    told: Json = {"description": description, "content": _json(_ref("schemas", schema))}
    return {**told, "headers": dict(headers)} if headers else told


_TEXT: Json = {"type": "string"}
_TEXTS: Json = {"type": "array", "items": _TEXT}
_WHOLE: Json = {"type": "integer", "minimum": 0}
_WAIT = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}}}

_SCHEMAS: Json = {
    "Id": {"type": "string", "pattern": f"^[1-9][0-9]{{0,{LONGEST_ID - 1}}}$"},
    "Seen": _object(["id", "title"], id=_ref("schemas", "Id"), title=_TEXT),
    "Link": {
        "anyOf": [
            _ref("schemas", "Seen"),
            _object(["id", "title"], id={"type": "null"}, title={"const": "not shown"}),
            {"type": "null"},
        ]
    },
    "Options": _object(["result"], result={"type": "array", "items": _ref("schemas", "Seen")}),
    "Stored": _object(
        ["id", "name", "size", "media_type"], id=_ref("schemas", "Id"), name=_TEXT, size=_WHOLE, media_type=_TEXT
    ),
    "File": {"anyOf": [_ref("schemas", "Stored"), {"type": "null"}]},
    "NewFile": _object(
        ["name", "content"],
        name={"type": "string", "minLength": 1, "maxLength": 500},
        content={"type": "string", "contentEncoding": "base64"},
    ),
    "NewFiles": {
        "type": "array",
        "items": {"anyOf": [_ref("schemas", "NewFile"), _object(["id"], id=_ref("schemas", "Id"))]},
        "maxItems": 100,
        "description": "New files, and the ids of those that stay.",
    },
    "Page": {
        "type": "object",
        "properties": {
            "result": {"type": "array"},
            "count": _WHOLE,
            "capped": {"type": "boolean", "description": "There are more than are counted."},
            "next": {"type": ["string", "null"], "description": "The value of _after for the next page."},
        },
        "required": ["result", "count", "capped", "next"],
    },
    "Whole": {
        "type": "object",
        "properties": {
            "result": {"type": "object"},
            "may": _object(["edit", "delete"], edit=_TEXTS, delete={"type": "boolean"}, moves=_TEXTS),
        },
        "required": ["result", "may"],
    },
    "Sent": _object(["result"], result=_object(["id"], id=_ref("schemas", "Id"))),
    "Fault": _object(["message"], message=_TEXT),
    "Numbered": _object(["message", "number"], message=_TEXT, number=_TEXT),
    "Conflict": _object(["message", "revision"], message=_TEXT, revision=_WHOLE),
    "NotNow": _object(["message", "moves"], message=_TEXT, moves=_TEXTS),
    "Refusal": _object(
        ["message", "errors"],
        message=_TEXT,
        errors={"type": "object", "additionalProperties": _TEXTS},
    ),
    "Login": _object(
        ["email", "password"],
        email={"type": "string", "maxLength": 320},
        password={"type": "string", "maxLength": 1000},
    ),
    "Token": _object(["access_token", "expires_in"], access_token=_TEXT, expires_in=_WHOLE),
}

COMPONENTS: Json = {
    "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}},
    "headers": {"Location": {"description": "The address of the record.", "schema": _TEXT}},
    "parameters": {
        "id": _path("id", _ref("schemas", "Id")),
        "file": _path("file", _ref("schemas", "Id")),
        "name": _path("name", {"type": "string", "minLength": 1}),
        "q": _query("q", {"type": "string", "pattern": FILTERED, "maxLength": 200}, "Words, all of which are found."),
        "_record": _query("_record", _ref("schemas", "Id"), "The record that is edited; without it, a new one."),
        "_page": _query("_page", {"type": "integer", "minimum": 1, "maximum": 40}),
        "_after": _query("_after", _TEXT, "The value of next in the answer before."),
        "_size": _query("_size", {"type": "integer", "minimum": 1, "maximum": 100}),
        "revision": {**_query("revision", {"type": "integer", "minimum": 1, "maximum": 10**9 - 1}), "required": True},
    },
    "responses": {
        "400": _error("A parameter or the body cannot be understood."),
        "401": _error("Nobody is logged in."),
        "403": _error("The person may not do this."),
        "404": _error("There is no such record, or the person may not see it."),
        "409": _error("Somebody changed it meanwhile.", "Conflict"),
        "413": _error("The body is too big."),
        "415": _error("The body is not JSON."),
        "422": _error("Values do not fit: messages by field.", "Refusal"),
        "429": _error("Too many tries.", headers=_WAIT),
        "500": _error("A fault, by its number in the log.", "Numbered"),
        "503": _error("The database does not answer.", headers=_WAIT),
    },
    "schemas": _SCHEMAS,
}


def _errors(*statuses: str) -> Json:
    return {status: _ref("responses", status) for status in statuses}


ENTRY: Json = {
    "/login": {
        "post": {
            "operationId": "login",
            "summary": "Log in",
            "security": [],
            "requestBody": {"required": True, "content": _json(_ref("schemas", "Login"))},
            "responses": {
                "200": {"description": "", "content": _json(_ref("schemas", "Token"))},
                **_errors("400", "401", "413", "415", "422", "429", "500", "503"),
            },
        }
    },
    "/logout": {
        "post": {
            "operationId": "logout",
            "summary": "End this token",
            "responses": {"204": {"description": "It is good no more."}, **_errors("400", "401", "403", "500", "503")},
        }
    },
    "/openapi.json": {
        "get": {
            "operationId": "openapi",
            "summary": "This document",
            "responses": {
                "200": {"description": "", "content": _json({"type": "object"})},
                **_errors("400", "401", "500", "503"),
            },
        }
    },
}
"""The paths of every portal."""
