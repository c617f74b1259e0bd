"""Mapped classes: `generated/models/<record>.py`, and the shared lists of choices in `generated/choices/`."""

from __future__ import annotations

from generator.app import App, BackLink, Choices, Field, Record
from generator.python import Call, Code, assign, call, lay_out, literal, mapping, model_name
from generator.render.module import Import, render_module

LINK_KINDS = {"link", "links"}


def render_choices(choices: Choices) -> str:
    """The module of a shared list of choices."""
    assert choices.shared is not None
    return render_module(
        source=choices.file, doc="Choices shared by fields.", imports=(), blocks=[_choices_block(choices)]
    )


def render_model(record: Record, app: App) -> str:
    """The module of a record type's mapped class; choices written at its fields stand above it."""
    lists = {field.choices.constant: field.choices for field in record.fields if field.choices}
    own = [_choices_block(choices) for choices in lists.values() if not choices.shared]
    shared = [
        Import(f"generated.choices.{choices.shared}", choices.constant) for choices in lists.values() if choices.shared
    ]
    return render_module(
        source=record.file,
        extension=f"extensions/{record.key}.py",
        doc=f"The table {record.key}.",
        imports=[Import("runtime", "fields", "F"), Import("runtime", "records"), *shared],
        blocks=[*own, _class_block(record)],
    )


def _choices_block(choices: Choices) -> str:
    table = mapping({key: literal(label) for key, label in choices.options})
    lines = "".join(f"    {label}{part},\n" for label, part in table.parts)
    return f"{choices.constant} = {{\n{lines}}}"


def _class_block(record: Record) -> str:
    lines = [f"class {record.class_name}(records.Record):", f"    __tablename__ = {literal(record.key)}"]
    uniques = [unique for unique in record.unique if unique.unless is None]
    if uniques:
        tables = [call("records.unique", *map(literal, _columns(record, unique.fields))) for unique in uniques]
        lines.append("    " + assign("__table_args__", Call("(", tuple(("", table) for table in tables)), indent=1))
    lines.append("")
    lines += [f"    {line}" for field in record.fields for line in _field_lines(field, record)]
    lines += [f"    {_back_line(back)}" for back in record.back_links]
    return "\n".join(lines)


def _columns(record: Record, names: tuple[str, ...]) -> list[str]:
    links = {field.name for field in record.fields if field.kind == "link"}
    return [f"{name}_id" if name in links else name for name in names]


def _field_lines(field: Field, record: Record) -> list[str]:
    declaration = _declaration(field, record)
    if field.kind != "link":
        return [assign(field.name, declaration, indent=1)]
    assert field.target is not None
    linked: dict[str, Code] = {"back": literal(field.back)} if field.back else {}
    return [
        assign(f"{field.name}_id", declaration, indent=1),
        assign(field.name, call("F.linked", literal(model_name(field.target)), f"{field.name}_id", **linked), indent=1),
    ]


def _declaration(field: Field, record: Record) -> Call:
    positional = [literal(field.label)]
    if field.choices:
        positional.append(field.choices.constant)
    return call(f"F.{field.kind}", *positional, **_options(field, record))


def _options(field: Field, record: Record) -> dict[str, Code]:
    options: dict[str, Code] = {}
    if field.target:
        options["to"] = literal(field.target)
    if field.kind == "links":
        assert field.target is not None
        options["table"] = literal(f"{record.key}_{field.name}")
        options["cls"] = literal(model_name(field.target))
        if field.back:
            options["back"] = literal(field.back)
    for name in ("required", "unique", "private", "index"):
        if getattr(field, name):
            options[name] = "True"
    for name in ("length", "places", "size"):
        if getattr(field, name) is not None:
            options[name] = literal(getattr(field, name))
    if field.pattern:
        options["pattern"] = literal(field.pattern)
    if field.accept:
        options["accept"] = lay_out(Call("(", tuple(("", literal(each)) for each in field.accept)))
    if field.formula:
        options["computed"] = "True"
    if field.hint:
        options["hint"] = literal(field.hint)
    return options


def _back_line(back: BackLink) -> str:
    named: dict[str, Code] = {"many": "True"} if back.many else {}
    return assign(back.name, call("F.back", literal(model_name(back.record)), literal(back.field), **named), indent=1)
