"""Who reads: the roles of a portal, and what names mean in expressions for its people."""

from __future__ import annotations

from collections.abc import Mapping

from generator.expressions.types import Names
from generator.resolve.shapes import options_of
from generator.spec import Choices, Portal, Record, Spec


def roles_of(portal: Portal, records: Mapping[str, Record], shared: Mapping[str, Choices]) -> tuple[str, ...]:
    """The choices of the field that holds the role; none if there is no such field."""
    person = records.get(portal.who)
    field = person.fields.get(portal.role) if person and portal.role else None
    return tuple(str(choice) for choice, _ in options_of(field, shared)) if field and field.kind == "choice" else ()


def names_for(portal: Portal, role: str, this: str, spec: Spec, records: Mapping[str, Record]) -> Names:
    """What names mean for a reader of this portal and role; no `me` where the portal's `who` is unknown."""
    return Names(
        this=this,
        me=str(portal.who) if portal.who in records else None,
        role=str(portal.role) if portal.role else None,
        roles=roles_of(portal, records, spec.choices),
        portal=str(portal.key),
        portal_role=role,
    )
