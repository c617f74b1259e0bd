"""Mapped classes: `generated/models/<record>.py`, and the shared lists of choices in `generated/choices/`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.app import App, Choices, Field, Record
from generator.backs import BackLink
from generator.fields.own import OwnKind
from generator.python import Call, Code, assign, call, constant_name, lay_out, literal, mapping, model_name
from generator.render.module import Import, render_module

LINK_KINDS = {"link", "links"}


def render_choices(choices: Choices) -> str:
    """The module of a shared list of choices."""
    assert choices.shared is not None
    return render_module(
        source=choices.file,
        doc="Choices shared by fields.",
        imports=(),
        blocks=_choices_blocks(choices, _stored_names([choices])),
    )


def render_model(record: Record, app: App) -> str:
    """The module of a record type's mapped class; choices written at its fields stand above it."""
    lists = {field.choices.constant: field.choices for field in record.fields if field.choices}
    names = _stored_names(lists.values())
    own = [block for each in lists.values() if not each.shared for block in _choices_blocks(each, names)]
    shared = [each for choices in lists.values() if choices.shared for each in _shared(choices, names)]
    return render_module(
        source=record.file,
        extension=f"extensions/{record.key}.py",
        doc=f"The table {record.table}.",
        imports=[Import("runtime", "fields", "F"), Import("runtime", "records"), *shared, *_own_kinds(record)],
        blocks=[*own, _class_block(record, Names(app, names))],
    )


@dataclass(frozen=True, slots=True)
class Names:
    """What a declaration refers to: record types, for their tables, and the constants of stored choices."""

    app: App
    stored: Mapping[str, str]

    def table_of(self, key: str) -> str:
        return self.app.records[key].table


def _stored_names(lists: Iterable[Choices]) -> dict[str, str]:
    """The constant with the stored names of each list that has any, by the list's own."""
    listed = list(lists)
    taken = {choices.constant for choices in listed}
    found: dict[str, str] = {}
    for choices in listed:
        if choices.stored:
            name = f"{choices.constant}_STORED"
            while name in taken:
                name += "_"
            taken.add(name)
            found[choices.constant] = name
    return found


def _shared(choices: Choices, names: Mapping[str, str]) -> Iterator[Import]:
    module = f"generated.choices.{choices.shared}"
    yield Import(module, choices.constant)
    if choices.constant in names:
        own, here = f"{choices.constant}_STORED", names[choices.constant]
        yield Import(module, own, here if here != own else "")


def _choices_blocks(choices: Choices, names: Mapping[str, str]) -> list[str]:
    """The list, and what the database keeps for its choices where that is not what they are called."""
    blocks = [_dictionary(choices.constant, dict(choices.options))]
    if choices.constant in names:
        blocks.append(_dictionary(names[choices.constant], choices.stored))
    return blocks


def _dictionary(constant: str, texts: Mapping[str, str]) -> str:
    table = mapping({key: literal(text) for key, text in texts.items()})
    lines = "".join(f"    {label}{part},\n" for label, part in table.parts)
    return f"{constant} = {{\n{lines}}}"


def _class_block(record: Record, names: Names) -> str:
    lines = [f"class {record.class_name}(records.Record):", f"    __tablename__ = {literal(record.table)}"]
    joint = [call(name, *map(literal, _columns(record, fields))) for name, fields in _joint(record)]
    if joint:
        lines.append("    " + assign("__table_args__", Call("(", tuple(("", each) for each in joint)), indent=1))
    lines.append("")
    lines += [f"    {line}" for field in record.fields for line in _field_lines(field, record, names)]
    fields = {field.name for field in record.fields}
    lines += [f"    {_back_line(back)}" for back in record.back_links if back.name not in fields]
    return "\n".join(lines)


def _joint(record: Record) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield from (("records.unique", unique.fields) for unique in record.unique if unique.unless is None)
    yield from (("records.index", index.fields) for index in record.indexes)


def _columns(record: Record, names: tuple[str, ...]) -> list[str]:
    links = {field.name for field in record.fields if field.kind == "link"}
    return [f"{name}_id" if name in links else name for name in names]


def _field_lines(field: Field, record: Record, names: Names) -> list[str]:
    declaration = _declaration(field, record, names)
    if field.kind != "link":
        return [assign(field.name, declaration, indent=1)]
    assert field.target is not None
    linked: dict[str, Code] = {"back": literal(field.back)} if field.back else {}
    return [
        assign(f"{field.name}_id", declaration, indent=1),
        assign(field.name, call("F.linked", literal(model_name(field.target)), f"{field.name}_id", **linked), indent=1),
    ]


def _declaration(field: Field, record: Record, names: Names) -> Call:
    positional = [literal(field.label)]
    if field.choices:
        positional.append(field.choices.constant)
    return call(f"F.{field.kind}", *positional, **_stored(field, names), **_options(field, record, names))


def _stored(field: Field, names: Names) -> dict[str, Code]:
    """What the database keeps under another name than the present one."""
    options: dict[str, Code] = {}
    if field.choices and field.choices.stored:
        options["stored"] = names.stored[field.choices.constant]
    if field.stored != field.name:
        options["column"] = literal(field.stored)
    return options


def _options(field: Field, record: Record, names: Names) -> dict[str, Code]:
    options: dict[str, Code] = {}
    if field.target:
        options |= _target(field, field.target, record, names)
    if field.lines:
        options |= {"of": literal(field.lines.record), "cls": literal(model_name(field.lines.record))}
        options |= {"link": literal(field.lines.link)}
    for name in ("required", "unique", "private", "index"):
        if getattr(field, name):
            options[name] = "True"
    for name in ("length", "places", "size"):
        if getattr(field, name) is not None:
            options[name] = literal(getattr(field, name))
    if field.own:
        options["own"] = _own_constant(field.own)
    if field.pattern:
        options["pattern"] = literal(field.pattern)
    if field.accept:
        options["accept"] = lay_out(Call("(", tuple(("", literal(each)) for each in field.accept)))
    if field.formula or (field.kept and field.computed):
        options["computed"] = "True"
    if field.hint:
        options["hint"] = literal(field.hint)
    return options


def _own_constant(own: OwnKind) -> str:
    return f"{constant_name(own.name)}_KIND"


def _own_kinds(record: Record) -> list[Import]:
    kinds = sorted({field.own.name: field.own for field in record.fields if field.own}.items())
    return [Import(f"extensions.fields.{name}", "KIND", _own_constant(own)) for name, own in kinds]


def _target(field: Field, target: str, record: Record, names: Names) -> dict[str, Code]:
    """Where a link leads; of a set of links, also where it is kept."""
    table = names.table_of(target)
    moved = table != target
    if field.kind == "link":
        return {"to": literal(target), "table": literal(table)} if moved else {"to": literal(target)}
    options: dict[str, Code] = {"to": literal(target), "table": literal(f"{record.table}_{field.stored}")}
    options["cls"] = literal(model_name(target))
    if moved:
        options["target_table"] = literal(table)
    if field.back:
        options["back"] = literal(field.back)
    return options


def _back_line(back: BackLink) -> str:
    named: dict[str, Code] = {"many": "True"} if back.many else {}
    return assign(back.name, call("F.back", literal(model_name(back.record)), literal(back.field), **named), indent=1)
