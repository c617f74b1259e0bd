"""What a request works with: the portal's declarations, the reader of this person, addresses and formats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import abort

from runtime.web import formats
from runtime.web.addresses import Addresses
from runtime.web.cells import Printer
from runtime.web.portal import asked, kept_here, portal_context
from runtime.web.roles import RoleView, role_view
from runtime.web.witness import sights

if TYPE_CHECKING:
    from runtime.declarations.access import Access, RecordType
    from runtime.declarations.site import Portal, Site
    from runtime.files import FileStore
    from runtime.scope import Principal, Sights
    from runtime.scope.reader import Reader
    from runtime.service import Service


@dataclass(frozen=True, slots=True)
class Context:
    site: Site
    portal: Portal
    principal: Principal
    role: RoleView
    reader: Reader
    sights: Sights
    service: Service
    files: FileStore
    to: Addresses
    printer: Printer

    def record_at(self, address: str) -> RecordType:
        """The record type with this address; 404 where this person has nothing to do with one."""
        return self.role.at.get(address) or abort(404)

    def readable_at(self, address: str) -> RecordType:
        """As `record_at`, and this person may read records of it."""
        record = self.record_at(address)
        return record if record.key in self.role.visible else abort(404)

    def access(self, record: RecordType) -> Access:
        return self.role.access[record.key]

    def may_create(self, record: RecordType) -> bool:
        """Whether this person may add such a record; lines are added in the form of the record they belong to."""
        access = self.role.access.get(record.key)
        return access is not None and access.create is not None and not record.parent


def current() -> Context:
    """The context of this request; nobody gets here without having logged in."""
    kept = kept_here()
    principal: Principal = kept.principal
    found: Context | None = kept.get("context")
    if found is None or found.principal is not principal:
        found = kept.context = _made_for(principal)
    return found


def _made_for(principal: Principal) -> Context:
    here = portal_context()
    site, portal = here.site, here.portal
    role, shown = role_view(site, portal, principal.role), sights()
    printer = _printer(site, portal, role, asked().root_path)
    reader = here.scopes.reader(principal, sights=shown)
    return Context(site, portal, principal, role, reader, shown, here.service, here.files, printer.to, printer)


def _printer(site: Site, portal: Portal, role: RoleView, root: str) -> Printer:
    def make(_key: str) -> Printer:
        spoken = formats.formats(portal.languages[0], site.time_zone, site.currency)
        return Printer(spoken, Addresses(root), site.records, role.visible)

    return role.once_at(root, "printer", "", make)
