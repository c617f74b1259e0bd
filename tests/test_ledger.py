"""The ledger of enforcement holds: each key of the language is listed, with code that exists and a test that exists.

A key that nothing enforces, or that no test proves, fails here. Whether a test really proves its key is for its author:
break the code, and look.
"""

from __future__ import annotations

import ast
import importlib
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from generator.reference import KINDS, load_schema

ROOT = Path(__file__).resolve().parents[1]
ONE_OF = {
    "fields": "<field>", "portals": "<portal>", "roles": "<role>", "checks": "<check>", "menu": "<entry>",
    "rules": "<rule>", "preset": "<field>", "states": "<state>", "moves": "<move>",
    "choices": "<choice>", "of": "<choice>",
}  # fmt: skip
Row = Mapping[str, str]


def keys_of(kind: str) -> Iterator[str]:
    """Every key of a kind of spec file by its path; what may have any name stands as <field>, <portal> and so on."""
    whole = load_schema(kind)
    if not whole.get("properties"):
        yield f"{kind}.<{kind.removesuffix('s')}>"
    yield from _keys(whole, whole, kind, ())


def _keys(schema: Mapping[str, Any], whole: Mapping[str, Any], path: str, above: tuple[str, ...]) -> Iterator[str]:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        if name not in above:
            yield from _keys(whole["$defs"][name], whole, path, (*above, name))
        return
    for key, below in schema.get("properties", {}).items():
        yield f"{path}.{key}"
        yield from _keys(below, whole, f"{path}.{key}", above)
    any_name = schema.get("additionalProperties")
    if isinstance(any_name, dict):
        yield from _keys(any_name, whole, f"{path}.{ONE_OF.get(path.rpartition('.')[2], '<name>')}", above)
    if isinstance(schema.get("items"), dict):
        yield from _keys(schema["items"], whole, path, above)


@cache
def ledger() -> tuple[Mapping[str, Row], Mapping[str, str]]:
    """The rows by their keys, and the parts of the language that are like another part."""
    found = tomllib.loads((ROOT / "tests" / "ledger.toml").read_text(encoding="utf-8"))
    same = found.pop("same")
    return dict(_rows(found, "")), same


def _rows(table: Mapping[str, Any], path: str) -> Iterator[tuple[str, Row]]:
    for key, below in table.items():
        whole = f"{path}.{key}".strip(".")
        if set(below) == {"by", "proof"}:
            yield whole, below
        else:
            yield from _rows(below, whole)


KEYS = sorted({key for kind in KINDS for key in keys_of(kind)})
ROWS, SAME = ledger()


def as_listed(key: str) -> str:
    """The key that stands in the ledger for this one."""
    while True:
        part = next((part for part in SAME if key.startswith(f"{part}.")), None)
        if part is None:
            return key
        key = SAME[part] + key.removeprefix(part)


def test_the_schemas_are_walked_to_their_leaves() -> None:
    assert len(KEYS) > 130
    assert {"record.portals.<portal>.see.when", "record.portals.<portal>.roles.<role>.see.when"} <= set(KEYS)


def test_every_key_is_listed() -> None:
    assert [key for key in KEYS if as_listed(key) not in ROWS] == []


def test_every_key_that_is_listed_exists() -> None:
    assert [key for key in ROWS if key not in KEYS] == []
    assert [part for part in SAME if not any(key.startswith(f"{part}.") for key in KEYS)] == []


@pytest.mark.parametrize("by", sorted({row["by"] for row in ROWS.values()}))
def test_what_enforces_a_key_exists(by: str) -> None:
    module, _, name = by.partition(":")
    found: Any = importlib.import_module(module)
    for part in name.split("."):
        found = getattr(found, part)
    assert callable(found) or isinstance(found, property)


@pytest.mark.parametrize("proof", sorted({row["proof"] for row in ROWS.values()}))
def test_what_proves_a_key_exists(proof: str) -> None:
    path, *names = proof.partition("[")[0].split("::")
    within: ast.AST = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    for name in names:
        [within] = [each for each in ast.iter_child_nodes(within) if getattr(each, "name", None) == name]
    assert isinstance(within, ast.FunctionDef)
    code = proof.partition("[")[2].rstrip("]")
    assert any(code in each.read_text(encoding="utf-8") for each in (ROOT / path).parent.glob("*.py"))
