"""The blocks under `portals:` with `like` and `roles` applied. What the keys say is looked at in `access`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace

from generator.problems import Problem, Text
from generator.resolve.problems import missing
from generator.spec import Access, Record

KEYS = ("rows", "create", "preset", "see", "edit", "hide", "delete", "list", "title", "fields")


@dataclass(frozen=True, slots=True)
class Block:
    """What one portal, or one role of it, says of a record type. `written`: the keys that stand in this very block."""

    portal: str
    role: str
    access: Access
    written: frozenset[str]


Roles = Mapping[str, tuple[str, ...]]
"""The roles of each portal."""


def resolve_blocks(
    record: Record, roles: Roles, unread: Set[str], problems: list[Problem]
) -> Mapping[tuple[str, str], Block]:
    """All blocks of a record type by portal and role ("" for the portal's own)."""
    return {(block.portal, block.role): block for block in _Blocks(record, roles, unread, problems).all()}


class _Blocks:
    """The blocks of one record type while `like` is followed."""

    def __init__(self, record: Record, roles: Roles, unread: Set[str], problems: list[Problem]) -> None:
        self.record = record
        self.roles = roles
        self.unread = unread
        self.problems = problems
        self.own: Mapping[str, Access] = {str(portal): block for portal, block in record.portals.items()}
        self.done: dict[str, Access] = {}

    def all(self) -> Iterator[Block]:
        for portal in self.record.portals:
            if portal in self.unread:
                continue
            if portal not in self.roles:
                where = f"'portals' of record type '{self.record.key}'"
                self.problems.append(missing(where, "portal", portal, sorted(self.roles)))
                continue
            whole = self._portal(portal, ())
            yield Block(portal, "", whole, _written(self.record.portals[portal]))
            for role in whole.roles:
                if role in self.roles[portal]:
                    yield Block(portal, role, self._role(portal, role, ()), _written(whole.roles[role]))

    def _portal(self, portal: str, trail: tuple[str, ...]) -> Access:
        if portal not in self.done:
            own = self.own[portal]
            base = self._liked(own, portal, (*trail, portal))
            self.done[portal] = _over(base, own, self._roles(portal, own, base))
        return self.done[portal]

    def _role(self, portal: str, role: str, trail: tuple[str, ...]) -> Access:
        whole = self._portal(portal, ())
        own = _of_role(whole, role)
        base = self._liked(own, portal, (*trail, f"{portal}.{role}")) or whole
        return _over(base, own, {})

    def _liked(self, own: Access, portal: str, trail: tuple[str, ...]) -> Access | None:
        """The block that `like` names: another portal's, another role's of this portal, or `portal.role`."""
        like = own.like
        if like is None:
            return None
        other, _, role = like.partition(".")
        if "." in trail[-1] and like in self._portal(portal, ()).roles:
            other, role = portal, like
        target = f"{other}.{role}" if role else other
        if target in trail:
            message = f"'like' goes round in a circle: {' -> '.join((*trail, target))}"
            self.problems.append(Problem("S217", message, like.at))
            return None
        if other not in self.roles or other not in self.record.portals:
            known = sorted(set(self.roles) & set(self.record.portals) - {portal})
            self.problems.append(missing("'like'", "portal", like, known, "portals of this record type"))
            return None
        if not role:
            return self._portal(other, trail)
        if role not in self._portal(other, trail).roles:
            self.problems.append(missing("'like'", "role", like, self._portal(other, trail).roles))
            return None
        return self._role(other, role, trail)

    def _roles(self, portal: str, own: Access, base: Access | None) -> Mapping[Text, Access]:
        known = self.roles[portal]
        for role in own.roles:
            if role not in known:
                self.problems.append(missing(f"portal '{portal}'", "role", role, known))
        if own.roles or base is None:
            return own.roles
        return {role: block for role, block in base.roles.items() if role in known}


def _over(base: Access | None, own: Access, roles: Mapping[Text, Access]) -> Access:
    """`own` where it has a key, else `base`."""
    if base is None:
        return replace(own, roles=roles)
    kept = {key: getattr(base, key) for key in KEYS if getattr(own, key) is None}
    return replace(own, roles=roles, **kept)


def _written(access: Access) -> frozenset[str]:
    return frozenset(key for key in KEYS if getattr(access, key) is not None)


def _of_role(access: Access, role: str) -> Access:
    return next(block for name, block in access.roles.items() if name == role)
