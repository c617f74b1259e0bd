"""Whom a rule of routing chooses among: `fill`, `from`, `except`, and how busy they are."""

from __future__ import annotations

import re

from generator.expressions.types import Type, Use
from generator.problems import Text
from generator.resolve.problems import missing
from generator.resolve.routing.spot import Spot
from generator.resolve.workflow.paths import follow
from generator.spec import Field, Record

PATH = re.compile(r"[a-z_][a-z0-9_]*(\s*\.\s*[a-z_][a-z0-9_]*)*", re.ASCII)


def filled(spot: Spot) -> str:
    """The record type that the field `fill` leads to; "" where there is none, which is told."""
    name, fields = spot.route.fill, spot.record.fields
    if name is None:
        return ""
    field = fields.get(name)
    if field is None:
        links = [str(each) for each, field in fields.items() if field.kind == "link" and not field.kept]
        spot.problems.append(missing(f"'fill' of {spot.where}", "field", name, links, "links"))
        return ""
    why = _why_not(field, spot)
    if why:
        spot.report("S351", f"{spot.where} cannot fill '{name}': {why}", name, "name a link of this record type")
        return ""
    return str(field.to) if field.to in spot.context.records else ""


def _why_not(field: Field, spot: Spot) -> str:
    if field.kind != "link":
        return f"it is of type '{field.kind}'"
    if field.formula is not None:
        return "it is computed"
    if field.where is not None and spot.book.personal(field.where):
        return "who may be chosen in it depends on who asks, and nobody in particular routes"
    return ""


def candidates(spot: Spot, target: str) -> str | None:
    """The rule of `from`: a path to them, or a condition about `it`."""
    text = spot.route.candidates
    if text is None or not target:
        return None
    words = _belonging(text, spot, target) if is_path(text, spot.record) else text
    return None if words is None else spot.book.rule(words, Use.CANDIDATES, spot.about(target), spot.rule_name("from"))


def barred(spot: Spot, target: str) -> str | None:
    """The rule of `except`."""
    text = spot.route.barred
    if text is None or not target:
        return None
    return spot.book.rule(text, Use.CANDIDATES, spot.about(target), spot.rule_name("except"))


def measure(spot: Spot, target: str) -> str | None:
    """The rule of `busy`; of a set, how many there are."""
    text = spot.route.busy
    if text is None or not target:
        return None
    words = Text(f"count({text})", text.at) if _is_set(text, spot, target) else text
    return spot.book.rule(words, Use.MEASURE, spot.about(target), spot.rule_name("busy"), Type("number"))


def is_path(text: Text, record: Record) -> bool:
    """Whether `from` leads to the candidates, and is no condition about one of them."""
    first = text.partition(".")[0].strip()
    return PATH.fullmatch(text) is not None and first != "it" and text not in record.rules


def _belonging(path: Text, spot: Spot, target: str) -> Text | None:
    """ "it in team.members", "it == product.owner"."""
    found = follow(path, "from", spot.where, spot)
    if found is None:
        return None
    record, steps = found
    if record.key != target:
        message = f"'from' of {spot.where} leads to '{record.key}', and '{spot.route.fill}' is a link to '{target}'"
        spot.report("S352", message, path)
        return None
    return Text(f"it {'in' if _many(steps, str(spot.record.key), spot) else '=='} {path}", path.at)


def _is_set(text: Text, spot: Spot, target: str) -> bool:
    """Whether it is a path from the candidate that leads to a set."""
    first, *steps = (step.strip() for step in text.split("."))
    return PATH.fullmatch(text) is not None and first == "it" and _many(steps, target, spot)


def _many(steps: tuple[str, ...] | list[str], key: str, spot: Spot) -> bool:
    """Whether one of the steps leads to several records; where there is no such way, that is told elsewhere."""
    for step in steps:
        shape = spot.context.vocabulary.records.get(key)
        if shape is None:
            return False
        if step in shape.backs or (step in shape.fields and shape.fields[step].type.many):
            return True
        key = (shape.fields[step].type.record or "") if step in shape.fields else ""
    return False
