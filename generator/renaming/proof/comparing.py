"""Whether two applications are the same but for one name.

Places do not count, nor the order of what is sorted by key.
"""

from __future__ import annotations

from generator.app import App
from generator.renaming.proof.demo import compare_demo
from generator.renaming.proof.portals import compare_portals
from generator.renaming.proof.records import compare_records
from generator.renaming.proof.renames import Renames
from generator.renaming.proof.rules import Pair, Whole
from generator.renaming.proof.told import Told, tell


def find_differences(before: App, after: App, renames: Renames) -> Told:
    """Where the later application is not the earlier one with the name replaced."""
    whole = Whole(before, after, renames)
    pairs = {key: renames.record(key) for key in before.records}
    found = {
        "records": sorted(pairs.values()) == sorted(after.records),
        "portals": list(before.portals) == list(after.portals),
        "demo": True,
        "vocabulary": True,  # is made of the record types
    }
    wrong = list(tell("the specs", before, after, found))
    if wrong:
        yield from wrong
        return
    for key, new in pairs.items():
        yield from compare_records(Pair(whole, before.records[key], after.records[new]))
    for key, portal in before.portals.items():
        yield from compare_portals(portal, after.portals[key], whole)
    yield from compare_demo(before.demo, after.demo, renames)
