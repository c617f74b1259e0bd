"""What a service level names: states, the field that promises go by and its choices, and what its steps set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from generator.expressions.types import Names
from generator.renaming.workflow import name_state, name_values
from generator.spec import Record

if TYPE_CHECKING:
    from generator.renaming.records import Records


def read_service_level(record: Record, records: Records) -> None:
    """Adds its names to the mentions of `records`."""
    level, key = record.service_level, str(record.key)
    if level is None:
        return
    for state in (*level.pause, *level.answered, *level.done):
        name_state(state, record, records)
    if level.by is not None:
        records.fields([level.by], key)
        for said in (level.hours, level.respond, level.resolve):
            for choice in said if isinstance(said, Mapping) else ():
                records.mentions.whole(choice, *records.world.choice(key, str(level.by), str(choice)))
    for step in level.escalate:
        name_values(step.set, key, [Names(this=key)], records)
