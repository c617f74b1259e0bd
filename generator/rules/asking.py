"""Whether what a portal lets people ask about a record can be asked there."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app import Access, App, Record
from generator.problems import Problem
from generator.rules.readers import reader


def judge(record: Record, app: App) -> Iterator[Problem]:
    """Once for each portal: its roles have what its block says, and not each of them has to be able to ask."""
    asked = {(access.portal, *pair): access for access in reversed(record.accesses) for pair in access.ask}
    for (portal, key, link), access in sorted(asked.items(), key=lambda each: each[0]):
        if not any(link in (each.create or ()) for each in app.records[key].accesses if each.portal == portal):
            yield _problem(key, link, access)


def _problem(key: str, link: str, access: Access) -> Problem:
    message = f"'ask' of {reader(access)} has no effect: nobody enters '{link}' of a new '{key}' there"
    return Problem("S217", message, access.at, f"add '{link}' to 'create' of '{key}', or take it out of 'ask'")
