"""One operation in the words of `runtime.migrations`. What means nothing to a database is written as nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from generator.app import App, Constant
from generator.changes import operations as changes
from generator.changes.operations import Column, Fill, Operation, Option
from generator.expressions import emit_python
from generator.problems import Position
from generator.python import Call, Code, call, lay_out, literal, mapping, read_code, sequence
from generator.render.meanings import meanings

CHOICES = ("choice", "choices")


@dataclass(frozen=True, slots=True)
class Written:
    """Calls of the vocabulary, and the modules that their code needs."""

    calls: tuple[Call, ...]
    modules: tuple[str, ...] = ()


def write_operation(operation: Operation, app: App) -> Written:
    writer = _WRITERS.get(type(operation))
    return joined(writer(operation, app) if writer else ())


def joined(parts: Iterable[Written]) -> Written:
    """All of them in their order."""
    found = tuple(parts)
    modules = {module for each in found for module in each.modules}
    return Written(tuple(call for each in found for call in each.calls), tuple(sorted(modules)))


def _add_record(operation: changes.AddRecord | changes.RestoreRecord, _app: App) -> Iterable[Written]:
    yield _made("AddTable", literal(operation.table))
    for column in operation.columns:
        yield from _add_links(column)


def _add_field(operation: changes.AddField | changes.RestoreField, app: App) -> Iterable[Written]:
    column = operation.column
    yield from _add_links(column)
    if column.column is None:
        return
    yield _add_column(column)
    if operation.computed:
        yield _made("Compute", literal(column.table), literal(column.column))
        return
    yield from _fill_or_require(operation, column, app)


def _convert(operation: changes.ConvertField, app: App) -> Iterable[Written]:
    source, target = operation.source, operation.target
    if source.column is None or target.column is None:
        return
    yield _add_column(target)
    named: dict[str, Code] = {
        "source": literal(source.kind),
        "target": literal(target.kind),
        "at": _place(operation.at),
    }
    for name, value in (("source_places", source.places), ("places", target.places)):
        if value is not None:
            named[name] = literal(value)
    for name, column in (("source_choices", source), ("choices", target)):
        if column.options:
            named[name] = lay_out(_options(column.options))
    if operation.fill or operation.from_now:
        named["unfit"] = literal("filled" if operation.fill else "stays")
    names = map(literal, (source.table, source.column, target.column))
    yield _made("Convert", *names, **named)
    if operation.fill and not operation.required:
        yield _fill(operation.fill, target, operation, app, instead_of=source.column)
    else:
        yield from _fill_or_require(operation, target, app, converted_from=source.column)


def _relink(operation: changes.RelinkField, app: App) -> Iterable[Written]:
    yield from _add_links(operation.target)
    if operation.target.column is None:
        return
    yield _add_column(operation.target)
    yield from _fill_or_require(operation, operation.target, app)


def _compute(operation: changes.ComputeField, _app: App) -> Iterable[Written]:
    if operation.column.column is not None:
        yield _made("Compute", literal(operation.table), literal(operation.column.column))


def _require(operation: changes.RequireField, app: App) -> Iterable[Written]:
    column = operation.column
    if column.column is None or (operation.from_now and not operation.fill):
        return
    if operation.fill:
        yield _fill(operation.fill, column, operation, app, required=True)
    else:
        yield _made("Require", literal(column.table), literal(column.column), at=_place(operation.at))


def _answer(operation: changes.AnswerField, app: App) -> Iterable[Written]:
    column = operation.column
    for each in operation.earlier:
        yield _made("Answer", literal(each.table), literal(each.column))
    fill = _fill(operation.fill, column, operation, app) if operation.fill else None
    named: dict[str, Code] = {"fill": fill.calls[0]} if fill else {}
    answer = _made("Answer", literal(column.table), literal(column.column), **named)
    yield Written(answer.calls, fill.modules if fill else ())


def _narrow(operation: changes.NarrowField, _app: App) -> Iterable[Written]:
    column = operation.column
    if column.column is None or operation.from_now:
        return
    named: dict[str, Code] = {"at": _place(operation.at)}
    if column.places is not None:
        named["places"] = literal(column.places)
    words = map(literal, (column.table, column.column, column.kind, operation.limit, operation.value))
    yield _made("Limit", *words, **named)


def _add_choice(operation: changes.AddChoice, _app: App) -> Iterable[Written]:
    for column in _of_choices(operation.columns):
        yield _made("AddChoice", *map(literal, (column.table, column.name, operation.stored)))


def _retire_choice(operation: changes.RetireChoice, _app: App) -> Iterable[Written]:
    for column in _of_choices(operation.columns):
        words = map(literal, (column.table, column.name, operation.stored))
        yield _made("RetireChoice", *words, **_choice_of(operation.at, column))


def _merge_choice(operation: changes.MergeChoice, _app: App) -> Iterable[Written]:
    for column in _of_choices(operation.columns):
        words = map(literal, (column.table, column.name, operation.old, operation.new))
        yield _made("MergeChoice", *words, **_choice_of(operation.at, column))


def _add_unique(operation: changes.AddUnique, _app: App) -> Iterable[Written]:
    names = _columns(operation.columns)
    yield _made("AddUnique", literal(operation.table), names, at=_place(operation.at))


def _drop_unique(operation: changes.DropUnique, _app: App) -> Iterable[Written]:
    yield _made("DropUnique", literal(operation.table), _columns(operation.columns))


def _index(operation: changes.AddIndex | changes.DropIndex, _app: App) -> Iterable[Written]:
    if operation.column.column is not None:
        name = type(operation).__name__
        yield _made(name, literal(operation.table), literal(operation.column.column))


def _joint_index(operation: changes.AddJointIndex | changes.DropJointIndex, _app: App) -> Iterable[Written]:
    yield _made(type(operation).__name__, literal(operation.table), _columns(operation.columns))


def _fill_or_require(operation: Any, column: Column, app: App, *, converted_from: str = "") -> Iterable[Written]:
    """What becomes of rows without a value, where the operation says it."""
    assert column.column is not None
    if operation.fill:
        yield _fill(operation.fill, column, operation, app, required=operation.required)
    elif operation.required and not operation.from_now:
        named = {"converted_from": literal(converted_from)} if converted_from else {}
        named = {"at": _place(operation.at), **named}
        yield _made("Require", literal(column.table), literal(column.column), **named)


def _fill(
    fill: Fill, column: Column, operation: Any, app: App, *, required: bool = False, instead_of: str = ""
) -> Written:
    assert column.column is not None
    value, modules, means = _value(fill, operation, app)
    named: dict[str, Code] = {"at": _place(operation.at)}
    if column.places is not None:
        named["places"] = literal(column.places)
    if required:
        named["required"] = "True"
    if instead_of:
        named["instead_of"] = literal(instead_of)
    if means:
        named["means"] = mapping({name: literal(meaning) for name, meaning in means.items()})
    words = map(literal, (column.table, column.column, column.kind))
    return Written((call("M.Fill", *words, value, **named),), modules)


def _value(fill: Fill, operation: Any, app: App) -> tuple[Code, tuple[str, ...], Mapping[str, str]]:
    """A constant, or a formula: the code of the rule as it is now, which this revision keeps, and what it means."""
    if isinstance(fill.value, Constant):
        code = literal(fill.value.value)
        return code, tuple(module for module in ("datetime", "decimal") if f"{module}." in code), {}
    rule = next(each for each in app.records[operation.record].rules if each.name == fill.value.name)
    emitted = emit_python(rule.expression, app.vocabulary)
    at = rule.expression.source.at
    parts = (
        ("", literal(" ".join(fill.source.split()))),
        ("", literal(f"{at.file}:{at.line}")),
        ("python=lambda this, given: ", read_code(emitted.text)),
    )
    return Call("M.Formula(", parts), emitted.modules, meanings(operation.record, emitted.text, app)


def _add_column(column: Column) -> Written:
    assert column.column is not None
    named: dict[str, Code] = {}
    if column.places is not None:
        named["places"] = literal(column.places)
    if column.target is not None:
        named["to"] = literal(column.target)
    return _made("AddColumn", *map(literal, (column.table, column.column, column.kind)), **named)


def _add_links(column: Column) -> Iterable[Written]:
    """The table of a set of links is made with the models; here it is told, so that it is known after a rollback."""
    if column.kind == "links":
        yield _made("AddTable", literal(f"{column.table}_{column.name}"))


def _of_choices(columns: Iterable[Column]) -> Iterable[Column]:
    return (column for column in columns if column.kind in CHOICES)


def _choice_of(at: Position, column: Column) -> dict[str, Code]:
    kind: dict[str, Code] = {"kind": literal(column.kind)} if column.kind == "choices" else {}
    return {"at": _place(at), **kind}


def _columns(columns: Iterable[Column]) -> Code:
    return lay_out(sequence(literal(column.column) for column in columns))


def _options(options: Iterable[Option]) -> Call:
    return mapping({option.stored: literal(option.label) for option in options})


def _place(at: Position) -> str:
    return literal(f"{at.file}:{at.line}")


def _made(name: str, *words: Code, **named: Code) -> Written:
    return Written((call(f"M.{name}", *words, **named),))


_WRITERS: Mapping[type[Any], Callable[[Any, App], Iterable[Written]]] = {
    changes.AddRecord: _add_record,
    changes.RestoreRecord: _add_record,
    changes.AddField: _add_field,
    changes.RestoreField: _add_field,
    changes.ConvertField: _convert,
    changes.RelinkField: _relink,
    changes.ComputeField: _compute,
    changes.RequireField: _require,
    changes.AnswerField: _answer,
    changes.NarrowField: _narrow,
    changes.AddChoice: _add_choice,
    changes.RetireChoice: _retire_choice,
    changes.MergeChoice: _merge_choice,
    changes.AddUnique: _add_unique,
    changes.DropUnique: _drop_unique,
    changes.AddIndex: _index,
    changes.DropIndex: _index,
    changes.AddJointIndex: _joint_index,
    changes.DropJointIndex: _joint_index,
}
