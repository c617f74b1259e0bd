"""Ways into a file: from the path of a violation to a node, its place and its description in words."""

from __future__ import annotations

from generator.names import shown
from generator.problems import Position
from generator.sources import Items, Node, Table

Path = tuple[str | int, ...]

_NAMED = {
    "fields": "field",
    "checks": "check",
    "rules": "rule",
    "portals": "portal",
    "roles": "role",
    "menu": "menu entry",
    "moves": "move",
    "states": "state",
    "calendars": "calendar",
}


def node_at(tree: Node, path: Path) -> Node:
    node = tree
    for step in path:
        if isinstance(node, Table):
            node = node[str(step)]
        elif isinstance(node, Items) and isinstance(step, int):
            node = node[step]
    return node


def position(tree: Node, path: Path) -> Position:
    """Where to point: at a text itself, else at the key that a list or mapping belongs to."""
    node = node_at(tree, path)
    if path and isinstance(node, Table | Items) and isinstance(path[-1], str):
        parent = node_at(tree, path[:-1])
        if isinstance(parent, Table):
            return parent.key(path[-1]).at
    return node.at


def named_kind(path: Path) -> str:
    """What the names under this path name: a field, a portal; a choice."""
    return _NAMED.get(str(path[-1]), "choice" if path[-1] == "of" else "record") if path else "choice"


def is_named(path: Path) -> bool:
    """Whether it leads to a field, a check, a portal and the like."""
    return len(path) > 1 and str(path[-2]) in _NAMED and isinstance(path[-1], str)


def describe(path: Path) -> str:
    """`field 'total'`, `role 'hr' of portal 'staff'`, `this file`."""
    words: list[str] = []
    steps = list(path)
    while steps:
        kind = _NAMED.get(str(steps[-2])) if len(steps) > 1 else None
        if kind and isinstance(steps[-1], str):
            words.append(f"{kind} '{shown(steps[-1])}'")
            del steps[-2:]
        elif isinstance(steps[-1], int):
            del steps[-1]
        else:
            words.append(f"'{shown(str(steps[-1]))}'")
            del steps[-1]
    return " of ".join(words) or "this file"
