"""The key `routing` of a record type: a list of rules."""

from __future__ import annotations

from collections.abc import Iterator

from generator.reading.values import text, text_table
from generator.routes import Route
from generator.sources import Items, Table


def read_routing(record: Table) -> tuple[Route, ...]:
    """What is no list of rules is reported by its shape."""
    return tuple(_routes(record))


def _routes(record: Table) -> Iterator[Route]:
    listed = record.get("routing")
    for item in listed if isinstance(listed, Items) else ():
        if isinstance(item, Table):
            yield Route(
                at=item.at,
                after=text(item, "after"),
                when=text(item, "when"),
                set=text_table(item, "set"),
                fill=text(item, "fill"),
                candidates=text(item, "from"),
                barred=text(item, "except"),
                pick=text(item, "pick"),
                busy=text(item, "busy"),
                again_after=text(item, "again_after"),
            )
