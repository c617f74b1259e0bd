"""Rules: `generated/rules/<record>.py`. Each is stated with the analyst's words, its place and what it compiles to."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain

from generator.app import App, Record, Rule
from generator.expressions import emit_python, emit_sql
from generator.expressions.types import Code as Emitted
from generator.expressions.types import Dependency
from generator.python import Call, Code, assign, call, lay_out, literal, model_name, read_code, sequence
from generator.render.module import Import, render_module

CLASSES = {
    "rule": "Rule",
    "candidates": "Candidates",
    "measure": "Measure",
    "formula": "Computed",
    "value": "Formula",
}
ABOUT_IT = ("candidates", "measure")


def render_rules(record: Record, app: App) -> str | None:
    """The module of a record type's rules, or None if it has none."""
    guards = _guards(record)
    in_sql = _judged_in_sql(record, app)
    emitted = [(rule, _sql(rule, in_sql | guards, app), _python(rule, in_sql - guards, app)) for rule in record.rules]
    if not emitted:
        return None
    codes = [code for _, sql, python in emitted for code in (sql, python) if code]
    return render_module(
        source=record.file,
        extension=f"extensions/{record.key}.py",
        doc="Rules, as the specs state them.",
        imports=[*_imports(codes), *_classes(record.rules)],
        blocks=[assign(rule.name, _declaration(rule, sql, python)) for rule, sql, python in emitted],
    )


def _guards(record: Record) -> set[str]:
    """The conditions of moves and of routing, which a change judges in Python where it can and a page asks the database
    about all at once; and those of notices, which the database judges with whom they go to."""
    moves = record.workflow.moves if record.workflow else ()
    of_routes, of_notices = (route.when for route in record.routing), (notice.when for notice in record.notices)
    found = (*(move.when for move in moves), *of_routes, *of_notices)
    return {when for when in found if when}


def _judged_in_sql(record: Record, app: App) -> set[str]:
    """The rules that the database judges: rows, conditions of grants, deletion, saved filters, who may log in."""
    used: set[str | None] = set()
    for access in record.accesses:
        used |= {access.rows, access.delete, *(grant.when for grant in (*access.see, *access.edit))}
    for portal in app.portals.values():
        used |= {entry.where for entry in portal.menu if entry.record == record.key}
        if portal.who == record.key:
            used.add(portal.where)
    return {name for name in used if name}


def _sql(rule: Rule, judged: set[str], app: App) -> Emitted | None:
    if rule.use in ABOUT_IT or (rule.use == "rule" and rule.name in judged and rule.expression.sql):
        return emit_sql(rule.expression, app.vocabulary)
    return None


def _python(rule: Rule, judged: set[str], app: App) -> Emitted | None:
    if rule.use in ABOUT_IT or (rule.use == "rule" and rule.name in judged and not rule.expression.local):
        return None
    return emit_python(rule.expression, app.vocabulary)


def _declaration(rule: Rule, sql: Emitted | None, python: Emitted | None) -> Call:
    words = literal(" ".join(rule.expression.source.split()))
    at = rule.expression.source.at
    place = literal(f"{at.file}:{at.line}")
    parts: list[tuple[str, Code]] = [("", words), ("", place)]
    if sql:
        parameters = "this, given, it" if rule.use in ABOUT_IT else "this, given"
        parts.append((f"sql=lambda {parameters}: ", read_code(sql.text)))
    if python:
        parts.append(("python=lambda this, given: ", read_code(python.text)))
    if rule.use == "rule" and rule.expression.local:
        parts.append(("local=", "True"))
    if rule.use != "formula":
        return Call(f"{CLASSES[rule.use]}(", tuple(parts))
    return call("Computed", Call("Formula(", tuple(parts)), sequence(map(_dependency, rule.expression.depends)))


def _dependency(dependency: Dependency) -> Call:
    named: dict[str, Code] = {}
    if dependency.through:
        named["through"] = lay_out(sequence(map(literal, dependency.through)))
    return call("Dependency", literal(dependency.record), sequence(map(literal, dependency.fields)), **named)


def _imports(codes: Iterable[Emitted]) -> list[Import]:
    records = sorted(set(chain.from_iterable(code.records for code in codes)))
    modules = sorted(set(chain.from_iterable(code.modules for code in codes)))
    runtime = {"sql", "values"}
    return [
        *(Import(f"generated.models.{key}", model_name(key)) for key in records),
        *(Import("runtime", module) if module in runtime else Import(module) for module in modules),
    ]


def _classes(rules: Iterable[Rule]) -> list[Import]:
    needed = {CLASSES[rule.use] for rule in rules}
    if "Computed" in needed:
        needed |= {"Formula"}
    if any(rule.expression.depends for rule in rules if rule.use == "formula"):
        needed.add("Dependency")
    return [Import("runtime.declarations.rules", name) for name in sorted(needed)]
