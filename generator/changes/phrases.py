"""Words that operations are told with: counts of rows, fills, limits, kinds."""

from __future__ import annotations

from generator.changes.columns import Column, Fill, Limit


def count(rows: int) -> str:
    """`1,203 rows`, `1 row`."""
    return f"{rows:,} row{'s' * (rows != 1)}"


def listed(names: tuple[str, ...]) -> str:
    """`a, b and c`."""
    return " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))


def fill_words(fill: Fill) -> str:
    """`its default, 3`."""
    return f"its {fill.key}, {fill.source}"


def kind_words(column: Column) -> str:
    """`money with 2 digits after the point`."""
    if column.kind in ("decimal", "percent", "money") and column.places is not None:
        return f"{column.kind} with {column.places} digits after the point"
    return column.kind


def limit_words(limit: Limit, value: str | int | None) -> str:
    """`at most 40 characters`; of no limit any more: `any length`."""
    match limit:
        case "kind":
            return f"its kind is {value}"
        case "length":
            return "any length" if value is None else f"at most {value} characters"
        case "max":
            return "no greatest value" if value is None else f"at most {value}"
        case "min":
            return "no least value" if value is None else f"at least {value}"
        case "pattern":
            return "no pattern" if value is None else f"the pattern {value}"
