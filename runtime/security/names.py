"""How portals, roles and people are named in Flask-AppBuilder's tables, which know no portals."""

from __future__ import annotations

import hashlib


def user_name(portal: str, email: str) -> str:
    """The `username` of a member: one person may be in several portals, and the column is unique."""
    return _fitting(f"{portal}:{normal(email)}", 128)


def user_email(portal: str, email: str) -> str:
    return _fitting(f"{portal}:{normal(email)}", 320)


def role_name(portal: str, role: str = "") -> str:
    """`customer`, or `staff.support` for one of a portal's roles."""
    return _fitting(f"{portal}.{role}" if role else portal, 64)


def view_name(portal: str, record: str) -> str:
    """The "view menu" under which the permissions on a record type stand."""
    return f"{portal}.{record}"


def normal(email: str) -> str:
    """As addresses are compared: without blanks around it, in small letters."""
    return email.strip().lower()


def _fitting(name: str, length: int) -> str:
    """The name, or when the column is too short for it, its beginning and a hash."""
    if len(name) <= length:
        return name
    mark = hashlib.sha256(name.encode()).hexdigest()[:24]
    return f"{name[: length - 25]}~{mark}"
