"""Records that moves make: whether they get every value that is required."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app import App, Record
from generator.problems import Problem
from generator.rules.creation import is_needed
from generator.workflow import Make


def judge(record: Record, app: App) -> Iterator[Problem]:
    for move in record.workflow.moves if record.workflow else ():
        for each in move.then:
            if isinstance(each, Make):
                yield from _problems(each, move.name, app.records[each.record])


def _problems(each: Make, move: str, target: Record) -> Iterator[Problem]:
    given = {name for name, _ in each.set}
    for field in target.fields:
        needed = is_needed(field) and field.show is None and not field.computed and field.default is None
        if needed and field.name not in given:
            message = f"move '{move}' makes a '{target.key}' without '{field.name}', which is required"
            yield Problem("S326", message, each.at, f"add '{field.name}' to its 'set', or give the field a default")
