"""Which facts of a record's page the specs of the observatory grant, written by hand: always, or under a condition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.businesses.observatory.oracle import DECIDED, Person, World, asked_by_mine, own_group, released

ALL = {
    "group": "name type part_of country active founded notes size used_hours phone web address",
    "user": "name email group role mentor languages phone portrait reviewer active",
    "crew": "name email role telescope chief shift_from shift phone active",
    "telescope": "name size site limit price most_hours open first_light picture manual about experts booked "
    "first_night",
    "instrument": "telescope name type range state serial weight efficiency warm_up installed successor works_with "
    "downtime open_faults",
    "order": "number group leader select subject type reason abstract telescope instrument hours exposure start end "
    "not_before moon contact paper state submitted decision memo score used_hours left charge attachments",
    "night": "telescope date order observers operator opens closes hours state temperature humidity wind lost_because "
    "log kept",
    "review": "order reviewer score values comment confidential done written",
    "dataset": "name night order type size exposure preview files rights rate taken_on public_from",
    "fault": "number instrument reporter subject group found downtime state mended_by cure attachments",
}
"""What `all` stands for inside: every field but private ones."""
ENTERED = (
    "select subject type reason abstract telescope instrument hours exposure start end not_before moon contact "
    "attachments"
)
"""What the form for a new request asks astronomers."""
LABELS = {
    "group.notes": "Internal notes",
    "group.size": "People",
    "group.web": "Website",
    "user.reviewer": "Member of the panel",
    "crew.telescope": "Works at",
    "telescope.size": "Mirror in metres",
    "telescope.limit": "Lowest elevation",
    "telescope.price": "Price of an hour",
    "telescope.most_hours": "Hours per request",
    "telescope.open": "Open for requests",
    "order.select": "Co-investigators",
    "order.reason": "Why can it not wait?",
    "order.not_before": "Not before (local time)",
    "order.moon": "Brightest moon",
    "order.memo": "Memo of the schedulers",
    "order.leader.email": "Leader (email)",
    "order.telescope.size": "Telescope (mirror in metres)",
    "night.order": "Request",
    "review.order": "Request",
    "review.values": "What speaks for it",
    "review.confidential": "For the panel only",
    "review.done": "Finished",
    "dataset.order": "Request",
    "dataset.size": "Megabytes",
    "dataset.rate": "Megabytes an hour",
    "fault.group": "Part",
    "fault.reporter.phone": "Reporter (phone)",
}
IN_A_PORTAL = {
    "astronomer.group.part_of": "Belongs to",
    "astronomer.order.abstract": "What do you want to find out?",
}


def labels(world: World, person: Person, record: str, row: Any) -> set[str]:
    """The labels that the page of this record must show this person, and no others."""
    names = _PORTALS[person.portal](world, person, record, row)
    return {_label(person.portal, record, name) for name in names}


def _label(portal: str, record: str, name: str) -> str:
    plain = name.replace("_", " ").capitalize()
    return IN_A_PORTAL.get(f"{portal}.{record}.{name}", LABELS.get(f"{record}.{name}", plain))


def _when(condition: bool, names: str) -> set[str]:
    return set(names.split()) if condition else set()


def _astronomer(world: World, person: Person, record: str, row: Any) -> set[str]:
    if record == "order":
        return _order_of_astronomer(world, person, row)
    if record == "user":
        return _user_for_astronomer(world, person, row)
    always = {
        "group": "name type part_of country phone web address",
        "telescope": "name size site limit price most_hours open first_light picture manual about",
        "instrument": "telescope name type range efficiency warm_up works_with",
        "night": "telescope date order observers opens closes hours state",
        "review": "order comment values",
        "dataset": "name night order type size taken_on public_from preview",
    }
    names = set(always[record].split())
    if record == "group":
        names |= _when(row.id == person.me.group_id, "size used_hours")
    if record == "night":
        names |= _when(row.state in ("done", "lost"), "temperature humidity wind lost_because kept")
    if record == "dataset":
        names |= _when(released(world, person, row) or asked_by_mine(world, person, row), "files exposure")
    return names


def _order_of_astronomer(world: World, person: Person, row: Any) -> set[str]:
    ours, decided = own_group(world, person, row), row.state in DECIDED
    paper = _when(row.state == "finished" and ours, "paper")
    if person.role == "student":
        changed = "subject abstract type reason hours exposure start end select attachments"
        always = "number subject type abstract telescope instrument hours start end state leader leader.email"
        return _when(True, always) | _when(row.state == "draft" and row.leader_id == person.me.id, changed) | paper
    always = f"{ENTERED} number state leader leader.email submitted used_hours left"
    return _when(True, always) | _when(decided, "decision") | _when(decided and ours, "charge") | paper


def _user_for_astronomer(world: World, person: Person, row: Any) -> set[str]:
    mine = row.id == person.me.id
    names = _when(True, "name group role languages portrait") | _when(mine, "phone")
    names |= _when(mine and row.role == "student", "mentor")
    return names | _when(person.role == "leader" and own_group(world, person, row), "email phone")


def _panel(_world: World, _person: Person, record: str, _row: Any) -> set[str]:
    always = {
        "group": "name type country",
        "user": "name email languages",
        "telescope": "name size limit price about",
        "instrument": "telescope name type range efficiency warm_up works_with",
        "order": "number subject type reason abstract telescope telescope.size instrument hours start end group "
        "attachments",
        "review": "order score values comment confidential done written",
        "dataset": "name order type size",
    }
    return set(always[record].split())


def _control(_world: World, person: Person, record: str, row: Any) -> set[str]:
    if record == "fault" and person.role == "operator":
        always = "instrument subject group found attachments number state reporter reporter.phone downtime"
        return _when(True, always) | _when(row.state == "mended", "mended_by cure")
    names = set(ALL[record].split())
    names |= set(_MORE_INSIDE.get((person.role, record), "").split())
    return names - set(_LESS_INSIDE.get((person.role, record), "").split())


_MORE_INSIDE: Mapping[tuple[str, str], str] = {
    ("scheduler", "group"): "budget overhead",
    ("scheduler", "user"): "born",
    ("scheduler", "crew"): "wage",
    ("scheduler", "dataset"): "checksum",
    ("engineer", "instrument"): "cost",
}
_LESS_INSIDE: Mapping[tuple[str, str], str] = {
    ("engineer", "group"): "notes",
    ("operator", "order"): "memo",
    ("scheduler", "order"): "exposure",
    ("engineer", "night"): "log order observers",
}
_PORTALS = {"astronomer": _astronomer, "panel": _panel, "control": _control}
