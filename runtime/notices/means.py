"""What telling works with: the site, its scopes, who belongs to its portals, and the addresses that mails have."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from runtime import tables
from runtime.audience import Audience
from runtime.declarations.access import RecordType
from runtime.declarations.notices import Notice
from runtime.declarations.site import Portal, Site
from runtime.engine import Engines
from runtime.scope import Principal, Scopes
from runtime.security.membership import Membership
from runtime.settings import Settings
from runtime.web.formats import Formats, formats

AT_ONCE = 500
"""People asked for in one statement."""


@dataclass(frozen=True, slots=True)
class Means:
    """Made once in each process that tells. `secret` signs the addresses at which mails are ended."""

    site: Site
    engines: Engines
    scopes: Scopes
    settings: Settings
    secret: str
    members: Mapping[str, Membership]
    audience: Audience

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.site.time_zone)

    def record_of(self, table: str) -> RecordType | None:
        """None where the specs have changed."""
        return next((each for each in self.site.records.values() if each.table == table), None)

    def formats_in(self, portal: Portal) -> Formats:
        return formats(portal.languages[0], self.site.time_zone, self.site.currency)

    def accounts_of(self, people: str, ids: Sequence[int]) -> Iterator[Principal]:
        """All accounts by which these people may log in now; a statement for each portal and some hundred people."""
        for start in range(0, len(ids), AT_ONCE):
            for portal in self.site.portals.values():
                if portal.who == people:
                    yield from self._found(portal.key, ids=ids[start : start + AT_ONCE])

    def account(self, portal: str, account_id: int) -> Principal | None:
        return next(self._found(portal, account_id=account_id), None)

    def _found(self, portal: str, ids: Collection[int] = (), account_id: int | None = None) -> Iterator[Principal]:
        members, account = self.members[portal], tables.account.c
        chosen = account.person_id.in_(ids) if account_id is None else account.id == account_id
        with self.engines.read.connect() as connection:
            wanted = members.select().where(chosen).order_by(account.id)
            rows = connection.execute(wanted, members.at(datetime.now(UTC))).all()
        return (members.read(row).principal for row in rows)

    def page_of(self, portal: Portal, record: RecordType, record_id: int) -> str:
        return f"{self.settings.base_url}{portal.at}/{record.address}/{record_id}"


def make_means(site: Site, engines: Engines, settings: Settings, secret: str) -> Means:
    members = {key: Membership(site, portal) for key, portal in site.portals.items()}
    scopes = Scopes(site, engines)
    return Means(site, engines.made_by("notices"), scopes, settings, secret, members, Audience(engines, scopes))


def notices_after(record: RecordType, event: str) -> list[Notice]:
    return [notice for notice in record.notices if event in notice.after]


def notice_of(record: RecordType, name: str) -> Notice | None:
    """None where the specs have changed."""
    return next((notice for notice in record.notices if notice.name == name), None)
