"""Kinds of fields as the lock writes them, and in words."""

from __future__ import annotations

from collections.abc import Mapping

from generator.app import Field


def kind_of(field: Field, targets: Mapping[str, str]) -> str:
    """`text`, `money 2`, `link k7f3q2`: what decides how values are stored. `targets`: the ids of record types."""
    if field.lines is not None:
        return f"lines {targets[field.lines.record]}"
    if field.target is not None:
        return f"{field.kind} {targets[field.target]}"
    return field.kind if field.places is None else f"{field.kind} {field.places}"


def kind_words(kind: str, keys: Mapping[str, str]) -> str:
    """`money with 2 digits after the point`, `a link to account`. `keys`: of record types, by their ids."""
    name, _, operand = kind.partition(" ")
    if name == "link":
        return f"a link to {keys.get(operand, operand)}"
    if name == "links":
        return f"links to {keys.get(operand, operand)}"
    if name == "lines":
        return f"lines of {keys.get(operand, operand)}"
    return f"{name} with {operand} digits after the point" if operand else name
