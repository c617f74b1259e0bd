"""Sessions that nobody logged in to: of somebody of each role, so that pages can be made as them. Never served."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Select

from runtime.declarations.site import Portal, Site
from runtime.engine import Engines
from runtime.scope import Principal
from runtime.security.membership import Membership
from runtime.security.names import role_name, stored_role
from runtime.security.sessions import Member, Sessions
from runtime.settings import Settings

NOBODY = 0
"""The id of whom there is not: no record links to them."""


@dataclass(frozen=True, slots=True)
class Posing:
    """What `runtime.site` takes for the sessions of a portal; `sessions` are those that it made, by portal."""

    sessions: dict[str, PosedSessions] = field(default_factory=dict)

    def __call__(self, site: Site, portal: Portal, engines: Engines, settings: Settings) -> PosedSessions:
        self.sessions[portal.key] = PosedSessions(site, portal, engines, settings)
        return self.sessions[portal.key]


class PosedSessions(Sessions):
    """Knows the tokens that `pose` gave, and writes nothing down."""

    def __init__(self, site: Site, portal: Portal, engines: Engines, settings: Settings) -> None:
        super().__init__(site, portal, engines, settings)
        self._site, self._portal = site, portal
        self._people = Membership(site, portal)
        self._members: dict[str, Member] = {}

    def pose(self, role: str) -> str:
        """The token of a session of somebody with this role: of the database if there is one, else of nobody."""
        principal = self._somebody(role) or self._nobody(role)
        permissions = role_name(self._portal.key, stored_role(self._site, self._portal, role))
        token = f"posed-{len(self._members)}"
        self._members[token] = Member(0, token, principal, datetime.now(UTC), 0, permissions)
        return token

    def find(self, token: str) -> Member | None:
        return self._members.get(token)

    def touch(self, member: Member) -> None:
        """Nobody was here."""

    def _somebody(self, role: str) -> Principal | None:
        moment = self._people.at(datetime.now(UTC))
        with self._engines.read.connect() as connection:
            email = connection.scalar(self._addresses(role), moment)
            if email is None:
                return None
            for row in connection.execute(self._people.known(email.lower()), moment):
                principal, _, _ = self._people.read_known(row)
                if principal.role == role:
                    return principal
        return None

    def _addresses(self, role: str) -> Select[Any]:
        person, portal = self._people.person.c, self._portal
        found = self._people.people([person[portal.email]]).where(person[portal.email].is_not(None))
        return (found.where(person[portal.role] == role) if portal.role and role else found).limit(1)

    def _nobody(self, role: str) -> Principal:
        """Rules then compare with what is not there, and give no rows."""
        portal = self._portal
        values: dict[str, object] = {column.key: None for column in self._people.person.c}
        values |= {"id": NOBODY} | ({portal.role: role} if portal.role else {})
        return Principal(portal.key, role, 0, NOBODY, portal.who, "", "nobody@example.invalid", values)
