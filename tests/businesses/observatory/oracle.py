"""What the specs of the observatory must mean, written by hand over all rows: who sees which records, and what of them.

It is the second opinion that the portals are compared with. It shares no code with the product and reads no specs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tests.businesses.rows import Pairs, Tables

RECORDS = ("crew", "dataset", "fault", "group", "instrument", "night", "order", "review", "telescope", "user")
ADDRESSES = {
    "crew": "crew",
    "dataset": "datasets",
    "fault": "faults",
    "group": "groups",
    "instrument": "instruments",
    "night": "nights",
    "order": "requests-for-time",
    "review": "reviews",
    "telescope": "telescopes",
    "user": "users",
}
LINKS = ("order.select", "night.observers", "telescope.experts", "instrument.works_with")
DECIDED = ("accepted", "refused", "finished")
FOR_REVIEW = ("in_review", *DECIDED)


@dataclass(frozen=True, slots=True)
class World:
    """All rows, and the pairs of each field of kind links; `today` is the day at the observatory, as ISO text."""

    rows: Tables
    pairs: Mapping[str, Pairs]
    today: str

    def at(self, record: str, key: int | None) -> Any:
        """The row, or None for a missing link."""
        return None if key is None else self.rows[record][key]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is logged in; `me` is their own row."""

    portal: str
    role: str
    me: Any


Sees = Callable[[World, Person, Any], bool]


def visible(world: World, person: Person, record: str) -> set[int] | None:
    """The ids of the rows; None where the person has nothing to do with the record type."""
    rule = ROWS.get((person.portal, person.role, record), ROWS.get((person.portal, "", record)))
    if rule is None:
        return None
    return {key for key, row in world.rows[record].items() if rule(world, person, row)}


def everything(_world: World, _person: Person, _row: Any) -> bool:
    return True


def own_group(_world: World, person: Person, row: Any) -> bool:
    return bool(row.group_id == person.me.group_id)


def parent_of_mine(world: World, person: Person) -> int | None:
    key: int | None = world.rows["group"][person.me.group_id].part_of_id
    return key


def group_near(world: World, person: Person, row: Any) -> bool:
    return row.id in (person.me.group_id, parent_of_mine(world, person))


def colleague(world: World, person: Person, row: Any) -> bool:
    return bool(row.active) and row.group_id in (person.me.group_id, parent_of_mine(world, person))


def usable(world: World, _person: Person, row: Any) -> bool:
    return row.state == "ready" and bool(world.rows["telescope"][row.telescope_id].open)


def joined(world: World, person: Person, row: Any) -> bool:
    return (row.id, person.me.id) in world.pairs["order.select"]


def order_of_mine(world: World, person: Person, row: Any) -> bool:
    return own_group(world, person, row) or joined(world, person, row)


def order_of_student(world: World, person: Person, row: Any) -> bool:
    return row.leader_id == person.me.id or joined(world, person, row)


def asked_by_mine(world: World, person: Person, row: Any) -> bool:
    """Of a row with a link to a request: it is one of my group."""
    order = world.at("order", row.order_id)
    return order is not None and order.group_id == person.me.group_id


def observing(world: World, person: Person, night: int) -> bool:
    return (night, person.me.id) in world.pairs["night.observers"]


def night_of_mine(world: World, person: Person, row: Any) -> bool:
    return asked_by_mine(world, person, row) or observing(world, person, row.id)


def review_for_mine(world: World, person: Person, row: Any) -> bool:
    return bool(row.done) and world.at("order", row.order_id).state in DECIDED and asked_by_mine(world, person, row)


def released(world: World, _person: Person, row: Any) -> bool:
    return row.public_from is not None and row.public_from <= world.today


def data_for_me(world: World, person: Person, row: Any) -> bool:
    return released(world, person, row) or asked_by_mine(world, person, row) or observing(world, person, row.night_id)


def order_to_judge(_world: World, person: Person, row: Any) -> bool:
    return row.state in FOR_REVIEW and row.group_id != person.me.group_id


def data_to_judge(world: World, person: Person, row: Any) -> bool:
    order = world.at("order", row.order_id)
    return order is not None and order_to_judge(world, person, order) and released(world, person, row)


def at_my_telescope(_world: World, person: Person, row: Any) -> bool:
    return person.me.telescope_id is not None and row.telescope_id == person.me.telescope_id


def fault_near(world: World, person: Person, row: Any) -> bool:
    instrument = world.rows["instrument"][row.instrument_id]
    return row.reporter_id == person.me.id or at_my_telescope(world, person, instrument)


ROWS: Mapping[tuple[str, str, str], Sees | None] = {
    ("astronomer", "", "group"): group_near,
    ("astronomer", "", "user"): colleague,
    ("astronomer", "", "telescope"): everything,
    ("astronomer", "", "instrument"): usable,
    ("astronomer", "", "order"): order_of_mine,
    ("astronomer", "student", "order"): order_of_student,
    ("astronomer", "", "night"): night_of_mine,
    ("astronomer", "", "review"): review_for_mine,
    ("astronomer", "student", "review"): None,
    ("astronomer", "", "dataset"): data_for_me,
    ("panel", "", "group"): lambda _world, _person, row: bool(row.active),
    ("panel", "", "user"): lambda _world, person, row: row.id == person.me.id,
    ("panel", "", "telescope"): lambda _world, _person, row: bool(row.open),
    ("panel", "", "instrument"): usable,
    ("panel", "", "order"): order_to_judge,
    ("panel", "", "review"): lambda _world, person, row: row.reviewer_id == person.me.id,
    ("panel", "", "dataset"): data_to_judge,
    ("control", "", "group"): everything,
    ("control", "", "user"): everything,
    ("control", "engineer", "user"): None,
    ("control", "", "crew"): lambda _world, _person, row: bool(row.active),
    ("control", "scheduler", "crew"): everything,
    ("control", "", "telescope"): everything,
    ("control", "", "instrument"): everything,
    ("control", "scheduler", "order"): everything,
    ("control", "operator", "order"): lambda _world, _person, row: row.state in ("accepted", "finished"),
    ("control", "", "night"): everything,
    ("control", "engineer", "night"): at_my_telescope,
    ("control", "scheduler", "review"): everything,
    ("control", "", "dataset"): everything,
    ("control", "engineer", "dataset"): lambda world, person, row: at_my_telescope(
        world, person, world.rows["night"][row.night_id]
    ),
    ("control", "", "fault"): fault_near,
    ("control", "engineer", "fault"): everything,
    ("control", "scheduler", "fault"): everything,
}
"""For a role, else for its portal. What is not here sees nothing."""
