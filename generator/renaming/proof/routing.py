"""The routing of a record type, before and after."""

from __future__ import annotations

from generator.renaming.proof.rules import Pair
from generator.renaming.proof.told import Told, tell
from generator.renaming.proof.workflows import same_values
from generator.routing import Route


def compare_routing(pair: Pair) -> Told:
    one, other = pair.one.routing, pair.other.routing
    if len(one) != len(other):
        yield f"{pair.one.key}: routing"
        return
    for number, (left, right) in enumerate(zip(one, other, strict=True), start=1):
        yield from _route(left, right, number, pair)


def _route(one: Route, other: Route, number: int, pair: Pair) -> Told:
    key, new = pair.one.key, pair.renames
    field = pair.one.field(one.fill)
    target = field.target if field else None
    found = {
        "after": (new.of("move", key, one.after) if one.after else "") == other.after,
        "when": pair.same_rule(one.when, other.when),
        "set": same_values(one.set, other.set, key, pair),
        "fill": (new.field(key, one.fill) if one.fill else "") == other.fill,
        "candidates": pair.same_candidates(one.candidates, other.candidates, target),
        "barred": pair.same_candidates(one.barred, other.barred, target),
        "busy": pair.same_rule(one.busy, other.busy),
        "at": True,
    }
    yield from tell(f"{key}.routing {number}", one, other, found)
