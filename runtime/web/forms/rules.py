"""Rules judged on a form that is being filled in: which questions are shown, and which values it starts with.

Only what the form and the person's own columns tell is known here. What needs more is left to the service.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from runtime import values
from runtime.declarations.access import Access, RecordType, Value
from runtime.declarations.rules import Formula, Rule
from runtime.records import fields_of
from runtime.scope import Principal

NAME = re.compile(r"(?<![\w.\"'])[a-z_]\w*")


@dataclass(frozen=True, slots=True)
class Key:
    """A linked record of which only the id is known."""

    id: int


class Known:
    """A record of which some columns are known. What is not known has no attribute."""

    def __init__(self, columns: Mapping[str, Any]) -> None:
        self._columns = columns

    def __getattr__(self, name: str) -> Any:
        columns: Mapping[str, Any] = object.__getattribute__(self, "_columns")
        if name in columns:
            return columns[name]
        if f"{name}_id" in columns:
            key = columns[f"{name}_id"]
            return None if key is None else Key(key)
        raise AttributeError(name)


def given_of(principal: Principal, zone: ZoneInfo) -> values.Given:
    """What the request gives to rules."""
    own = Known({"id": principal.person_id, **principal.values})
    return values.Given(
        me=own, role=principal.role or None, portal=principal.portal, moment=datetime.now(UTC), zone=zone
    )


def holds(rule: Rule, this: Known, given: values.Given) -> bool:
    """Whether the rule holds, or cannot be judged here."""
    if rule.python is None:
        return True
    try:
        return rule.python(this, given)
    except AttributeError:  # it follows a link
        return True


def defaults(
    record: RecordType, access: Access, given: values.Given, names: Collection[str]
) -> Iterator[tuple[str, Any]]:
    """The values that these questions of a new form start with, by field name; those that need a look at other records
    are left out."""
    if not names:
        return
    empty = Known({field.column: None for field in fields_of(record.model).values() if field.column})
    for name in names:
        override = access.fields.get(name)
        default = override.default if override and override.default is not None else record.default.get(name)
        value = _value(default, empty, given)
        if value is not None:
            yield name, value


def presets(record: RecordType, access: Access, given: values.Given) -> dict[str, Any]:
    """The values that the portal fills in, by column name, as far as the person's own columns tell them."""
    fields = fields_of(record.model)
    empty = Known({field.column: None for field in fields.values() if field.column})
    named = {fields[name].column: _value(value, empty, given) for name, value in access.preset.items()}
    return {column: value for column, value in named.items() if column and value is not None}


def _value(default: Value | None, this: Known, given: values.Given) -> Any:
    try:
        found = default.python(this, given) if isinstance(default, Formula) else default
    except AttributeError:
        return None
    return found.id if isinstance(found, Key | Known) else found


def names_in(text: str) -> set[str]:
    """The bare names in the words of a rule: the fields of the record that it looks at, and more."""
    return set(NAME.findall(text))
