"""The fields that a move asks for, and the values that it or its consequences fill in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.app import Value
from generator.expressions.types import Names
from generator.fields import KINDS
from generator.fields.own import own_kind
from generator.names import BUILT_IN
from generator.problems import Text
from generator.resolve.problems import missing
from generator.resolve.values import literal_or_expression
from generator.resolve.workflow.place import Place, Standing
from generator.routing import ROUTING_FIELDS
from generator.service_level import LEVEL_FIELDS
from generator.spec import Field, Move, Record


@dataclass(frozen=True, slots=True)
class Setting:
    """A key `set`: as messages call it, the record type whose fields it names, and how rules of it begin.

    `link`: of a line that is there, the one to its owner, which stays.
    """

    where: str
    record: Record
    prefix: str
    names: Sequence[Names]
    link: str | None = None


def needed(move: Move, place: Place) -> tuple[str, ...]:
    """The fields of `needs`."""
    link = place.context.vocabulary.records[place.record.key].parent
    setting = Setting(f"'needs' of move '{move.name}'", place.record, "", (), link)
    found = [str(name) for name in move.needs if _is_writable(name, setting, place)]
    return tuple(dict.fromkeys(found))


def values_of(written: Mapping[Text, Text], setting: Setting, place: Standing) -> tuple[tuple[str, Value], ...]:
    """The values, about the record that is moved."""
    found = []
    for name, text in written.items():
        if _is_writable(name, setting, place) and _is_value(name, setting, place):
            value = _value(name, text, setting, place)
            found += [(str(name), value)] if value is not None else []
    return tuple(found)


def _value(name: Text, text: Text, setting: Setting, place: Standing) -> Value | None:
    field = place.context.vocabulary.records[setting.record.key].fields[name]
    own = own_kind(setting.record.fields[name].kind)
    return literal_or_expression(
        text,
        own.applied(KINDS[field.kind]) if own else KINDS[field.kind],
        field.type,
        book=place.book,
        askers=setting.names,
        name=f"{setting.prefix}_{name}",
        problems=place.problems,
    )


def _is_writable(name: Text, setting: Setting, place: Standing) -> bool:
    record, where = setting.record, setting.where
    field = record.fields.get(name)
    if field is None and name not in BUILT_IN and not (name == "number" and record.number):
        place.problems.append(missing(where, "field", name, _writable(record)))
    elif field is None or field.formula is not None or field.kept:
        place.report("S222", f"{where} cannot write '{name}': {_why_not(field)}", name)
    elif field.kind == "lines":
        place.report("S263", f"{where} cannot write '{name}': lines are entered in the form of their record", name)
    elif name == setting.link:
        place.report("S222", f"{where} cannot write '{name}': a line stays with its record", name)
    else:
        return True
    return False


def _why_not(field: Field | None) -> str:
    if field is not None and field.formula is not None:
        return "it is computed"
    if field is None:
        return "the product fills it in"
    if field.name in ROUTING_FIELDS:
        return "routing sets it"
    return "the service level sets it" if field.name in LEVEL_FIELDS else "moves change it"


def _is_value(name: Text, setting: Setting, place: Standing) -> bool:
    if KINDS[setting.record.fields[name].kind].base == "file":
        hint = "name it in 'needs'"
        place.report("S263", f"{setting.where} cannot write '{name}': files are uploaded by people", name, hint)
        return False
    return True


def _writable(record: Record) -> list[str]:
    return [str(name) for name, field in record.fields.items() if field.formula is None and not field.kept]
