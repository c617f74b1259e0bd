"""The schemas of record types: what is answered, and what is sent to create and to edit."""

from __future__ import annotations

from collections.abc import Iterable

from generator.app import Field
from generator.render.openapi.part import Part
from generator.render.openapi.values import Json, answered, sent


def schemas_of(part: Part) -> Json:
    """By name: `order`, `order.new`, `order.change`."""
    found: Json = {}
    if part.reads:
        found[part.record.key] = _answer(part)
    if part.created is not None:
        found[f"{part.record.key}.new"] = _new(part, part.created)
    if part.edited:
        found[f"{part.record.key}.change"] = _change(part)
    return found


def _answer(part: Part) -> Json:
    """A row of a list has some of the fields, a single record all that its reader sees of it."""
    own: Json = {"id": {"$ref": "#/components/schemas/Id"}, "title": {"type": "string"}}
    fields: Json = {field.name: answered(field) for field in part.seen}
    if "title" in fields and "title" not in part.always:
        fields["title"] = {"anyOf": [fields["title"], own["title"]]}
    return {
        "type": "object",
        "title": part.record.label,
        "properties": {**own, "revision": {"type": "integer", "minimum": 1}, **fields},
        "required": ["id", "title"],
        "additionalProperties": False,
    }


def _new(part: Part, fields: Iterable[Field]) -> Json:
    properties: Json = {field.name: sent(field, wanted=field.name in part.wanted) for field in fields}
    return _body(properties, [name for name in properties if name in part.wanted])


def _change(part: Part) -> Json:
    properties: Json = {field.name: sent(field, wanted=False) for field in part.edited}
    return _body({"revision": {"type": "integer", "minimum": 1, "maximum": 10**9 - 1}, **properties}, ["revision"])


def _body(properties: Json, required: list[str]) -> Json:
    body: Json = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**body, "required": required} if required else body
