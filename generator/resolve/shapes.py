"""The vocabulary of expressions: what each record type is called, holds and links to, and which rows are visible."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from generator.expressions.types import BackShape, FieldShape, RecordShape, Type, Vocabulary
from generator.fields import KINDS
from generator.problems import Text
from generator.python import model_name
from generator.resolve.blocks import Blocks, Roles
from generator.resolve.lines import Owners, Shown, find_lost
from generator.spec import Choices, Field, Record, Spec

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


def money_places(spec: Spec) -> int:
    """The digits after the point of the site's currency."""
    return DIGITS_OF_CURRENCIES.get(spec.site.currency, 2)


def build_vocabulary(spec: Spec, records: Mapping[str, Record], rows: Rows, owners: Owners, shown: Shown) -> Vocabulary:
    backs = _backs(records)
    parents = {**dict.fromkeys(find_lost(records, owners), ""), **{key: owner.link for key, owner in owners.items()}}
    shapes = {
        key: replace(_record(record, backs.get(key, {}), records, spec, owners), parent=parents.get(key))
        for key, record in records.items()
    }
    return Vocabulary(shapes, rows, money_places(spec), shown)


def rows_of(blocks: Mapping[str, Blocks], roles: Roles, owners: Owners) -> Rows:
    """For `sees()`: each portal and role's `rows` per record type; a role without a block has its portal's.

    Lines of which nothing is said are all that their owner shows.
    """
    rows: dict[tuple[str, str], dict[str, Text]] = {}
    for portal, names in roles.items():
        for role in ("", *(names or ())):
            seen = rows[portal, role] = {}
            for key, of_record in blocks.items():
                block = of_record.get((portal, role)) or of_record.get((portal, ""))
                if block and (block.access.rows is not None or key in owners):
                    seen[key] = block.access.rows or Text("all", block.access.at)
    return rows


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


def _record(
    record: Record, backs: Mapping[str, BackShape], records: Mapping[str, Record], spec: Spec, owners: Owners
) -> RecordShape:
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


def _backs(records: Mapping[str, Record]) -> Mapping[str, Mapping[str, BackShape]]:
    backs: dict[str, dict[str, BackShape]] = {}
    for key, record in records.items():
        for name, field in record.fields.items():
            if field.back and field.to in records:
                shape = BackShape(str(field.back), key, str(name), field.kind == "links")
                backs.setdefault(str(field.to), {}).setdefault(str(field.back), shape)
    return backs
