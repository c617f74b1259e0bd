"""The reference of the spec language, made from the JSON Schemas, so that it cannot drift from what is checked."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from generator.codes import CODES

FOLDER = Path(__file__).parent / "schemas"
KINDS = {
    "site": "portal.yaml",
    "record": "records/*.yaml",
    "mixin": "mixins/*.yaml",
    "choices": "choices/*.yaml",
    "portal": "portals/*.yaml",
    "demo": "demo/*.yaml",
    "mail": "mails/*.md",
}

Schema = Mapping[str, Any]


def render_reference() -> str:
    """Markdown: a table of keys for each kind of file, then every code of a problem."""
    parts = [
        "# Reference of the spec language",
        "Made by `portal docs` from the schemas that `portal check` uses. Do not edit.",
        *(part for kind, files in KINDS.items() for part in _kind(kind, files)),
        "## Codes of problems",
        *(f"**{code}**: {' '.join(words.split())}" for code, words in sorted(CODES.items())),
    ]
    return "\n\n".join(parts) + "\n"


def load_schema(kind: str) -> Schema:
    """The schema of a kind of spec file."""
    schema: Schema = json.loads((FOLDER / f"{kind}.schema.json").read_text(encoding="utf-8"))
    return schema


def objects_of(schema: Schema) -> Iterator[tuple[str, Schema]]:
    """Every object of a schema that has keys of its own, by the path that leads to it; the whole is ""."""
    yield from _objects(schema, schema, "", set())


def _objects(schema: Schema, whole: Schema, path: str, seen: set[str]) -> Iterator[tuple[str, Schema]]:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        if name in seen:
            return
        seen.add(name)
        yield from _objects(whole["$defs"][name], whole, path, seen)
        return
    if schema.get("properties"):
        yield path, schema
    for key, below in schema.get("properties", {}).items():
        yield from _objects(below, whole, f"{path}.{key}".strip("."), seen)
    for key in ("items", "additionalProperties"):
        if isinstance(schema.get(key), dict):
            yield from _objects(schema[key], whole, path, seen)
    for key in ("anyOf", "oneOf"):
        for below in schema.get(key, ()):
            yield from _objects(below, whole, path, seen)


def _kind(kind: str, files: str) -> Iterator[str]:
    schema = load_schema(kind)
    yield f"## `{files}`"
    yield schema["description"]
    for path, found in objects_of(schema):
        if path:
            yield f"### {files.partition('/')[0].removesuffix('.yaml')}: `{path}`"
        yield _table(found, schema)


def _table(found: Schema, whole: Schema) -> str:
    rows = ["| key | value | meaning |", "|---|---|---|"]
    required = found.get("required", ())
    for key, below in found["properties"].items():
        target = _resolved(below, whole)
        meaning = below.get("description") or target.get("description", "")
        needed = " (required)" if key in required else ""
        rows.append(f"| `{key}`{needed} | {_value(target)} | {meaning} |".replace("\n", " "))
    return "\n".join(rows)


def _resolved(schema: Schema, whole: Schema) -> Schema:
    found: Schema = whole["$defs"][schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema
    return found


def _value(schema: Schema) -> str:
    if "enum" in schema:
        return ", ".join(f"`{choice}`" for choice in schema["enum"])
    if "const" in schema:
        return f"`{schema['const']}`"
    if "title" in schema:
        return str(schema["title"]).lower()
    kind = schema.get("type", "see below")
    words = {"boolean": "true or false", "integer": "a number", "object": "keys", "array": "a list", "string": "text"}
    kinds = kind if isinstance(kind, list) else [kind]
    return " or ".join(words.get(str(each), str(each)) for each in kinds)
