"""What the people of a portal are called: "Customers", "Staff with the role Sales or Finance".

A portal's key is the word for its people where it looks like one; else they are the users of the portal.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from generator.access.phrases import listed
from generator.access.rights import roles_of
from generator.app import App, Portal
from generator.naming import label, plural

PEOPLE = re.compile(
    r"(.+_)?([a-z]+(er|or|ee|ist|ent|ant|ian|eur)|staff|crew|people|guest|client|citizen|friend|pilot)s?"
)


def audience(portal: Portal, roles: Iterable[str], app: App) -> str:
    """The people of these roles, as a sentence begins with them."""
    everybody, chosen = roles_of(portal, app), tuple(roles)
    people = _people(portal)
    if set(chosen) >= set(everybody):
        return people
    others = [role for role in everybody if role not in chosen]
    if len(others) == 1 and len(chosen) > 2:
        return f"{people} {_with(others, portal, app).replace('with the role', 'of every role but', 1)}"
    return f"{people} {_with(chosen, portal, app)}"


def role_label(portal: Portal, role: str, app: App) -> str:
    """A role as a choice of its field; "no role" for none."""
    held = next((field for field in app.records[portal.who].fields if field.name == portal.role), None)
    labels = dict(held.choices.options) if held and held.choices else {}
    return labels.get(role, role) or "no role"


def _people(portal: Portal) -> str:
    if PEOPLE.fullmatch(portal.key):
        return label(portal.key if portal.key.endswith("s") else plural(portal.key))
    return f"Users of {portal.label}"


def _with(roles: Iterable[str], portal: Portal, app: App) -> str:
    chosen = tuple(roles)
    named = [role_label(portal, role, app) for role in chosen if role]
    parts = [f"with the role {listed(named, 'or')}"] if named else []
    return " or ".join([*parts, *(["without a role"] if "" in chosen else [])])
