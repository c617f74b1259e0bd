"""Boats and their firms, which are called vessels and companies by now: the specs before and after, by a real lock."""

from __future__ import annotations

from pathlib import Path

from generator.app import App
from generator.changes import diff, name_stored
from generator.changes.lock import Lock
from tests.resolve.specs import app_of

CHOICES = "low: Low\nurgent: Urgent\n"
BEFORE = """
    record: boat
    fields:
      name: { type: text, required: true }
      owner: { type: link, to: firm, back: boats }
      crew: { type: links, to: firm, back: crews }
      papers: { type: files }
      colour: { type: choice, of: [red, blue] }
      haste: { type: choice, of: haste }
      old_note: { type: text }
    unique: [{ fields: [name, owner] }]
    portals:
      staff: { rows: all, see: all, edit: all }
"""
FIRM = """
    record: firm
    {was}
    fields:
      name: {{ type: text, required: true }}
    portals:
      staff: {{ rows: all, see: all }}
"""
AFTER = """
    record: vessel
    was: boat
    retired: [old_note]
    fields:
      title: { type: text, required: true, was: name }
      keeper: { type: link, to: company, back: boats, was: owner }
      hands: { type: links, to: company, back: crews, was: crew }
      documents: { type: files, was: papers }
      colour: { type: choice, of: { scarlet: { label: Scarlet, was: red }, blue: Blue } }
      haste: { type: choice, of: haste }
    unique: [{ fields: [title, keeper] }]
    portals:
      staff: { rows: all, see: all, edit: all }
"""


def before_and_after(folder: Path) -> tuple[App, App]:
    """Both read from specs below `folder`: of `born` and of `today`."""
    born = {"records/boat.yaml": BEFORE, "records/firm.yaml": FIRM.format(was=""), "choices/haste.yaml": CHOICES}
    boats = app_of(folder / "born", born)
    first = diff(Lock(()), boats)
    assert not first.problems
    today = {
        "records/vessel.yaml": AFTER,
        "records/company.yaml": FIRM.format(was="was: firm").replace("firm\n    was", "company\n    was"),
        "choices/haste.yaml": "low: Low\nhigh: { label: High, was: urgent }\n",
    }
    vessels = app_of(folder / "today", today)
    second = diff(first.lock, vessels)
    assert not second.problems
    return name_stored(boats, first.lock), name_stored(vessels, second.lock)
