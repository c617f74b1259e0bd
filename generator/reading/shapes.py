"""The JSON Schemas of the spec files, and what of a file differs from its schema."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, cast

from generator.sources import Kind, Node

if TYPE_CHECKING:
    from jsonschema import ValidationError
    from jsonschema.protocols import Validator

Schema = Mapping[str, object]

SCHEMAS = Path(__file__).parents[1] / "schemas"


def find_violations(kind: Kind, tree: Node) -> Iterator[ValidationError]:
    """Everything in which a file differs from its schema, unsorted. Their instances are nodes with places."""
    yield from _validator(kind).iter_errors(tree)


def load_schema(kind: Kind) -> Schema:
    """The schema of a kind of file as published."""
    return cast(Schema, json.loads((SCHEMAS / f"{kind}.schema.json").read_text("utf-8")))


@cache
def _validator(kind: Kind) -> Validator:
    from generator.reading.validator import TextValidator  # here: its library is read in vain where nothing changed

    schema = load_schema(kind)
    definitions = cast(Mapping[str, Schema], schema.get("$defs", {}))
    return cast("Validator", TextValidator(_without_references(schema, definitions)))


def schema_of(violation: ValidationError) -> Schema:
    """The part of the schema that was violated; always a mapping in these schemas."""
    return cast(Schema, violation.schema)


def properties_of(violation: ValidationError) -> Mapping[str, Schema]:
    """The keys that the schema knows where it was violated."""
    return cast(Mapping[str, Schema], schema_of(violation)["properties"])


def _without_references(node: object, definitions: Mapping[str, Schema]) -> object:
    """The same schema in one piece, which validates several times faster. References are never circular."""
    if isinstance(node, list):
        return [_without_references(item, definitions) for item in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node:
        own = {key: value for key, value in node.items() if key != "$ref"}
        node = {**definitions[node["$ref"].removeprefix("#/$defs/")], **own}
    return {key: _without_references(value, definitions) for key, value in node.items() if key != "$defs"}
