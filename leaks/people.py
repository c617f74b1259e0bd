"""People: of each tenant one for each portal and role, by a record of their own of which the portal's rule holds."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from generator.app import Portal
from leaks.drafting import Draft
from leaks.facts import Here
from leaks.making import Making
from leaks.meaning import Given
from leaks.searching import Search
from leaks.stepping import Wanted
from leaks.world import TENANTS, Person

PASSWORD = "cobalt marmot under thirteen lanterns"  # noqa: S105 - of people in a scratch database
TRIES = 6


def make_people(draft: Draft, making: Making, search: Search) -> tuple[tuple[Person, ...], tuple[str, ...]]:
    """The people, and of whom there could be nobody."""
    people: list[Person] = []
    notes: list[str] = []
    for portal in draft.app.portals.values():
        for role in _roles(draft, portal):
            for tenant in TENANTS:
                person = _person(making, search, portal, role, tenant)
                if person is not None:
                    people.append(person)
                elif role or not portal.roles:
                    who = f"role {role} of portal {portal.key}" if role else f"portal {portal.key}"
                    notes.append(f"{who}: no {portal.who} of tenant {tenant} was found of whom its 'where' holds")
    return tuple(people), tuple(notes)


def _roles(draft: Draft, portal: Portal) -> tuple[str, ...]:
    """Who has no role belongs to the portal too, where the field may be missing."""
    if portal.role is None:
        return ("",)
    required = draft.fields[portal.who][portal.role].required
    return portal.roles if required else ("", *portal.roles)


def _person(making: Making, search: Search, portal: Portal, role: str, tenant: str) -> Person | None:
    draft = making.draft
    rule = next((rule for rule in draft.app.records[portal.who].rules if rule.name == portal.where), None)
    conditions = () if rule is None else ((rule.expression.tree, True),)
    fixed = () if portal.role is None else (portal.role,)
    for _ in range(TRIES):
        mark = draft.mark()
        this = making.new(portal.who, tenant)
        _connect(making, this)
        for name in fixed:
            draft.set(this, name, role or None)
        given = Given(draft.moment, ZoneInfo(draft.app.site.time_zone), this, role or None, portal.key)
        if search.make_own(this, Wanted(given, conditions), fixed) and draft.get(this, portal.email):
            email = str(draft.get(this, portal.email)).strip().lower()
            account = draft.new_id(draft.moment - timedelta(days=600))
            draft.accounts.append(account)
            return Person(portal.key, role, portal.who, this.id, email, PASSWORD, tenant, account)
        draft.back_to(mark)
    return None


def _connect(making: Making, this: Here) -> None:
    """Rules compare with whom a person belongs to: better with somebody than with nobody."""
    for name, field in making.draft.fields[this.record].items():
        if field.kind == "link" and making.draft.get(this, name) is None:
            making.draft.set(this, name, making.linking.target(this, field))
