"""Who does moves: `by` names portals, and roles of portals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.problems import Problem, Text
from generator.resolve.blocks import Roles
from generator.resolve.problems import missing, part
from generator.spec import Move

Actor = tuple[str, str]
"""A portal and a role of it, "" for all its people."""


def actors_of(move: Move, roles: Roles, unread: frozenset[str], problems: list[Problem]) -> tuple[Actor, ...]:
    """Each once, in the order typed; names that are not known are told, but for those that may be right (`unread`)."""
    found = [actor for name in move.by for actor in _actor(move, name, roles, unread, problems)]
    return tuple(dict.fromkeys(found))


def spelled(actor: Actor) -> str:
    """As declarations have it: "customer", "staff.agent"."""
    portal, role = actor
    return f"{portal}.{role}" if role else portal


def _actor(move: Move, name: Text, roles: Roles, unread: frozenset[str], problems: list[Problem]) -> Iterator[Actor]:
    where = f"'by' of move '{move.name}'"
    if "." in name:
        yield from _of_portal(where, name, roles, unread, problems)
        return
    if name in roles:
        yield str(name), ""
        return
    portals = [portal for portal, names in roles.items() if name in (names or ())]
    if len(portals) == 1:
        yield portals[0], str(name)
    elif portals:
        message = f"{where} names role '{name}', which portals {_listed(portals)} have"
        problems.append(Problem("S262", message, name.at, f"write {' or '.join(f'{each}.{name}' for each in portals)}"))
    elif name not in unread and None not in roles.values():
        known = [*roles, *(role for names in roles.values() for role in names or ())]
        problems.append(missing(where, "portal or role", name, dict.fromkeys(known), "portals and roles"))


def _of_portal(
    where: str, name: Text, roles: Roles, unread: frozenset[str], problems: list[Problem]
) -> Iterator[Actor]:
    portal, _, role = name.partition(".")
    if portal not in roles:
        if portal not in unread:
            at = Text(portal, part(name, 0, len(portal)))
            problems.append(missing(where, "portal", at, roles))
        return
    names = roles[portal]
    if names is None:
        return
    if role in names:
        yield portal, role
        return
    at = Text(role, part(name, len(portal) + 1, len(role)))
    problems.append(missing(where, "role", at, names, f"roles of portal {portal}"))


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}"
