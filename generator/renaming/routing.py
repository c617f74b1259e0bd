"""What rules of routing name: moves, fields, values, and the ways to candidates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generator.expressions.types import Names
from generator.problems import Text
from generator.renaming.things import Thing
from generator.renaming.workflow import follow, name_values
from generator.renaming.world import names_with
from generator.resolve.routing.candidates import is_path
from generator.routes import Route
from generator.routing import CREATED
from generator.spec import Record

if TYPE_CHECKING:
    from generator.renaming.records import Records


def read_routing(record: Record, records: Records) -> None:
    """Adds its names to the mentions of `records`."""
    for route in record.routing:
        _route(route, record, records)


def _route(route: Route, record: Record, records: Records) -> None:
    key, names = str(record.key), Names(this=str(record.key))
    if route.after is not None and route.after != CREATED:
        records.mentions.whole(route.after, Thing("move", key, str(route.after)))
    records.each(route.when, [names])
    name_values(route.set, key, [names], records)
    if route.fill is not None:
        records.fields([route.fill], key)
        target = records.world.shape(key).fields[str(route.fill)].type.record
        about = [names_with(names, Text(target, route.fill.at) if target else None)]
        if route.candidates is not None and is_path(route.candidates, record):
            follow(route.candidates, key, records)
        else:
            records.each(route.candidates, about)
        records.each(route.barred, about)
        records.each(route.busy, about)
