"""The proof notices what is more than a rename: each of these slips, made beside one, is named."""

from __future__ import annotations

import pytest

from generator.renaming import find_changes, plan_rename
from tests.renaming.renaming import Loaded, load, write

SLIPS = {
    ("records/boat.yaml", "rows: ours", "rows: large and keeper == me"): ["boat in portal mooring: rows"],
    ("records/boat.yaml", "default: low,", "default: high,"): ["boat.level: default"],
    ("records/boat.yaml", "list: [name, keeper", "list: [name, berth"): ["boat in portal mooring: list"],
    ("records/boat.yaml", 'it.name == "berth"', 'it.name == "place"'): ["boat.berth: where"],
    ("records/boat.yaml", "hint: the berth", "hint: the place"): ["boat in portal mooring: overrides"],
    ("records/boat.yaml", "paid < fee", "paid <= fee"): [
        "boat.unique: unless",
        "boat in portal office: delete",
        "boat in portal office, role owner: delete",
        "boat in portal office, role master: delete",
        "boat.due",
        "portal office: menu",
    ],
    ("records/boat.yaml", "''level''", "''grade''"): ["boat.near"],
    ("records/berth.yaml", 'b.level == "high"', 'b.level == "low"'): ["berth.boats_here: formula"],
    ("records/person.yaml", 'label: "name of', 'label: "Name of'): ["person.name: label"],
    ("choices/level.yaml", "low: Low", "low: Lower"): ["berth.level: choices", "boat.level: choices"],
    ("demo/boat.yaml", "level: high", "level: low"): ["demo record 'large' of 'boat'"],
    ("portals/office.yaml", "explain: [master]", "explain: [owner]"): ["portal office: explain"],
    ("spec.lock.yaml", " as owner", ""): ["boat.owner: stored"],
}


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip[1])
def test_a_slip_beside_a_rename_is_named(harbour: Loaded, slip: tuple[str, str, str]) -> None:
    path, old, new = slip
    plan = plan_rename("boat.owner", "keeper", harbour.world, harbour.sources, harbour.lock)
    write(harbour, plan)
    file = harbour.specs / path
    text = file.read_text()
    assert text.count(old) == 1, old
    file.write_text(text.replace(old, new))
    after = load(harbour.specs)
    told = find_changes(plan, harbour.world, harbour.lock, harbour.app, after.app)
    assert sorted(told) == sorted(SLIPS[slip])
