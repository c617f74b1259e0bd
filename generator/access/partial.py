"""A condition judged as far as some values are known: yes, no, or the condition that is left.

Known may be fields of the record (its state) and the reader's role and portal. What is left means the same as the
whole for every record and reader of which that is so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial

from generator.expressions.assuming import assuming, fixed
from generator.expressions.tree import Constant, Get, HasRole, Node, Reader, Variable


@dataclass(frozen=True, slots=True)
class Known:
    """Fields of the record by name, None for one without a value; of the reader the role ("" for none) and portal.

    `role_field`: the field of the reader's own record that holds the role.
    """

    fields: Mapping[str, str | None] = field(default_factory=dict)
    role: str | None = None
    portal: str | None = None
    role_field: str | None = None


def judged(condition: Node, known: Known) -> Node:
    """`Fixed` where the answer is known, else what is left to ask."""
    return assuming(condition, partial(_known, known=known))


def _known(node: Node, known: Known) -> Node | None:
    match node:
        case Get(owner=Variable(name="this")) if node.field.name in known.fields:
            return Constant(node.type, node.at, known.fields[node.field.name])
        case Get(owner=Variable(name="me")) if known.role is not None and node.field.name == known.role_field:
            return Constant(node.type, node.at, known.role or None)
        case Reader(name="role") if known.role is not None:
            return Constant(node.type, node.at, known.role or None)
        case Reader(name="portal") if known.portal is not None:
            return Constant(node.type, node.at, known.portal)
        case HasRole() if known.role is not None:
            return fixed(node.at, holds=known.role in node.roles)
    return None
