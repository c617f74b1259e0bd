"""The schemas of record types: what is answered, and what is sent to create and to edit."""

from __future__ import annotations

from collections.abc import Iterable

from generator.app import Field
from generator.render.openapi.part import Part
from generator.render.openapi.values import Json, answered, sent


def schemas_of_unknown(lines: Iterable[str]) -> Json:
    """Of lines with which somebody has nothing to do, though they see that their owner has some."""
    return {f"{line}.{use}": {"not": {}} for line in sorted(lines) for use in ("line", "sent")}


def schemas_of(part: Part) -> Json:
    """By name: `order`, `order.new`, `order.change`, `order.do.close`."""
    found: Json = {}
    if part.reads:
        found[part.record.key] = _answer(part)
    if part.created is not None:
        found[f"{part.record.key}.new"] = _new(part, part.created)
    if part.record.parent is not None:
        found[f"{part.record.key}.line"] = _line(part)
        found[f"{part.record.key}.sent"] = _sent_line(part)
    if part.edited:
        found[f"{part.record.key}.change"] = _change(part.edited)
    for move, needed in part.moves:
        found[f"{part.record.key}.do.{move.name}"] = _change(needed)
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


def _change(fields: Iterable[Field]) -> Json:
    """What is there already need not be sent."""
    properties: Json = {field.name: sent(field, wanted=False) for field in fields}
    return _body({"revision": {"type": "integer", "minimum": 1, "maximum": 10**9 - 1}, **properties}, ["revision"])


def _line(part: Part) -> Json:
    """As it stands in its owner."""
    seen = (field for field in part.seen if field.name != part.record.parent)
    properties = {"id": {"$ref": "#/components/schemas/Id"}, **{field.name: answered(field) for field in seen}}
    return {"title": part.record.label, **_body(properties, ["id"])}


def _sent_line(part: Part) -> Json:
    """One that is there already, by its id, or a new one."""
    properties: Json = {field.name: sent(field, wanted=field.name in part.wanted) for field in part.entered}
    body = _body({"id": {"$ref": "#/components/schemas/Id"}, **properties}, [])
    needs = [name for name in properties if name in part.wanted]
    return {**body, "anyOf": [{"required": ["id"]}, {"required": needs}]} if needs else body


def _body(properties: Json, required: list[str]) -> Json:
    body: Json = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**body, "required": required} if required else body
