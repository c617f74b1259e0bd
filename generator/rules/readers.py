"""Accesses as the rules of meaning go through them."""

from __future__ import annotations

from generator.app import Access, Record


def access_of(record: Record, portal: str, role: str) -> Access | None:
    """What holds for a role: its own access, else its portal's."""
    found = {access.role: access for access in record.accesses if access.portal == portal}
    return found.get(role) or found.get("")


def reader(access: Access) -> str:
    """As messages call it: "portal staff, role agent"."""
    return f"portal {access.portal}, role {access.role}" if access.role else f"portal {access.portal}"


def visible(access: Access | None) -> frozenset[str]:
    """All names that may be seen, at least under some condition; none without rows."""
    if access is None or access.rows is None:
        return frozenset()
    return frozenset(name for grant in access.see for name in grant.fields)
