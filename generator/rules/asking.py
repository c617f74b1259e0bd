"""Whether what a portal lets people ask about a record can be asked there."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app import Access, App, Record
from generator.problems import Problem
from generator.rules.readers import access_of, reader


def judge(record: Record, app: App) -> Iterator[Problem]:
    for access in record.accesses:
        yield from (_problem(key, link, access) for key, link in access.ask if not _is_asked(key, link, access, app))


def _is_asked(key: str, link: str, access: Access, app: App) -> bool:
    """By somebody: a role of the portal may be given what the portal itself is not."""
    roles = {each.role for each in app.records[key].accesses if each.portal == access.portal}
    wanted = {access.role} if access.role else {"", *roles}
    found = (access_of(app.records[key], access.portal, role) for role in wanted)
    return any(each is not None and link in (each.create or ()) for each in found)


def _problem(key: str, link: str, access: Access) -> Problem:
    message = f"'ask' of {reader(access)} has no effect: nobody enters '{link}' of a new '{key}' there"
    return Problem("S217", message, access.at, f"add '{link}' to 'create' of '{key}', or take it out of 'ask'")
