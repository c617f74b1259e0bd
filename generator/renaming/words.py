"""What a portal's own words name: states and moves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from generator.renaming.things import Thing
from generator.renaming.workflow import name_state
from generator.resolve.words.fields import names_of
from generator.spec import Access, Record

if TYPE_CHECKING:
    from generator.renaming.records import Records
    from generator.renaming.world import World


def read_words(access: Access, record: Record, records: Records) -> None:
    """Adds their names to the mentions of `records`. A word with `of` has a name of its own, whatever it is."""
    for word in (access.states or {}).values():
        for state in word.of or (word.name,):
            name_state(state, record, records)
    for move in access.moves or ():
        records.mentions.whole(move, Thing("move", str(record.key), str(move)))


def fields_of_role(of: str, role: str, world: World) -> Iterator[tuple[str, str]]:
    """The fields that are called after a choice of the list `of`, since it is a role: record type and field."""
    portals = [str(portal) for portal in world.spec.portals if world.roles(str(portal)) == of]
    for key, record in world.records.items():
        for name in (name for portal in portals for name in names_of(portal, role)):
            if name in record.fields:
                yield key, name
