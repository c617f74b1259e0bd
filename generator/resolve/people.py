"""Who reads: the roles of a portal, and what names mean in expressions for its people."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from generator.expressions.types import Names
from generator.resolve.shapes import options_of
from generator.spec import Choices, Portal, Record
from generator.suggestion import closest


def person_of(portal: Portal, records: Mapping[str, Record]) -> Record | None:
    """The record type of its people; for a name that does not exist the one that is meant, if that is clear."""
    return records.get(portal.who) or records.get(closest(portal.who, records) or "")


def roles_of(portal: Portal, records: Mapping[str, Record], shared: Mapping[str, Choices]) -> tuple[str, ...] | None:
    """The choices of the field that holds the role, none without one; None if they cannot be told."""
    if portal.role is None:
        return ()
    person = person_of(portal, records)
    name = closest(portal.role, person.fields) if person and portal.role not in person.fields else portal.role
    field = next((field for key, field in person.fields.items() if key == name), None) if person else None
    if field is None or field.kind != "choice":
        return None
    return tuple(str(choice) for choice, _ in options_of(field, shared)) or None


def names_for(portal: Portal, role: str, this: str, roles: Sequence[str] | None, keys: Collection[str]) -> Names:
    """What names mean for a reader of this portal and role; no `me` where the portal's `who` is unknown.

    `roles` are those of the portal, `keys` those of all record types.
    """
    return Names(
        this=this,
        me=str(portal.who) if portal.who in keys else closest(portal.who, keys),
        role=str(portal.role) if portal.role else None,
        roles=tuple(roles or ()),
        portal=str(portal.key),
        portal_role=role,
    )
