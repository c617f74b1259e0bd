"""People by their address, for staff and operators: who they are in a portal, or in words why they may not enter."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection

from runtime.declarations.site import Portal, Site
from runtime.scope import Principal
from runtime.security.accounts import AccountError
from runtime.security.membership import Membership
from runtime.security.names import normal


class UnknownPersonError(AccountError):
    """No record has this address."""


def find_known(connection: Connection, site: Site, portal: Portal, email: str) -> Principal:
    """Who this person is when they log in; `account_id` is 0 where they were not invited yet. Raises AccountError."""
    membership = Membership(site, portal)
    wanted = membership.known(normal(email)).limit(2)
    rows = connection.execute(wanted, membership.at(datetime.now(UTC))).all()
    label = site.records[portal.who].label
    if not rows:
        raise UnknownPersonError(f"{portal.label} knows nobody with the address {email}.")
    if len(rows) > 1:
        raise AccountError(f"Several records of {label} have the address {email}; give each its own.")
    principal, active, let_in = membership.read_known(rows[0])
    if not active:
        raise AccountError(f"{principal.name} may not log in to {portal.label}: the account is inactive.")
    if not let_in:
        raise AccountError(f"{principal.name} may not log in to {portal.label}: {_rule_of(portal)}")
    return principal


def doors_of(connection: Connection, site: Site, email: str) -> dict[str, str]:
    """The portals that know somebody by this address, each with why they may not log in there: "" where they may."""
    found = {}
    for key, portal in site.portals.items():
        try:
            find_known(connection, site, portal, email)
        except UnknownPersonError:
            continue
        except AccountError as error:
            found[key] = error.words
        else:
            found[key] = ""
    return found


def _rule_of(portal: Portal) -> str:
    if portal.where is None:
        return "it lets in nobody."
    place = f" ({portal.where.place})" if portal.where.place else ""
    return f"“{portal.where.text}” does not hold for this person{place}."


def no_account(portal: Portal, principal: Principal) -> str:
    """In words, that nobody can look on as somebody who was never invited."""
    return f"{principal.name} has no account in {portal.label} yet; invite them first."
