"""Numbers in sequence, which tell outsiders how many records there are."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app import App, Record
from generator.problems import Problem
from generator.rules.readers import visible


def judge(record: Record, app: App) -> Iterator[Problem]:
    if record.number and "{seq:" in record.number:
        yield from _problems(record, {portal.key for portal in app.portals.values() if not portal.inside})


def _problems(record: Record, outside: set[str]) -> Iterator[Problem]:
    portals = [access.portal for access in record.accesses if access.portal in outside and "number" in visible(access)]
    if portals:
        at = next(field.at for field in record.fields if field.name == "number")
        message = f"portal {portals[0]} shows numbers in sequence: they tell how many '{record.key}' there are"
        yield Problem("S314", message, at, "write {random:6} instead of {seq:…}", "warning")
