"""What is unique among lines is so among those of one owner: another one may have the same."""

from __future__ import annotations

from dataclasses import replace

from generator.app import Field, Unique


def within_owner(
    link: str | None, fields: tuple[Field, ...], unique: tuple[Unique, ...]
) -> tuple[tuple[Field, ...], tuple[Unique, ...]]:
    """The fields and what is unique of a record type; of lines, `link` is the one to their owner."""
    if link is None:
        return fields, unique
    single = [
        Unique((link, field.name), None, f"There is a line with this {field.label} already.", field.at)
        for field in fields
        if field.unique and field.name not in (link, "number")
    ]
    several = [replace(each, fields=(link, *(name for name in each.fields if name != link))) for each in unique]
    kept = {name for each in single for name in each.fields}
    return tuple(replace(each, unique=each.unique and each.name not in kept) for each in fields), (*single, *several)
