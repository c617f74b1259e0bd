"""The blocks under `portals:` with `like` and `roles` applied. What the keys say is looked at in `access`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace

from generator.problems import Problem, Text
from generator.resolve.problems import missing
from generator.spec import Access, Record
from generator.suggestion import closest

KEYS = (
    *("rows", "create", "preset", "see", "edit", "hide", "delete", "list", "history", "title"),
    *("afterwards", "ask", "fields", "states", "moves"),
)

Blocks = Mapping[tuple[str, str], "Block"]
"""By portal and role; "" is the role of the portal's own block."""
Roles = Mapping[str, tuple[str, ...] | None]
"""The roles of each portal; None where they cannot be told."""


@dataclass(frozen=True, slots=True)
class Block:
    """What one portal, or one role of it, says of a record type. `written`: the keys that stand in this very block."""

    portal: str
    role: str
    access: Access
    written: frozenset[str]


def resolve_blocks(record: Record, roles: Roles, unread: Set[str], problems: list[Problem]) -> Blocks:
    """`unread` are names that may be right, because their files cannot be read."""
    found: dict[tuple[str, str], Block] = {}
    for portal, own in record.portals.items():
        if portal not in roles:
            if portal not in unread:
                where = f"'portals' of record type '{record.key}'"
                problems.append(missing(where, "portal", portal, sorted(roles)))
            continue
        whole = _with_liked(record, portal, (str(portal),), problems)
        found[str(portal), ""] = Block(str(portal), "", whole, _written(own))
        for role, block in _roles(whole, own, portal, roles[portal], problems):
            found[str(portal), str(role)] = Block(str(portal), str(role), _over(whole, block), _written(block))
    return found


def whole_blocks(record: Record) -> Iterator[Block]:
    """Of portals and roles as they are written, whether or not there are such; what is wrong is told elsewhere."""
    for portal, own in record.portals.items():
        whole = _with_liked(record, portal, (str(portal),), [])
        yield Block(str(portal), "", whole, _written(own))
        for role, block in whole.roles.items():
            yield Block(str(portal), str(role), _over(whole, block), _written(block))


def _with_liked(record: Record, portal: Text, trail: tuple[str, ...], problems: list[Problem]) -> Access:
    """The portal's block over the one that it is `like`."""
    own = record.portals[portal]
    if own.like is None:
        return own
    if own.like in trail:
        message = f"'like' goes round in a circle: {' -> '.join((*trail, own.like))}"
        problems.append(Problem("S217", message, own.like.at))
        return own
    liked: Text | None = own.like
    if own.like not in record.portals:
        others = [other for other in record.portals if other != portal]
        problems.append(missing("'like'", "portal", own.like, others, "portals of this record type"))
        meant = closest(own.like, others)
        liked = next((other for other in others if other == meant), None)
    if liked is None:
        return own
    return _over(_with_liked(record, liked, (*trail, str(liked)), problems), own)


def _over(base: Access, own: Access) -> Access:
    """`own` where it has a key, else `base`."""
    kept = {key: getattr(base, key) for key in KEYS if getattr(own, key) is None}
    return replace(own, roles=own.roles or base.roles, **kept)


def _roles(
    whole: Access, own: Access, portal: str, known: tuple[str, ...] | None, problems: list[Problem]
) -> Iterator[tuple[Text, Access]]:
    """The blocks of roles: those written, which must exist; of those taken over by `like`, the ones that exist here."""
    for role, block in whole.roles.items():
        if known is None or role in known:
            yield role, block
        elif role in own.roles:
            problems.append(missing(f"portal '{portal}'", "role", role, known))


def _written(access: Access) -> frozenset[str]:
    return frozenset(key for key in KEYS if getattr(access, key) is not None)
