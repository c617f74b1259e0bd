"""What of two values is not the same, in words. What nobody looked at must be equal: new attributes too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Told = Iterator[str]
"""Words for each thing that is not the same: "order.total: default"."""


def tell(where: str, one: DataclassInstance, other: DataclassInstance, found: Mapping[str, bool]) -> Told:
    """`found` says of attributes whether they are the same."""
    for field in fields(one):
        name = field.name
        if not (found[name] if name in found else getattr(one, name) == getattr(other, name)):
            yield f"{where}: {name}"
