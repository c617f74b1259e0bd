"""Routing: `generated/routing/<record>.py`, whom records of a type are given to."""

from __future__ import annotations

import re

from generator.access.telling import rule_words
from generator.app import App, Record
from generator.python import Call, Code, assign, call, literal, sequence
from generator.render.module import Import, render_module
from generator.render.workflows import values_code
from generator.routing import FIRST, Route


def render_routing(record: Record, app: App) -> str | None:
    """The module of a record type's routing, or None if it has none."""
    if not record.routing:
        return None
    block = assign("ROUTING", sequence(_route(route, record, app) for route in record.routing))
    return render_module(
        source=record.file,
        extension=f"extensions/{record.key}.py",
        doc="Whom the records are given to.",
        imports=[
            Import("runtime.declarations.routing", "Route"),
            *([Import("generated.rules", record.key, "rules")] if "rules." in block else []),
            *(Import(module) for module in ("datetime", "decimal") if re.search(rf"\b{module}\.\w+\(", block)),
        ],
        blocks=[block],
    )


def _route(route: Route, record: Record, app: App) -> Call:
    named: dict[str, Code] = {}
    if route.after:
        named["after"] = literal(route.after)
    if route.when:
        named["when"] = f"rules.{route.when}"
        named["because"] = literal(_words(route.when, record, app))
    if route.set:
        named["set"] = values_code(route.set)
    if route.fill:
        named["fill"] = literal(route.fill)
    for name in ("candidates", "barred", "busy"):
        if getattr(route, name):
            named[name] = f"rules.{getattr(route, name)}"
    if route.pick != FIRST:
        named["pick"] = literal(route.pick)
    if route.again_after is not None:
        named["again_after"] = literal(route.again_after)
    return call("Route", **named)


def _words(when: str, record: Record, app: App) -> str:
    """The condition as it is told to those who ask why."""
    rule = next(rule for rule in record.rules if rule.name == when)
    return rule_words(rule.expression, app, "", record.key)
