"""How portals, roles and people are named in Flask-AppBuilder's tables, which know no portals."""

from __future__ import annotations

import hashlib

from runtime.declarations.site import Portal, Site
from runtime.records import fields_of


def user_name(portal: str, email: str) -> str:
    """The `username` of a member: one person may be in several portals, and the column is unique."""
    return _fitting(f"{portal}:{normal(email)}", 128)


def user_email(portal: str, email: str) -> str:
    return _fitting(f"{portal}:{normal(email)}", 320)


def role_name(portal: str, role: str = "") -> str:
    """`customer`, or `staff.support` for one of a portal's roles, by its stored name (`stored_role`)."""
    return _fitting(f"{portal}.{role}" if role else portal, 64)


def stored_role(site: Site, portal: Portal, role: str) -> str:
    """The role as the database knows it: by the name that the choice was born with."""
    if portal.role is None:
        return role
    field = fields_of(site.records[portal.who].model)[portal.role]
    return field.stored_choices.stored(role)


def view_name(portal: str, table: str) -> str:
    """The "view menu" under which the permissions on a record type stand, known by its table."""
    return f"{portal}.{table}"


def normal(email: str) -> str:
    """As addresses are compared: without blanks around it, in small letters."""
    return email.strip().lower()


def _fitting(name: str, length: int) -> str:
    """The name, or when the column is too short for it, its beginning and a hash."""
    if len(name) <= length:
        return name
    mark = hashlib.sha256(name.encode()).hexdigest()[:24]
    return f"{name[: length - 25]}~{mark}"
