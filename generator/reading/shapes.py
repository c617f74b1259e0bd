"""The JSON Schemas of the spec files, and their validation against nodes.

The schemas are also published for editors, so a yes/no is a boolean there, and free text may be a number. Nodes hold
texts only: here a text is every scalar, and `true` or `12` count as what they look like.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import cast

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.protocols import Validator
from jsonschema.validators import extend

from generator.sources import Kind, Node

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
    schema = load_schema(kind)
    definitions = cast(Mapping[str, Schema], schema.get("$defs", {}))
    return cast(Validator, _TextValidator(_without_references(schema, definitions)))


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


def _is_integer(_checker: object, value: object) -> bool:
    return isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,9}", value, re.ASCII) is not None


def _is_boolean(_checker: object, value: object) -> bool:
    return isinstance(value, str) and value in ("true", "false")


def _const(_validator: object, wanted: object, value: object, _schema: object) -> Iterator[ValidationError]:
    if value != str(wanted):
        yield ValidationError("const")


def _pattern(_validator: object, pattern: str, value: object, _schema: object) -> Iterator[ValidationError]:
    """As JSON Schema's, but `$` is the very end, also before a line break."""
    if isinstance(value, str) and re.fullmatch(pattern, value, re.ASCII) is None:
        yield ValidationError("pattern")


def _minimum(_validator: object, least: int, value: object, _schema: object) -> Iterator[ValidationError]:
    if _is_integer(None, value) and int(str(value)) < least:
        yield ValidationError("minimum")


def _maximum(_validator: object, most: int, value: object, _schema: object) -> Iterator[ValidationError]:
    if _is_integer(None, value) and int(str(value)) > most:
        yield ValidationError("maximum")


_TextValidator = extend(  # type: ignore[no-untyped-call]
    Draft202012Validator,
    {"const": _const, "pattern": _pattern, "minimum": _minimum, "maximum": _maximum},
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine_many({"integer": _is_integer, "boolean": _is_boolean}),
)
