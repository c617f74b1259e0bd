"""Fields whose type is a kind of the site's own, read as fields of the kind that it is like."""

from __future__ import annotations

from generator.fields.own import OwnKinds, OwnType
from generator.problems import Text
from generator.sources import Node, Table


def with_own_kinds(tree: Node, kinds: OwnKinds) -> Node:
    """The tree of a record type or mixin, in which such types are those that they are like."""
    fields = tree.get("fields") if kinds and isinstance(tree, Table) else None
    if not isinstance(tree, Table) or not isinstance(fields, Table):
        return tree
    replaced = Table(fields.at, ((name, _field(field, kinds)) for name, field in fields.entries()))
    return Table(tree.at, ((key, replaced if key == "fields" else node) for key, node in tree.entries()))


def _field(field: Node, kinds: OwnKinds) -> Node:
    typed = field.get("type") if isinstance(field, Table) else None
    if not isinstance(field, Table) or not isinstance(typed, Text) or typed not in kinds:
        return field
    own = OwnType(kinds[str(typed)], typed.at)
    return Table(field.at, ((key, own if key == "type" else node) for key, node in field.entries()))
