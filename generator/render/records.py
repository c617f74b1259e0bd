"""What a record type does and who may do what with it: `generated/portals/<record>.py`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from generator.app import Access, App, Check, Constant, Field, Grant, Override, Record, Unique, Value
from generator.python import Call, Code, assign, call, constant_name, lay_out, literal, mapping, sequence
from generator.render.api import schema_of
from generator.render.forms import form_of
from generator.render.module import Import, render_module
from generator.render.words import words_code
from generator.thread import Thread

MANY = 4
"""A shorter list of fields is written out."""


def render_record(record: Record, app: App) -> str:
    """The module with the record type's `RECORD`."""
    every = tuple(field.name for field in record.fields if not field.private)
    entered = _entered(record, Names(every, {}))
    accesses = _accesses(record, app, Names(every, entered))
    blocks = [assign(name, _names_tuple(fields)) for fields, name in entered.items()]
    blocks += [assign(name, access) for name, access in accesses.items()]
    if any(word in block for block in blocks for word in ("ALL,", "ALL)")):
        blocks.insert(0, assign("ALL", _names_tuple(every)))
    blocks.append(assign("RECORD", _record_type(record, app)))
    rooms = _rooms(record, "\n".join(blocks))
    return render_module(
        source=record.file,
        extension=f"extensions/{record.key}.py",
        doc="What may be done here, and by whom.",
        imports=_imports(record, "\n".join([*rooms, *blocks])),
        blocks=["\n".join(rooms), *blocks] if rooms else blocks,
    )


def _rooms(record: Record, body: str) -> list[str]:
    """The modules whose classes are loaded when they are needed: each a variable that reads like an import."""
    uses = {"api": "schema=api.", "forms": "form=forms."}
    found = [room for room, use in uses.items() if use in body]
    return [assign(room, call("later", literal(f"generated.{room}.{record.key}"))) for room in found]


@dataclass(frozen=True, slots=True)
class Names:
    """Writes lists of fields: one that is nearly all fields as what it leaves out of ALL, one that holds all that is
    entered in a form (`entered`, with the name of its constant) as that and the rest."""

    every: tuple[str, ...]
    entered: Mapping[tuple[str, ...], str]
    own: tuple[str, ...] | None = None

    def __call__(self, fields: tuple[str, ...]) -> Code:
        if self.is_nearly_all(fields):
            left_out = [name for name in self.every if name not in fields]
            added = [name for name in fields if name not in self.every]
            whole = lay_out(call("but", "ALL", *map(literal, left_out))) if left_out else "ALL"
            return sequence([f"*{whole}", *map(literal, added)]) if added else whole
        if self.own is None or not set(self.own) <= set(fields):
            return _names_tuple(fields)
        rest = [literal(each) for each in fields if each not in self.own]
        return sequence([f"*{self.entered[self.own]}", *rest]) if rest else self.entered[self.own]

    def of(self, access: Access) -> Names:
        """For the lists of this access, whose form may have a constant."""
        return replace(self, own=access.create if access.create in self.entered else None)

    def is_nearly_all(self, fields: tuple[str, ...]) -> bool:
        differing = set(self.every) ^ set(fields)
        return len(fields) >= MANY and len(differing) <= len(fields) // 2


def _entered(record: Record, names: Names) -> dict[tuple[str, ...], str]:
    """The forms whose fields are seen together afterwards, by the name of the constant that lists them."""
    found: dict[tuple[str, ...], str] = {}
    for access in record.accesses:
        form = access.create or ()
        seen = any(set(form) <= set(grant.fields) for grant in access.see if not names.is_nearly_all(grant.fields))
        if access.rows and len(form) >= MANY and seen and not names.is_nearly_all(form):
            found.setdefault(form, f"{_variable(_access_key(access))}_ENTERS")
    return found


def _imports(record: Record, body: str) -> list[Import]:
    declared = ("EVERYTHING", "Access", "Check", "Grant", "Override", "RecordType", "Unique", "but")
    imports = [Import(f"generated.models.{record.key}", record.class_name)]
    imports += [Import("runtime.declarations.access", name) for name in declared if _names(body, name)]
    imports += [Import("runtime.declarations.words", name) for name in ("MoveWords", "Words") if f"{name}(" in body]
    imports += [Import("runtime.declarations.later", "later")] if "later(" in body else []
    imports += [Import("generated.rules", record.key, "rules")] if "rules." in body else []
    imports += [Import("runtime.declarations.thread", "Thread")] if record.thread else []
    imports += [Import("runtime.declarations.notices", _told_of(record.thread))] if record.thread else []
    imports += [Import(f"generated.workflows.{record.key}", "WORKFLOW")] if record.workflow else []
    imports += [Import(f"generated.service_levels.{record.key}", "SERVICE_LEVEL")] if record.service_level else []
    imports += [Import(f"generated.notices.{record.key}", "NOTICES")] if record.notices else []
    imports += [Import(f"generated.routing.{record.key}", "ROUTING")] if record.routing else []
    imports += [Import("dataclasses", "replace")] if " replace(" in body else []
    return imports + [Import(module) for module in ("datetime", "decimal") if re.search(rf"\b{module}\.\w+\(", body)]


def _names(body: str, name: str) -> bool:
    return f"{name}(" in body or f"{name}," in body or f"{name})" in body


def _told_of(thread: Thread) -> str:
    """The notice of comments like these, which the product has."""
    return "NOTED" if thread.internal else "COMMENTED"


def _record_type(record: Record, app: App) -> Call:
    named: dict[str, Code] = {
        "key": literal(record.key),
        "model": record.class_name,
        "label": literal(record.label),
        "plural": literal(record.plural),
        "address": literal(record.address),
        "title": literal(record.title),
    }
    if record.number:
        named["number"] = literal(record.number)
    if record.parent:
        named["parent"] = literal(record.parent)
    for name, parts in _per_field(record.fields).items():
        if parts:
            named[name] = mapping(parts)
    if record.checks:
        named["checks"] = sequence(map(_check, record.checks))
    if record.unique:
        named["unique"] = sequence(map(_unique, record.unique))
    filters = _filters(record, app)
    if filters:
        named["filters"] = mapping(filters)
    if record.thread:
        internal = {"internal": "True"} if record.thread.internal else {}
        named["thread"] = call("Thread", literal(record.thread.about), **internal)
        named["notices"] = sequence([_told_of(record.thread)])
    if record.workflow:
        named["workflow"] = "WORKFLOW"
    if record.service_level:
        named["service_level"] = "SERVICE_LEVEL"
    if record.notices:
        named["notices"] = "NOTICES"
    if record.routing:
        named["routing"] = "ROUTING"
    named["access"] = mapping({_access_key(access): _variable(_access_key(access)) for access in record.accesses})
    return call("RecordType", **named)


def _per_field(fields: Iterable[Field]) -> dict[str, dict[str, Code]]:
    return {
        "where": {field.name: _rule(field.where) for field in fields if field.where},
        "show": {field.name: _rule(field.show) for field in fields if field.show},
        "require": {field.name: _rule(field.require) for field in fields if field.require},
        "default": {field.name: _value(field.default) for field in fields if field.default},
        "minimum": {field.name: _value(field.minimum) for field in fields if field.minimum},
        "maximum": {field.name: _value(field.maximum) for field in fields if field.maximum},
        "computed": {field.name: _rule(field.formula) for field in fields if field.formula},
    }


def _filters(record: Record, app: App) -> dict[str, Code]:
    filters: dict[str, Code] = {}
    for portal in app.portals.values():
        if portal.who == record.key and portal.where:
            filters[portal.key] = _rule(portal.where)
        for entry in portal.menu:
            if entry.record == record.key and entry.where:
                filters[f"{portal.key}.{entry.name}"] = _rule(entry.where)
    return filters


def _accesses(record: Record, app: App, names: Names) -> dict[str, Code]:
    """Each portal's access; a role's as what it says differently from its portal's."""
    found: dict[str, dict[str, Code]] = {}
    blocks: dict[str, Code] = {}
    for access in record.accesses:
        parts = found[_access_key(access)] = _access_parts(access, record, app, names.of(access))
        whole = found.get(access.portal, {}) if access.role else {}
        differing = {name: part for name, part in parts.items() if whole.get(name) != part}
        differing |= {name: NOTHING[name] for name in whole if name not in parts}
        if access.role and parts and len(differing) < len(parts):
            blocks[_variable(_access_key(access))] = call("replace", _variable(access.portal), **differing)
        else:
            blocks[_variable(_access_key(access))] = call("Access", **parts)
    return blocks


NOTHING = {
    "rows": "None",
    "see": "()",
    "create": "None",
    "preset": "{}",
    "edit": "()",
    "delete": "None",
    "list": "()",
    "history": "False",
    "title": '""',
    "afterwards": '""',
    "ask": "()",
    "fields": "{}",
    "words": "Words()",
    "form": "None",
    "schema": "None",
}
"""What an access has where its spec says nothing."""


def _access_key(access: Access) -> str:
    return f"{access.portal}.{access.role}" if access.role else access.portal


def _variable(key: str) -> str:
    """The name of an access in the module; those that the module needs itself get an underscore."""
    name = constant_name(key.replace(".", "_"))
    used = {"ALL", "RECORD", "EVERYTHING", "WORKFLOW", "SERVICE_LEVEL", "NOTICES", "ROUTING"}
    return f"{name}_" if name in used else name


def _access_parts(access: Access, record: Record, app: App, names: Names) -> dict[str, Code]:
    if not access.rows and access.create is None:
        return {}
    named: dict[str, Code] = {}
    if access.rows:
        named["rows"] = _rule(access.rows)
    if access.see and access.rows:
        named["see"] = sequence(_grant(grant, names) for grant in access.see)
    if access.create is not None:
        named["create"] = names(access.create)
    if access.preset:
        named["preset"] = mapping({name: _value(value) for name, value in access.preset})
    if access.edit and access.rows:
        named["edit"] = sequence(_grant(grant, names) for grant in access.edit)
    if access.delete:
        named["delete"] = _rule(access.delete)
    if access.list and access.rows:
        named["list"] = _names_tuple(access.list)  # whose order counts
    named |= {"history": "True"} if access.history else {}
    named |= {"title": literal(access.title)} if access.title != record.title else {}
    named |= {"afterwards": literal(access.afterwards)} if access.afterwards else {}
    if access.ask:
        named["ask"] = sequence(_names_tuple(pair) for pair in access.ask)
    if access.overrides:
        named["fields"] = mapping({name: _override(override) for name, override in access.overrides})
    named |= words_code(access.words)
    form = form_of(record, access)
    if form:
        named["form"] = f"forms.{form}"
    schema = schema_of(record, access, app)
    if schema:
        named["schema"] = f"api.{schema}"
    return named


def _grant(grant: Grant, names: Names) -> Call:
    return call("Grant", names(grant.fields), *([_rule(grant.when)] if grant.when else []))


def _override(override: Override) -> Call:
    named: dict[str, Code] = {}
    if override.label is not None:
        named["label"] = literal(override.label)
    if override.hint is not None:
        named["hint"] = literal(override.hint)
    if override.where:
        named["where"] = _rule(override.where)
    if override.require:
        named["require"] = _rule(override.require)
    if override.default:
        named["default"] = _value(override.default)
    return call("Override", **named)


def _check(check: Check) -> Call:
    return call("Check", literal(check.name), _rule(check.rule), literal(check.say), _names_tuple(check.fields))


def _unique(unique: Unique) -> Call:
    unless = [_rule(unique.unless)] if unique.unless else []
    return call("Unique", _names_tuple(unique.fields), literal(unique.say), *unless)


def _value(value: Value) -> Code:
    return literal(value.value) if isinstance(value, Constant) else _rule(value.name)


def _rule(name: str) -> str:
    return "EVERYTHING" if name == "everything" else f"rules.{name}"


def _names_tuple(names: Iterable[str]) -> Call | str:
    parts = sequence(map(literal, names))
    return parts if parts.parts else lay_out(parts)
