"""The schemas as published: valid, described, and saying the same as `spec` and the catalogue of codes."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast, get_args

import pytest
from jsonschema import Draft202012Validator

from generator import spec
from generator.codes import CODES
from generator.reading.shapes import load_schema
from generator.reading.wording import EXPLANATIONS
from generator.sources import Kind

KINDS = get_args(Kind)
RENAMED = {"is": "formula", "type": "kind"}
CHECK_RENAMED = {"at": "fields"}
PORTAL_RENAMED = {"at": "address", "portal": "key"}


def definitions(kind: Kind) -> Mapping[str, Any]:
    return cast("Mapping[str, Any]", load_schema(kind)["$defs"])


def fields_of(kind: type) -> set[str]:
    return {field.name for field in dataclasses.fields(kind)}


@pytest.mark.parametrize("kind", KINDS)
def test_a_schema_is_a_schema(kind: Kind) -> None:
    Draft202012Validator.check_schema(dict(load_schema(kind)))


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_is_described(kind: Kind) -> None:
    bare = [path for path, node in keys_of(load_schema(kind), "") if not {"description", "$ref"} & set(node)]
    assert bare == []


@pytest.mark.parametrize("kind", KINDS)
def test_every_violation_has_words(kind: Kind) -> None:
    never = {"$ref", "properties", "propertyNames", "items", "allOf"}
    keywords = {word for word in Draft202012Validator.VALIDATORS if f'"{word}": ' in json.dumps(load_schema(kind))}
    assert keywords - never <= EXPLANATIONS.keys()


def keys_of(node: object, path: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    """Every key that an analyst may write, with its part of the schema."""
    if isinstance(node, Mapping):
        properties = node.get("properties", {})
        assert isinstance(properties, Mapping)
        for name, inner in properties.items():
            yield f"{path}/{name}", inner
        for name, inner in node.items():
            yield from keys_of(inner, f"{path}/{name}")


@pytest.mark.parametrize(
    ("keys", "value", "renamed"),
    [
        (definitions("record")["field"]["properties"], spec.Field, RENAMED),
        (definitions("record")["checks"]["additionalProperties"]["properties"], spec.Check, CHECK_RENAMED),
        (definitions("record")["unique"]["items"]["properties"], spec.Unique, {}),
        (definitions("record")["grants"]["items"]["properties"], spec.Group, {}),
        (definitions("record")["access"]["properties"], spec.Access, {}),
        (definitions("record")["role"]["properties"], spec.Access, {}),
        (
            definitions("record")["role"]["properties"]["fields"]["additionalProperties"]["properties"],
            spec.Override,
            {},
        ),
        (load_schema("record")["properties"], spec.Record, {"record": "key"}),
        (load_schema("mixin")["properties"], spec.Mixin, {"mixin": "key"}),
        (load_schema("site")["properties"], spec.Site, {}),
        (load_schema("portal")["properties"], spec.Portal, {**PORTAL_RENAMED, "brand": "logo"}),
        (definitions("portal")["menu_entry"]["properties"], spec.MenuEntry, {}),
    ],
    ids=lambda value: value.__name__ if isinstance(value, type) else "",
)
def test_every_key_has_a_field_in_spec(keys: Mapping[str, object], value: type, renamed: Mapping[str, str]) -> None:
    assert {renamed.get(key, key) for key in keys} <= fields_of(value)


def test_every_code_of_reading_is_explained_and_tested(repository: Path) -> None:
    sources = [*(repository / "generator/sources").glob("*.py"), *(repository / "generator/reading").glob("*.py")]
    used = {code for path in sources for code in re.findall(r'"(S[01]\d\d)"', path.read_text("utf-8"))}
    tests = "".join(path.read_text("utf-8") for path in (repository / "tests/reading").glob("test_*.py"))
    assert used == {code for code in CODES if code < "S2" and code.startswith("S")}
    assert sorted(code for code in used if code not in tests) == []
