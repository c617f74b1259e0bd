"""The first member of the staff of a new site. Their record is made here if it is not there yet."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, Insert, Table

from runtime.declarations.rules import Formula
from runtime.declarations.site import Portal, Site
from runtime.records import fields_of
from runtime.scope.titles import read_title
from runtime.seam import passed
from runtime.security.accounts import AccountError, create_account, find_person
from runtime.security.names import normal


@dataclass(frozen=True, slots=True)
class Newcomer:
    name: str
    email: str
    role: str


def claim_site(connection: Connection, site: Site, portal: Portal, newcomer: Newcomer) -> int:
    """The id of the new account. Raises AccountError when the record that can be made may not log in."""
    try:
        person_id = find_person(connection, site, portal, newcomer.email).id
    except AccountError:
        connection.execute(_insert(site, portal, newcomer))
        person_id = find_person(connection, site, portal, newcomer.email).id
    return create_account(connection, site, portal.key, person_id)


def _insert(site: Site, portal: Portal, newcomer: Newcomer) -> Insert:
    record = site.records[portal.who]
    fields = fields_of(record.model)
    defaults = {fields[key].column: value for key, value in record.default.items() if not isinstance(value, Formula)}
    parts = [key for key in read_title(record.title).names if key in fields and fields[key].kind == "text"]
    words = newcomer.name.split(maxsplit=max(0, len(parts) - 1)) if parts else []
    own = dict(zip(parts, words, strict=False)) | {portal.email: normal(newcomer.email)}
    if portal.role:
        own[portal.role] = newcomer.role
    table: Table = record.model.__table__
    return passed(table.insert().values(defaults | own), "claiming")
