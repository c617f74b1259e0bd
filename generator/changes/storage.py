"""What the kinds in the lock are stored as: which store alike, and which can be converted into which."""

from __future__ import annotations

from collections.abc import Mapping

TEXTS = frozenset({"text", "longtext", "richtext", "email", "phone", "url", "address"})
NUMBERS = frozenset({"decimal", "percent", "money"})
FORMS: Mapping[str, int] = {"longtext": 0, "richtext": 0, "address": 0, "text": 1, "email": 2, "phone": 2, "url": 2}
"""How much a kind of text demands of its form: any lines, one line, a form of its own."""

_WRITTEN = ("integer", "number", "date", "datetime", "time", "duration", "yesno", "choice", "choices")
CONVERSIONS = frozenset(
    {
        *((family, "text") for family in _WRITTEN),
        *(("text", family) for family in _WRITTEN),
        ("integer", "number"),
        ("integer", "yesno"),
        ("integer", "choice"),
        ("number", "integer"),
        ("number", "number"),
        ("date", "datetime"),
        ("datetime", "date"),
        ("datetime", "time"),
        ("yesno", "integer"),
        ("yesno", "choice"),
        ("choice", "integer"),
        ("choice", "yesno"),
        ("choice", "choice"),
        ("choice", "choices"),
        ("choices", "choice"),
        ("choices", "choices"),
    }
)
"""Families of kinds: values of the one can be read as the other, though not each value."""


def family(kind: str) -> str:
    """`text` for all kinds of text, `number` for those with digits after the point, else the kind itself."""
    name = kind.partition(" ")[0]
    if name in TEXTS:
        return "text"
    return "number" if name in NUMBERS else name


def alike(old: str, new: str) -> bool:
    """Whether values of the one kind are values of the other as they stand in the database."""
    if family(old) == "text":
        return family(new) == "text"
    if family(old) == "number":
        return family(new) == "number" and old.partition(" ")[2] == new.partition(" ")[2]
    if old in ("file", "image"):
        return new in ("file", "image", "files")
    return old == new


def convertible(old: str, new: str) -> bool:
    """Whether values of the one kind can be converted into the other."""
    return (family(old), family(new)) in CONVERSIONS
