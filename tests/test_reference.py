"""docs/reference.md is what the schemas say."""

from __future__ import annotations

from pathlib import Path

from generator.reference import KINDS, load_schema, objects_of, render_reference


def test_the_reference_is_up_to_date(repository: Path) -> None:
    written = (repository / "docs" / "reference.md").read_text(encoding="utf-8")
    assert written == render_reference(), "run: portal docs > docs/reference.md"


def test_every_key_of_the_schemas_is_explained() -> None:
    unexplained = [
        f"{kind}: {path}.{key}"
        for kind in KINDS
        for path, found in objects_of(load_schema(kind))
        for key, below in found["properties"].items()
        if not _description(below, kind)
    ]
    assert unexplained == []


def _description(below: dict[str, str], kind: str) -> str:
    if "$ref" in below and "description" not in below:
        return str(load_schema(kind)["$defs"][below["$ref"].rpartition("/")[2]].get("description", ""))
    return below.get("description", "")
