"""Sessions that nobody logged in to: of somebody of each role, so that pages can be made as them. Never served."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from runtime.declarations.site import Portal, Site
from runtime.engine import Engines
from runtime.security.names import role_name, stored_role
from runtime.security.sessions import Member, Sessions
from runtime.settings import Settings
from runtime.smoke.somebody import nobody, somebody


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
        self._members: dict[str, Member] = {}

    def pose(self, role: str) -> str:
        """The token of a session of somebody with this role: of the database if there is one, else of nobody."""
        with self._engines.read.connect() as connection:
            principal = somebody(connection, self._site, self._portal, role) or nobody(self._site, self._portal, role)
        permissions = role_name(self._portal.key, stored_role(self._site, self._portal, role))
        token = f"posed-{len(self._members)}"
        self._members[token] = Member(0, token, principal, datetime.now(UTC), 0, permissions)
        return token

    def find(self, token: str) -> Member | None:
        return self._members.get(token)

    def touch(self, member: Member) -> None:
        """Nobody was here."""
