"""Schemas of the interface for other systems: `generated/api/<record>.py`, a class for each different set of fields.

What the documents for developers say of the same fields is written by `generator.render.openapi`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import shorten

from generator.app import Access, App, Field, Record
from generator.names import BUILT_IN
from generator.python import Code, assign, call, docstring, lay_out, literal, sequence
from generator.render.forms import needs_of, own_class
from generator.render.module import Import, render_module

WORDS: Mapping[str, str] = {
    **dict.fromkeys(("text", "longtext", "richtext", "address", "url", "account"), "Text"),
    "email": "Email",
    "phone": "Phone",
    **dict.fromkeys(("decimal", "percent", "money"), "Number"),
    "integer": "Whole",
    "date": "Day",
    "datetime": "Moment",
    "time": "Clock",
    "duration": "Span",
    "yesno": "YesNo",
    "choice": "Choice",
    "choices": "Choices",
    "link": "Link",
    "links": "Links",
    "lines": "Lines",
    **dict.fromkeys(("file", "image"), "File"),
    "files": "Files",
}
"""The class of `runtime.web.api.schemas` for each kind of field."""

ALWAYS = frozenset({"id", "revision"})
"""Built-in fields that every answer has or has not by itself."""

LONGEST_DOC = 100
"""Of the line that says whose a class is."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What a schema has: fields, and values one link away, whose names are none in Python; each with its code."""

    fields: tuple[tuple[str, str], ...]
    beyond: tuple[tuple[str, str], ...]

    def __bool__(self) -> bool:
        return bool(self.fields or self.beyond)


def schema_of(record: Record, access: Access, app: App) -> str | None:
    """The class of this access's schema; None where its portal has no interface or nothing is read or sent."""
    shape = _shape(record, access, app)
    return _name(record, _classes(record, app)[shape]) if shape else None


def render_schemas(record: Record, app: App) -> str | None:
    """The module of a record type's schemas, or None if it is in no interface."""
    classes = _classes(record, app)
    if not classes:
        return None
    wholes = {each[0].portal: (_name(record, each), shape) for shape, each in classes.items() if not each[0].role}
    blocks = [
        _class_block(_name(record, each), each, shape, wholes.get(each[0].portal)) for shape, each in classes.items()
    ]
    return render_module(
        source=record.file,
        extension=f"extensions/{record.key}.py",
        doc="What other systems read and send, portal by portal.",
        imports=[
            Import("runtime.web.api", "schemas", "A"),
            *_choices_imports(record, "\n".join(blocks)),
            *_lines_imports(record, "\n".join(blocks)),
        ],
        blocks=blocks,
    )


def _classes(record: Record, app: App) -> dict[Shape, list[Access]]:
    """For each class the accesses that share it, since they have the same fields; it has the first one's name."""
    found: dict[Shape, list[Access]] = {}
    for access in record.accesses:
        shape = _shape(record, access, app)
        if shape:
            found.setdefault(shape, []).append(access)
    return found


def _name(record: Record, sharing: Sequence[Access]) -> str:
    return own_class(record, sharing[0], "Schema")


def _doc(sharing: Sequence[Access]) -> str:
    """Whose class it is: by its name, it would be that of the first one alone."""
    roles: dict[str, list[str]] = {}
    for access in sharing:
        roles.setdefault(access.portal, []).extend([access.role] if access.role else [])
    portals = [f"{portal} ({', '.join(each)})" if each else portal for portal, each in roles.items()]
    return docstring(shorten(f"What is read and sent in {', '.join(portals)}.", LONGEST_DOC, placeholder=" …"))


def _shape(record: Record, access: Access, app: App) -> Shape:
    """Fields in the order of the record type; nothing where the portal has no interface."""
    if not app.portals[access.portal].api:
        return Shape((), ())
    seen, entered = seen_names(access), entered_names(access) | needs_of(access, record)
    own = [
        (field.name, lay_out(_declaration(field, access, app, seen, entered), indent=1, before=len(field.name) + 3))
        for field in (*record.fields, *built_in_fields(seen, record))
        if field.name in seen | entered
    ]
    beyond = [(name, lay_out(_shown(one_away(name, record, app), []))) for name in sorted(seen) if "." in name]
    return Shape(tuple(own), tuple(beyond))


def seen_names(access: Access) -> frozenset[str]:
    """What is seen of some row, without what every answer says by itself."""
    if access.rows is None:
        return frozenset()
    return frozenset(name for grant in access.see for name in grant.fields) - ALWAYS


def entered_names(access: Access) -> frozenset[str]:
    return frozenset(access.create or ()) | edited_names(access)


def edited_names(access: Access) -> frozenset[str]:
    if access.rows is None:
        return frozenset()
    return frozenset(name for grant in access.edit for name in grant.fields)


def built_in_fields(seen: frozenset[str], record: Record) -> list[Field]:
    """Those of the built-in fields that are seen."""
    kinds = {"created": "datetime", "updated": "datetime", "created_by": "account", "updated_by": "account"}
    labels = {name: name.replace("_", " ").capitalize() for name in kinds}
    return [Field(name, kinds[name], labels[name], "", record.at) for name in BUILT_IN if name in seen & kinds.keys()]


def is_wanted(field: Field, access: Access) -> bool:
    """Whether a new record must be sent with this field, whatever else it holds."""
    override = dict(access.overrides).get(field.name)
    has_default = field.default is not None or (override is not None and override.default is not None)
    return field.name in (access.create or ()) and field.required and field.show is None and not has_default


def _declaration(field: Field, access: Access, app: App, seen: frozenset[str], entered: frozenset[str]) -> Code:
    of_lines = _of_lines(field, access, app)
    if field.name not in entered:
        return _shown(field, of_lines)
    options: dict[str, Code] = {"required": "True"} if is_wanted(field, access) else {}
    if field.length is not None:
        options["length"] = literal(field.length)
    if field.name not in seen:
        options["load_only"] = "True"
    choices = [field.choices.constant] if field.choices else []
    return call(f"A.{WORDS[field.kind]}", *choices, *_places(field), *of_lines, **options)


def _shown(field: Field, of_lines: list[str]) -> Code:
    """A field that is read only."""
    return call(f"A.{WORDS[field.kind]}", *_places(field), *of_lines, dump_only="True")


def _of_lines(field: Field, access: Access, app: App) -> list[str]:
    """What a field of lines is made with: the schema that the same people have of a line, and its link to the owner."""
    if field.lines is None:
        return []
    line = app.records[field.lines.record]
    own = access_of(line, access.portal, access.role)
    schema = schema_of(line, own, app) if own is not None else None
    return [f"_{line.key}.{schema}" if schema else "A.RecordSchema", literal(field.lines.link)]


def access_of(record: Record, portal: str, role: str) -> Access | None:
    """The role's own, else the portal's."""
    by_role = {access.role: access for access in record.accesses if access.portal == portal}
    return by_role.get(role, by_role.get(""))


def _places(field: Field) -> list[str]:
    return [literal(field.places or 0)] if WORDS[field.kind] == "Number" else []


def one_away(name: str, record: Record, app: App) -> Field:
    """The field that a dotted name means."""
    link, _, there = name.partition(".")
    target = next(field.target for field in record.fields if field.name == link)
    assert target is not None
    found = app.records[target]
    return found.field(there) or next(iter(built_in_fields(frozenset({there}), found)))


def _class_block(name: str, sharing: Sequence[Access], shape: Shape, whole: tuple[str, Shape] | None) -> str:
    """The class; a role's as what it has differently from its portal's, where that is shorter."""
    base, fields = "A.RecordSchema", shape.fields
    gone: tuple[str, ...] = ()
    if sharing[0].role and whole is not None and set(whole[1].beyond) <= set(shape.beyond):
        differing = tuple(each for each in shape.fields if each not in whole[1].fields)
        lacking = tuple(each for each, _code in whole[1].fields if each not in dict(shape.fields))
        if len(differing) < len(shape.fields):
            base, fields, gone = whole[0], differing, lacking
    beyond = [each for each in shape.beyond if whole is None or base != whole[0] or each not in whole[1].beyond]
    blocks = [[f"{field} = {code}" for field, code in fields], _meta(base, beyond, gone)]
    lines = ["\n".join(f"    {line}" for line in block) for block in blocks if block]
    return "\n\n".join([f"class {name}({base}):\n    {_doc(sharing)}", *lines])


def _meta(base: str, beyond: Sequence[tuple[str, str]], gone: Sequence[str]) -> list[str]:
    lines = [f"class Meta({base}.Meta):"]
    if beyond:
        lines += ["    include = {", *(f"        {literal(name)}: {code}," for name, code in beyond), "    }"]
    if gone:
        lines.append(f"    {assign('exclude', sequence(map(literal, gone)), indent=2)}".replace("\n", "\n    "))
    return lines if len(lines) > 1 else []


def _choices_imports(record: Record, body: str) -> list[Import]:
    """The lists of choices that the classes name: shared ones from their own modules, others from the model's."""
    lists = {field.choices.constant: field.choices for field in record.fields if field.choices}
    return [
        Import(f"generated.choices.{each.shared}" if each.shared else f"generated.models.{record.key}", constant)
        for constant, each in lists.items()
        if f"({constant}" in body
    ]


def _lines_imports(record: Record, body: str) -> list[Import]:
    """The schemas of lines, by a name that no field has."""
    lines = sorted({field.lines.record for field in record.fields if field.lines})
    return [Import("generated.api", line, f"_{line}") for line in lines if f"(_{line}." in body]
