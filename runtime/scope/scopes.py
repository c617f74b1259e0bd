"""Where readers come from: one per request and person, all of a site sharing their compiled statements."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from runtime.declarations.site import Site
from runtime.engine import Engines
from runtime.scope.bindings import Bindings
from runtime.scope.database import Database
from runtime.scope.policy import Policy
from runtime.scope.principal import Principal
from runtime.scope.reader import Reader
from runtime.scope.results import ScopeError
from runtime.scope.shape import Shapes
from runtime.scope.sights import Sights
from runtime.scope.system import System, SystemPrincipal
from runtime.sql import Given


class Scopes:
    """The scopes of all portals and roles of a site."""

    def __init__(self, site: Site, engines: Engines, shapes: Shapes | None = None) -> None:
        self.site = site
        self.shapes = Shapes() if shapes is None else shapes
        self._engines, self._log = engines.made_by("scope"), engines.made_by("oversight")
        self._zone = ZoneInfo(site.time_zone)
        self._policies: dict[tuple[str, str], Policy] = {}

    def reader(
        self,
        principal: Principal | None,
        connection: Connection | None = None,
        moment: datetime | None = None,
        sights: Sights | None = None,
    ) -> Reader:
        """What this person may read. `connection`: read in its transaction; `moment`: what `now` is to the rules;
        `sights`: where it is noted, if it is to be shown.

        Raises ScopeError where nobody asks.
        """
        if principal is None:
            raise ScopeError("Nobody is logged in, so nothing may be read.")
        portal = self.site.portals.get(principal.portal)
        if portal is None or portal.who != principal.record:
            raise ScopeError(f"A {principal.record} does not log in to {principal.portal}.")
        given = Given(self.site.records[portal.who].model.__table__)
        bindings = Bindings(principal, moment or datetime.now(UTC), self._zone)
        database = Database(self._engines.read, self.shapes, connection)
        return Reader(self.policy(principal.portal, principal.role), given, bindings, database, sights)

    def system(
        self, name: str, reason: str, *, account_id: int | None = None, moment: datetime | None = None
    ) -> System:
        """The system principal `name`, such as "explain", asking for `reason`; `account_id`: on whose behalf.

        Its few questions are logged. There is no other way around the scope.
        """
        principal = SystemPrincipal(name, reason, account_id)
        now = moment or datetime.now(UTC)
        return System(principal, self.site, read=self._engines.read, log=self._log.write, moment=now)

    def policy(self, portal: str, role: str) -> Policy:
        """What that role may do there, whoever has it."""
        key = portal, role
        if key not in self._policies:
            self._policies[key] = Policy(self.site, portal, role)
        return self._policies[key]
