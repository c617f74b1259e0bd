"""What differs between two states of the specs in what people may do: values, which `sentences` puts into words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from generator.access.implication import Relation, relation
from generator.access.rights import Key, Operation, Right, all_rights, roles_of
from generator.app import App

Kind = Literal["gain", "loss", "both", "change"]
"""Both a gain and a loss; a "change" where it cannot be told."""

KINDS: Mapping[Relation, Kind] = {"wider": "gain", "narrower": "loss", "both": "both", "changed": "change"}
WITHIN_ROWS = ("see", "edit", "delete", "history", "move")


@dataclass(frozen=True, slots=True)
class Change:
    """One right of one role that differs. `before` or `after` is None where there was or is no such right."""

    kind: Kind
    portal: str
    role: str
    record: str
    operation: Operation
    field: str
    before: Right | None
    after: Right | None


def find_changes(before: App, after: App) -> list[Change]:
    """Every right that differs, by portal and role. What goes with the rows, or comes with `create`, is left out."""
    return [
        change
        for portal in sorted({*before.portals, *after.portals})
        for role in _roles(portal, before, after)
        for change in _changes(portal, role, _rights(before, portal, role), _rights(after, portal, role))
    ]


def _roles(portal: str, *apps: App) -> list[str]:
    found = [app for app in apps if portal in app.portals]
    return list(dict.fromkeys(role for app in found for role in roles_of(app.portals[portal], app)))


def _rights(app: App, portal: str, role: str) -> Mapping[Key, Right]:
    found = app.portals.get(portal)
    return all_rights(app, found, role) if found and role in roles_of(found, app) else {}


def _changes(portal: str, role: str, before: Mapping[Key, Right], after: Mapping[Key, Right]) -> Iterator[Change]:
    for key in dict.fromkeys((*after, *before)):
        kind = _kind(before.get(key), after.get(key))
        if kind and not _goes_without_saying(key, before, after):
            record, operation, name = key
            yield Change(kind, portal, role, record, operation, name, before.get(key), after.get(key))


def _kind(before: Right | None, after: Right | None) -> Kind | None:
    if before is None or after is None:
        return "loss" if after is None else "gain"
    return _both(KINDS.get(relation(before.condition, after.condition)), _of_others(before, after))


def _of_others(before: Right, after: Right) -> Kind | None:
    """What becomes of four eyes."""
    then, now = set(before.others), set(after.others)
    if then == now:
        return None
    return "gain" if now < then else "loss" if then < now else "change"


def _both(one: Kind | None, other: Kind | None) -> Kind | None:
    if one is None or other is None or one == other:
        return one or other
    return "change" if "change" in (one, other) else "both"


def _goes_without_saying(key: Key, before: Mapping[Key, Right], after: Mapping[Key, Right]) -> bool:
    """What was lost with the rows, fields of a form that is gone, what is entered with a move that is new or gone."""
    record, operation, name = key
    if operation == "need":
        move = (record, "move", name.partition(".")[0])
        return (key in before) == (key in after) or (move in before) != (move in after)
    rows_gone = operation in WITHIN_ROWS and (record, "rows", "") not in after
    form_gone = operation == "create" and name != "" and (record, "create", "") not in after
    return (rows_gone and (record, "rows", "") in before) or form_gone
