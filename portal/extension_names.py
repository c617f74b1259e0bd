"""What hand-written code may name: record types, fields, portals, generated classes; and what became of those gone."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from generator.app import App, Field, Record
from generator.problems import Position, Problem
from generator.render.api import render_schemas
from generator.render.forms import render_forms
from generator.render.models import render_choices, render_model
from generator.render.records import render_record
from generator.render.rules import render_rules
from generator.suggestion import did_you_mean

BUILT_IN = ("id", "created", "created_by", "updated", "updated_by", "revision")


@dataclass(frozen=True)
class Known:
    """The specs as they will be, and as they are served now, where that is known."""

    after: App
    before: App | None
    _modules: dict[str, frozenset[str] | None] = field(default_factory=dict)

    def record(self, key: str) -> Record | None:
        """The record type of that name, or what it is called now."""
        return self.after.records.get(key) or self._renamed(key)

    def lack_of_record(self, key: str, at: Position) -> Problem | None:
        if key in self.after.records:
            return None
        renamed = self._renamed(key)
        if renamed:
            hint = f"it is called '{renamed.key}' now ({_place(renamed.at)}): write '{renamed.key}'"
        elif self.before and key in self.before.records:
            hint = f"it is gone from the specs (it was in {self.before.records[key].file}): take this out"
        else:
            hint = did_you_mean(key, self.after.records, "record types")
        return Problem("S911", f"there is no record type '{key}'", at, hint)

    def lack_of_field(self, record: Record, name: str, at: Position, more: Iterable[str] = ()) -> Problem | None:
        """`more` are names that are known here besides those of fields."""
        fields = {each.name: each for each in record.fields}
        if name in fields or name in more:
            return None
        renamed = self._renamed_field(record, name)
        if renamed:
            hint = f"it is called '{renamed.name}' now ({_place(renamed.at)}): write '{renamed.name}'"
        elif self._was_there(record, name):
            hint = f"it is gone from {record.file}: take this out"
        else:
            hint = did_you_mean(name, fields, "fields")
        return Problem("S912", f"{record.key} has no field '{name}'", at, hint)

    def lack_of_portal(self, key: str, at: Position) -> Problem | None:
        if key in self.after.portals:
            return None
        return Problem("S911", f"there is no portal '{key}'", at, did_you_mean(key, self.after.portals, "portals"))

    def lack_of_role(self, portal: str, role: str, at: Position) -> Problem | None:
        roles = self.after.portals[portal].roles if portal in self.after.portals else (role,)
        if role in roles:
            return None
        return Problem("S911", f"the portal {portal} has no role '{role}'", at, did_you_mean(role, roles, "roles"))

    def lack_of_generated(self, module: str, name: str | None, at: Position) -> Problem | None:
        """`module` is a whole name below generated; `name` is one in it, None for the module itself."""
        names = self._names_in(module)
        if names is None:
            key = module.rpartition(".")[2]
            lack = self.lack_of_record(key, at) if module.count(".") == 2 else None
            hint = lack.hint if lack else "no file of that name is generated"
            return Problem("S913", f"there is no module {module}", at, hint)
        if name is None or name in names or self._names_in(f"{module}.{name}") is not None:
            return None
        return Problem("S913", f"{module} has no '{name}'", at, did_you_mean(name, sorted(names), "names"))

    def _renamed(self, key: str) -> Record | None:
        before = self.before.records.get(key) if self.before else None
        table = before.table if before else key
        return next((each for each in self.after.records.values() if each.was == key or each.table == table), None)

    def _record_before(self, record: Record) -> Record | None:
        records = self.before.records.values() if self.before else ()
        return next(
            (each for each in records if each.key in (record.key, record.was) or each.table == record.table), None
        )

    def _renamed_field(self, record: Record, name: str) -> Field | None:
        """The database's names tell it too: a field keeps the one that it was born with."""
        before = self._record_before(record)
        was = next((each.stored for each in before.fields if each.name == name), None) if before else name
        return next((each for each in record.fields if each.was == name or each.stored == was), None)

    def _was_there(self, record: Record, name: str) -> bool:
        before = self._record_before(record)
        return before is not None and any(each.name == name for each in before.fields)

    def _names_in(self, module: str) -> frozenset[str] | None:
        """What a generated module defines; None where it is not generated."""
        if module not in self._modules:
            text = self._text_of(module)
            self._modules[module] = None if text is None else _defined(text)
        return self._modules[module]

    def _text_of(self, module: str) -> str | None:
        parts = module.split(".")
        if parts in (["generated"], ["generated", "site"]) or (len(parts) == 2 and parts[1] in _ROOMS):
            return "SITE = None" if parts[-1] == "site" else ""
        if len(parts) != 3 or parts[1] not in _ROOMS:
            return None
        if parts[1] == "choices":
            return self._shared_choices.get(parts[2])
        record = self.after.records.get(parts[2])
        return self._render(parts[1], record) if record else None

    def _render(self, room: str, record: Record) -> str | None:
        match room:
            case "models":
                return render_model(record, self.after)
            case "forms":
                return render_forms(record)
            case "api":
                return render_schemas(record, self.after)
            case "rules":
                return render_rules(record, self.after)
        return render_record(record, self.after)

    @cached_property
    def _shared_choices(self) -> Mapping[str, str]:
        lists = (each.choices for record in self.after.records.values() for each in record.fields if each.choices)
        return {each.shared: render_choices(each) for each in lists if each.shared}


_ROOMS = frozenset({"api", "choices", "forms", "models", "portals", "rules"})


def names_of_class(record: Record) -> frozenset[str]:
    """What the mapped class of a record type has: columns and relationships."""
    links = {f"{each.name}_id" for each in record.fields if each.kind == "link"}
    return frozenset({*BUILT_IN, *links, *(each.name for each in record.back_links)})


def _defined(text: str) -> frozenset[str]:
    names: set[str] = set()
    for node in ast.parse(text).body:
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            names.add(node.name)
        elif isinstance(node, ast.Assign):
            names |= {each.id for each in node.targets if isinstance(each, ast.Name)}
        elif isinstance(node, ast.ImportFrom):
            names |= {alias.asname or alias.name for alias in node.names}
    return frozenset(names)


def _place(at: Position) -> str:
    return f"{at.file}:{at.line}"
