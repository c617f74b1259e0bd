"""A generated Python module: its head, imports and blocks, ready to print. What stands in them is others' matter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from generator.python import docstring

if TYPE_CHECKING:
    from jinja2 import Template

STANDARD = frozenset({"dataclasses", "datetime", "decimal"})
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
    *, source: str, doc: str, imports: Iterable[Import], blocks: Iterable[str], extension: str = ""
) -> str:
    """The text of a module."""
    module = Module(
        source=source,
        extension=extension,
        doc=docstring(doc),
        imports=_import_groups(imports),
        blocks=tuple(("\n\n" if block.startswith("class ") else "\n") + block for block in blocks),
    )
    return _template("module.py.jinja").render(module=module)


@cache
def _template(name: str) -> Template:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # here: read in vain where nothing changed

    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,  # noqa: S701 - Python source; people's text went through generator.python
    )
    return environment.get_template(name)


def _import_groups(imports: Iterable[Import]) -> tuple[tuple[str, ...], ...]:
    every = set(imports)
    plain = [f"import {module}" for module in sorted({found.module for found in every if not found.name})]
    names: dict[tuple[str, str], set[str]] = {}
    for found in every:
        if found.name and found.module not in STANDARD:
            alone = found.name if found.alias else ""
            names.setdefault((found.module, alone), set()).add(_imported(found))
    lines = tuple(_from(module, sorted(names[module, alone], key=_rank)) for module, alone in sorted(names, key=_order))
    plain += [
        f"from {found.module} import {found.name}"
        for found in sorted(every, key=str)
        if found.module in STANDARD and found.name
    ]
    return tuple(group for group in (tuple(plain), lines) if group)


def _order(place: tuple[str, str]) -> tuple[str, bool, str]:
    """Plain names of a module come before those under another name."""
    module, alone = place
    return module, not alone, alone


def _imported(found: Import) -> str:
    return f"{found.name} as {found.alias}" if found.alias else found.name


def _rank(name: str) -> tuple[int, str]:
    """Constants, then classes, then the rest."""
    return (0 if name.isupper() else 1 if name[:1].isupper() else 2), name


def _from(module: str, names: list[str]) -> str:
    line = f"from {module} import {', '.join(names)}"
    if len(line) <= 120:
        return line
    return f"from {module} import (\n" + "".join(f"    {name},\n" for name in names) + ")"
