"""Demo records before and after."""

from __future__ import annotations

from dataclasses import replace

from generator.demo import DemoLink, DemoRecord
from generator.renaming.proof.renames import Renames
from generator.renaming.proof.told import Told


def compare_demo(before: tuple[DemoRecord, ...], after: tuple[DemoRecord, ...], renames: Renames) -> Told:
    """Their files may be in another order now, that of the record types' keys."""
    expected = {(each.record, each.key): each for each in (_renamed(demo, renames) for demo in before)}
    found = {(each.record, each.key): each for each in after}
    if expected.keys() != found.keys():
        yield "the demo records"
        return
    for name, demo in expected.items():
        if demo != found[name]:
            yield f"demo record '{demo.key}' of '{demo.record}'"


def _renamed(demo: DemoRecord, renames: Renames) -> DemoRecord:
    values = tuple(
        (renames.field(demo.record, name), _value(value, renames.world.list_of(demo.record, name), renames))
        for name, value in demo.values
    )
    return DemoRecord(renames.record(demo.record), demo.key, values)  # type: ignore[arg-type]


def _value(value: object, of: str | None, renames: Renames) -> object:
    if isinstance(value, tuple):
        return tuple(_value(each, of, renames) for each in value)
    if isinstance(value, DemoLink):
        return replace(value, record=renames.record(value.record))
    return renames.choice(of, value) if isinstance(value, str) else value
