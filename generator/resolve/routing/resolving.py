"""Rules of routing, with every name in them looked up and every value read."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from generator.expressions.types import Use
from generator.fields.reading import duration
from generator.problems import Text
from generator.resolve.context import Context
from generator.resolve.problems import missing
from generator.resolve.routing.candidates import barred, candidates, filled, measure
from generator.resolve.routing.spot import Spot
from generator.resolve.workflow.values import Setting, values_of
from generator.routing import CREATED, FIRST, LEAST_BUSY
from generator.routing import Route as Resolved
from generator.spec import Record

NEED_FILL = {"candidates": "from", "barred": "except", "pick": "pick", "busy": "busy", "again_after": "again_after"}
"""Keys that say who fills a field, as they are called in specs."""


def resolve_routing(record: Record, context: Context) -> tuple[Resolved, ...]:
    if record.routing and context.vocabulary.records[record.key].parent is not None:
        at = Text("routing", record.routing[0].at)
        spot = Spot(record, context, record.routing[0], 1)
        hint = "route the record that they belong to"
        spot.report("S355", "lines belong to their record, so nobody else is given them", at, hint)
        return ()
    return tuple(_route(Spot(record, context, route, number)) for number, route in enumerate(record.routing, start=1))


def _route(spot: Spot) -> Resolved:
    route = spot.route
    _check_keys(spot)
    target = filled(spot)
    setting = Setting(f"'set' of {spot.where}", spot.record, spot.rule_name("set"), spot.names)
    return Resolved(
        after=_after(spot),
        when=None if route.when is None else spot.book.rule(route.when, Use.GUARD, spot.names, spot.rule_name("when")),
        set=values_of(route.set, setting, spot),
        fill=str(route.fill) if target else "",
        candidates=candidates(spot, target),
        barred=barred(spot, target),
        pick=str(route.pick or FIRST),
        busy=measure(spot, target),
        again_after=_span(spot),
        at=route.at,
    )


def _after(spot: Spot) -> str:
    move = spot.route.after
    if move is None or move == CREATED:
        return ""
    if spot.record.workflow is None:
        message = f"'after' of {spot.where} waits for a move, and '{spot.record.key}' has no workflow"
        spot.report("S353", message, move, "take 'after' out: without it the rule counts for new records")
    elif move not in spot.record.workflow.moves:
        known = [*spot.record.workflow.moves, CREATED]
        spot.problems.append(missing(f"'after' of {spot.where}", "move", move, known))
    return str(move)


def _span(spot: Spot) -> timedelta | None:
    text = spot.route.again_after
    if text is None:
        return None
    try:
        span = duration(text)
    except ValueError as error:
        spot.report("S215", str(error), text)
        return None
    if span <= timedelta():
        spot.report("S215", f"'{text}' is no time to wait for somebody", text, "write for example 30m, 24h or 2d")
    return span


def _check_keys(spot: Spot) -> None:
    route = spot.route
    if route.fill is None and not route.set:
        hint = "write fill: with a link and from: with the candidates, or set: with values"
        spot.tell("S354", f"{spot.where} does nothing: it neither fills nor sets anything", route.at, hint)
    for key, text in _without_fill(spot):
        message = f"'{key}' of {spot.where} says who fills a field, and nothing says which"
        spot.report("S353", message, text, "add fill: with a link of this record type")
    if route.pick == LEAST_BUSY and route.busy is None:
        message = f"{spot.where} picks the least busy, and nothing says how busy somebody is"
        spot.report("S353", message, route.pick, "add busy: with a set that is counted, or a number, of 'it'")
    if route.busy is not None and route.fill is not None and route.pick != LEAST_BUSY:
        message = f"'busy' of {spot.where} has no effect: it is for pick: least_busy"
        spot.report("S353", message, route.busy, "write pick: least_busy, or remove 'busy'")
    if route.fill is not None and route.fill in route.set:
        message = f"{spot.where} sets '{route.fill}' and fills it"
        spot.report("S353", message, route.fill, "take it out of one of them")


def _without_fill(spot: Spot) -> Iterator[tuple[str, Text]]:
    if spot.route.fill is None:
        for attribute, key in NEED_FILL.items():
            text: Text | None = getattr(spot.route, attribute)
            if text is not None:
                yield key, text
