"""What a handler asks of the record of its event: fields before and after, those that it sets or refuses at."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from generator.app import Record
from generator.problems import Problem
from portal.extension_module import Module, text_of
from portal.extension_names import Known

RECORDS = ("before", "after")


def find_in_handler(
    module: Module, node: ast.FunctionDef | ast.AsyncFunctionDef, records: Sequence[Record], known: Known
) -> Iterator[Problem]:
    event = node.args.args[0].arg
    aliases = _aliases(node, event)
    for inner in ast.walk(node):
        for name, place in _names(inner, event, aliases):
            for record in records:
                lack = known.lack_of_field(record, name, module.at(place))
                if lack:
                    yield lack


def _aliases(node: ast.AST, event: str) -> frozenset[str]:
    """Local names given to the record: `order = event.after`."""
    found: set[str] = set()
    for inner in ast.walk(node):
        if isinstance(inner, ast.Assign) and _is_record(inner.value, event, frozenset()):
            found |= {each.id for each in inner.targets if isinstance(each, ast.Name)}
        elif isinstance(inner, ast.NamedExpr) and _is_record(inner.value, event, frozenset()):
            found.add(inner.target.id)
    return frozenset(found)


def _is_record(node: ast.AST, event: str, aliases: frozenset[str]) -> bool:
    if isinstance(node, ast.Name):
        return node.id in aliases
    return isinstance(node, ast.Attribute) and node.attr in RECORDS and _is_event(node.value, event)


def _is_event(node: ast.AST, event: str) -> bool:
    return isinstance(node, ast.Name) and node.id == event


def _names(node: ast.AST, event: str, aliases: frozenset[str]) -> Iterator[tuple[str, ast.AST]]:
    """The names of fields that one expression asks for."""
    if isinstance(node, ast.Attribute) and _is_record(node.value, event, aliases) and not node.attr.startswith("_"):
        yield node.attr, node
    elif isinstance(node, ast.Subscript) and _is_record(node.value, event, aliases):
        name = text_of(node.slice)
        if name is not None:
            yield name, node.slice
    elif isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.In | ast.NotIn):
        name = text_of(node.left)
        if name is not None and _is_changed(node.comparators[0], event, aliases):
            yield name, node.left
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _is_event(node.func.value, event):
        yield from _said(node, node.func.attr)


def _is_changed(node: ast.AST, event: str, aliases: frozenset[str]) -> bool:
    if isinstance(node, ast.Attribute) and node.attr == "changed" and _is_event(node.value, event):
        return True
    return _is_record(node, event, aliases)


def _said(call: ast.Call, word: str) -> Iterator[tuple[str, ast.AST]]:
    if word == "set":
        yield from ((each.arg, each) for each in call.keywords if each.arg)
    elif word == "refuse":
        given = [each.value for each in call.keywords if each.arg == "field"] or call.args[1:2]
        for node in given:
            name = text_of(node)
            if name:
                yield name, node
