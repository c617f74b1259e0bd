"""Who of the staff may do more than their own part: ask who can see a record, look at a portal as somebody else, see
what others were shown, change the site itself.
"""

from __future__ import annotations

from typing import cast

from flask import current_app, g, session

from runtime.declarations.access import RecordType
from runtime.declarations.site import Portal
from runtime.security.manager import PortalSecurity
from runtime.security.permissions import CHANGE, DISCLOSURES, EXPLAIN, VIEW_AS
from runtime.security.present import member
from runtime.security.sessions import VIEW
from runtime.web.portal import portal_context


def may_explain(portal: Portal) -> bool:
    return _may(EXPLAIN, portal, portal.explain)


def may_view_as(portal: Portal) -> bool:
    return _may(VIEW_AS, portal, portal.view_as)


def may_see_disclosures(portal: Portal) -> bool:
    return _may(DISCLOSURES, portal, portal.disclosures)


def may_see_touches(portal: Portal, record: RecordType) -> bool:
    """Whether there is a page of what somebody did, on the page of a record of this type."""
    return may_see_disclosures(portal) and any(
        each.who == record.key for each in portal_context().site.portals.values()
    )


def may_change(portal: Portal) -> bool:
    return _may(CHANGE, portal, portal.change)


def is_view() -> bool:
    """Whether somebody looks on as another person in this request. Costs no statement where nobody does."""
    if "member" not in g and not str(session.get("_user_id", "")).startswith(VIEW):
        return False
    found = member()
    return found is not None and found.viewer is not None


def _may(permission: str, portal: Portal, roles: tuple[str, ...]) -> bool:
    """The role is looked at first, since it is known already. Who looks on as somebody else may do nothing of it."""
    found = member() if roles else None
    if found is None or found.viewer is not None or found.principal.role not in roles:
        return False
    security = cast("PortalSecurity", current_app.appbuilder.sm)  # type: ignore[attr-defined]
    return security.has_access(permission, portal.key)
