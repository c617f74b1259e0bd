"""A generated Python module: its head, imports and blocks, ready to print. What stands in the blocks is others' matter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from generator.python import docstring

TEMPLATES = Path(__file__).parent.parent / "templates"


@dataclass(frozen=True, slots=True)
class Import:
    """`import module`, or `from module import name [as alias]`."""

    module: str
    name: str = ""
    alias: str = ""


@dataclass(frozen=True, slots=True)
class Module:
    """All texts are final source. `imports` are groups of lines; a block begins with the blank lines before it."""

    source: str
    extension: str
    doc: str
    imports: tuple[tuple[str, ...], ...]
    blocks: tuple[str, ...]


def render_module(
    *, source: str, doc: str, imports: Iterable[Import], blocks: Iterable[str], extension: str = "", spacing: int = 2
) -> str:
    """The text of a module; `spacing` is the number of blank lines before each block."""
    module = Module(
        source=source,
        extension=extension,
        doc=docstring(doc),
        imports=_import_groups(imports),
        blocks=tuple("\n" * spacing + block for block in blocks),
    )
    return _template("module.py.jinja").render(module=module)


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # Python source, not HTML; people's text went through generator.python
    )
    return environment.get_template(name)


def _import_groups(imports: Iterable[Import]) -> tuple[tuple[str, ...], ...]:
    plain = {found.module for found in imports if not found.name}
    names: dict[str, set[str]] = {}
    for found in imports:
        if found.name:
            names.setdefault(found.module, set()).add(_imported(found))
    groups = [
        tuple(f"import {module}" for module in sorted(plain)),
        tuple(_from(module, sorted(names[module])) for module in sorted(names)),
    ]
    return tuple(group for group in groups if group)


def _imported(found: Import) -> str:
    return f"{found.name} as {found.alias}" if found.alias else found.name


def _from(module: str, names: list[str]) -> str:
    line = f"from {module} import {', '.join(names)}"
    if len(line) <= 120:
        return line
    return f"from {module} import (\n" + "".join(f"    {name},\n" for name in names) + ")"
