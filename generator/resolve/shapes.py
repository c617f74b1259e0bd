"""The vocabulary of expressions: what each record type is called, holds and links to, and which rows are visible."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from functools import partial

from generator.expressions.types import BackShape, FieldShape, RecordShape, Type
from generator.fields import KINDS
from generator.problems import Text
from generator.python import model_name
from generator.resolve.blocks import Blocks, Roles
from generator.resolve.lines import Owners
from generator.resolve.workflow.fields import move_of
from generator.resolve.workflow.waiting import move_waiting
from generator.routing import REASON
from generator.spec import Choices, Field, Record, Spec
from generator.traces import Lazy

NEVER_MISSING = re.compile(r"\s*(count|sum)\(")
DIGITS_OF_CURRENCIES = {
    **dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(), 0),
    **dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3),
}
BUILT_IN = {
    "id": FieldShape("id", "integer", Type("number"), optional=False),
    "created": FieldShape("created", "datetime", Type("datetime"), optional=False),
    "created_by": FieldShape("created_by", "integer", Type("number"), optional=True),
    "updated": FieldShape("updated", "datetime", Type("datetime"), optional=False),
    "updated_by": FieldShape("updated_by", "integer", Type("number"), optional=True),
    "revision": FieldShape("revision", "integer", Type("number"), optional=False),
}
NUMBER = FieldShape("number", "text", Type("text"), optional=False)

Rows = Mapping[tuple[str, str], Mapping[str, Text]]
Backs = Mapping[str, BackShape]
"""The sets of records that link to a record type, by their names there."""


def money_places(spec: Spec) -> int:
    """The digits after the point of the site's currency."""
    return DIGITS_OF_CURRENCIES.get(spec.site.currency, 2)


def rows_of(blocks: Mapping[str, Blocks], roles: Roles, owners: Owners) -> Rows:
    """For `sees()`: each portal and role's `rows` per record type."""
    return {
        (portal, role): Lazy(blocks, partial(_rows, blocks, owners, portal, role))
        for portal, names in roles.items()
        for role in ("", *(names or ()))
    }


def _rows(blocks: Mapping[str, Blocks], owners: Owners, portal: str, role: str, key: str) -> Text:
    """A role without a block has its portal's. KeyError where the record type is not visible.

    Lines of which nothing is said are all that their owner shows.
    """
    block = blocks[key].get((portal, role)) or blocks[key].get((portal, ""))
    if block is None or (block.access.rows is None and key not in owners):
        raise KeyError(key)
    return block.access.rows or Text("all", block.access.at)


def options_of(field: Field, shared: Mapping[str, Choices]) -> tuple[tuple[Text, Text], ...]:
    """The choices of a field with their labels; none if its list does not exist."""
    listed = field.of if isinstance(field.of, Choices) else shared.get(field.of or "")
    return listed.options if listed else ()


def type_of(field: Field, records: Mapping[str, Record], spec: Spec, owners: Owners) -> Type:
    """The type of a field in expressions; with an unknown target or list of choices, it can be anything."""
    kind = KINDS[field.kind]
    target = field.to if kind.name != "lines" else _line(field, owners)
    if kind.base == "link" and target not in records:
        return Type("any", many=kind.many)
    options = tuple(str(option) for option, _ in options_of(field, spec.choices))
    if kind.base == "choice" and not options:
        return Type("any", many=kind.many)
    places = money_places(spec) if field.kind == "money" else kind.places or 0
    return Type(
        kind.base,
        many=kind.many,
        record=str(target) if kind.base == "link" else None,
        options=options if kind.base == "choice" else (),
        places=places if field.places is None else field.places,
    )


def _line(field: Field, owners: Owners) -> str | None:
    """The record type of the lines, if nothing is wrong with them."""
    line = str(field.of)
    return line if line in owners and owners[line].lines == field.name else None


def shape_of(record: Record, backs: Backs, records: Mapping[str, Record], spec: Spec, owners: Owners) -> RecordShape:
    """The record type as expressions see it. Of `records` only the keys count."""
    fields = dict(BUILT_IN)
    if record.number:
        fields["number"] = NUMBER
    for name, field in record.fields.items():
        fields[str(name)] = FieldShape(
            name=str(name),
            kind=str(field.kind),
            type=type_of(field, records, spec, owners),
            optional=may_be_missing(field),
            computed=field.formula is not None,
            move=move_of(field) or move_waiting(field),
            inside=field.kept and field.name == REASON,
        )
    rules = {str(name): rule for name, rule in record.rules.items()}
    return RecordShape(str(record.key), model_name(record.key), fields, backs, rules)


def may_be_missing(field: Field) -> bool:
    """A required field with `from_now` too: records from before may go on without a value."""
    certain = field.required and not field.from_now
    if certain or KINDS[field.kind].many or (field.kind == "yesno" and field.default is not None):
        return False
    return field.formula is None or not _is_one_call(field.formula)


def _is_one_call(formula: str) -> bool:
    """Whether the whole formula is one `count(...)` or `sum(...)`, whose value for nothing is 0."""
    found = NEVER_MISSING.match(formula)
    depth = 1
    for index in range(found.end() if found else len(formula), len(formula)):
        depth += {"(": 1, ")": -1}.get(formula[index], 0)
        if depth == 0:
            return not formula[index + 1 :].strip()
    return False


def links_back(record: Record, keys: Container[str]) -> tuple[tuple[str, BackShape], ...]:
    """The sets that links of the record type make, each after the record type that has it."""
    return tuple(
        (str(field.to), BackShape(str(field.back), str(record.key), str(name), field.kind == "links"))
        for name, field in record.fields.items()
        if field.back and field.to in keys
    )


def all_backs(links: Iterable[tuple[str, BackShape]]) -> Mapping[str, Backs]:
    """By record type, from the links of all."""
    backs: dict[str, dict[str, BackShape]] = {}
    for target, shape in links:
        backs.setdefault(target, {}).setdefault(shape.name, shape)
    return backs
