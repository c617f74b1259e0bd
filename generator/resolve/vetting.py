"""The names of all things: whether they may be called so, and whether two are called the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.problems import Problem, Text
from generator.resolve.lines import Owners
from generator.resolve.names import check_field_name, check_name, check_record_key
from generator.spec import Mixin, Record, Spec


def name_problems(spec: Spec, records: Mapping[str, Record], owners: Owners) -> Iterator[Problem]:
    """`records` have their mixins merged."""
    for key, record in spec.records.items():
        yield from names_in_record(record, records[key])
    for portal in spec.portals.values():
        yield from check_name(portal.key, "portal")
    for mixin in spec.mixins.values():
        yield from _names_in(mixin)
        yield from _names_in_workflow(mixin)
    yield from _same_back_links(records, owners)


def names_in_record(record: Record, merged: Record) -> Iterator[Problem]:
    """What is wrong with the names in one record type; `merged` has its mixins."""
    yield from check_record_key(record.key)
    yield from _names_in(record)
    yield from _names_in_workflow(record)
    yield from _same_names(merged)


def _names_in(part: Record | Mixin) -> Iterator[Problem]:
    for field in part.fields.values():
        yield from check_field_name(field.name)
        yield from check_field_name(field.back, "set of records that link here") if field.back else ()
    for rule in part.rules:
        yield from check_field_name(rule, "rule")
    for check in part.checks:
        yield from check_name(check, "check")


def _names_in_workflow(record: Record | Mixin) -> Iterator[Problem]:
    if record.workflow is not None:
        for state, _ in record.workflow.states.options:
            yield from check_field_name(state, "state")
        for move in record.workflow.moves:
            yield from check_field_name(move, "move")


def _same_names(record: Record) -> Iterator[Problem]:
    fields = {str(name) for name in record.fields} | ({"number"} if record.number else set())
    columns = {f"{name}_id": name for name, field in record.fields.items() if field.kind == "link"}
    for name in record.fields:
        if name == "number" and record.number:
            hint = "call the field something else, or remove 'number: …' of the record type"
            yield Problem("S206", "there are two fields 'number': one is the record type's 'number'", name.at, hint)
        if name in columns:
            message = f"field '{name}' has the name of the column of link '{columns[name]}'"
            yield Problem("S206", message, name.at, "choose another name")
    for move in record.workflow.moves if record.workflow else ():
        if move in fields or move in record.rules:
            what = "field" if move in fields else "rule"
            yield Problem("S206", f"'{move}' is a {what} and a move", move.at, "choose another name for one of them")
    for rule in record.rules:
        if rule in fields:
            yield Problem("S206", f"'{rule}' is a field and a rule", rule.at, "choose another name for one of them")


def _same_back_links(records: Mapping[str, Record], owners: Owners) -> Iterator[Problem]:
    taken: dict[tuple[str, str], str] = {}
    for record, name, back, target in _back_links(records):
        owner = records[target]
        other = taken.get((target, back))
        is_field = back in owner.fields and not _takes(target, owner, back, record, owners)
        if is_field or (back == "number" and owner.number):
            message = f"'{target}' has a field '{back}' already"
        elif back in owner.rules:
            message = f"'{target}' has a rule '{back}' already"
        elif other is not None:
            message = f"'{target}' has '{back}' already, by {other}"
        else:
            taken[target, str(back)] = f"'{name}' of '{record}'"
            continue
        yield Problem("S206", message, back.at, "choose another name for 'back'")


def _takes(target: str, owner: Record, back: str, record: str, owners: Owners) -> bool:
    """Whether the set is one of the owner's fields: its lines, also where it is not known whose they are."""
    known = [line for line, of in owners.items() if (of.record, of.lines) == (target, back)]
    return any(name == back and field.kind == "lines" for name, field in owner.fields.items()) and known in (
        [],
        [record],
    )


def _back_links(records: Mapping[str, Record]) -> Iterable[tuple[str, str, Text, str]]:
    for key, record in records.items():
        for name, field in record.fields.items():
            if field.back and field.to and field.to in records:
                yield key, str(name), field.back, str(field.to)
