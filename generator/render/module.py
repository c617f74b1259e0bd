"""A generated Python module: its head, imports and blocks, ready to print. What stands in them is others' matter."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.python import docstring

STANDARD = frozenset({"dataclasses", "datetime", "decimal"})


@dataclass(frozen=True, slots=True)
class Import:
    """`import module`, or `from module import name [as alias]`."""

    module: str
    name: str = ""
    alias: str = ""


def render_module(
    *, source: str, doc: str, imports: Iterable[Import], blocks: Iterable[str], extension: str = ""
) -> str:
    """The text of a module. All that is given is final source."""
    extend = f"; extend in {extension}" if extension else ""
    lines = [f"# Generated from {source}. Do not edit{extend}.", docstring(doc)]
    for group in _import_groups(imports):
        lines += ["", *group]
    for block in blocks:
        lines += ["", "", block] if block.startswith("class ") else ["", block]
    return "\n".join(lines) + "\n"


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
