"""What is generated again after an edit, what routing is told as, and what the specs' readers learn of it."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from generator.access.charter import render_charters
from generator.pipeline import generate
from runtime.declarations.routing import FIRST, LEAST_BUSY, ROUND_ROBIN
from runtime.routing import Picked, reason_of
from runtime.routing.words import after_move, passed_on
from tests.incremental.test_same_as_anew import Both, replace_in
from tests.routing.conftest import SPECS

EDITS = (
    ("records/repair.yaml", "pick: round_robin, again_after: 2d", "pick: round_robin, again_after: 3d"),
    ("records/repair.yaml", "except: it.blocked, pick: first", "pick: first"),
    ("records/area.yaml", "crisis: { type: link, to: team }", "crisis: { type: link, to: team, label: In a storm }"),
    ("records/team.yaml", "name: { type: text, required: true }", "name: { type: text }"),
    ("records/clerk.yaml", "away: { type: yesno, default: false }", "away: { type: yesno }"),
    ("records/firm.yaml", "blocked: { type: yesno, default: false }", "blocked: { type: yesno, label: Barred }"),
)


WITHOUT_LINES = (
    ("records/damage.yaml", "  pumps: { type: lines, of: pump, label: Pumps }\n", ""),
    ("records/damage.yaml", "is: sum(p.litres for p in pumps) }", "min: 0 }"),
    ("records/damage.yaml", "height, rooms, pumps]", "height, rooms]"),
)
"""A site with lines is always generated anew."""


def test_an_edit_gives_what_generating_anew_gives(tmp_path: Path) -> None:
    specs = Path(shutil.copytree(SPECS, tmp_path / "specs"))
    (specs / "records" / "pump.yaml").unlink()
    for edit in WITHOUT_LINES:
        replace_in(specs, edit)
    both = Both(specs, tmp_path / "cache")
    both.generate("nothing yet")
    both.apply()
    for edit in EDITS:
        replace_in(specs, edit)
        both.generate(edit[2])
        both.apply()
    assert both.renewed == len(EDITS)


def test_the_charter_tells_what_routing_fills_in() -> None:
    app = generate(SPECS).app
    assert app is not None
    pages = render_charters(app)
    firms = "Firm and Call after “Decline” and Firm after “Assign”. By Firm it is decided who sees them here."
    assert firms in pages["firms.html"]
    assert "Routing fills in Team, Urgent, Pace and Clerk of new records" in pages["house.html"]
    assert "decided who sees" not in pages["house.html"]


CLERK = "Clerk"
REASONS = (
    (
        ("", 2, "it is late", Picked(CLERK, LEAST_BUSY, 4), ()),
        "Clerk by rule 2, since it is late: the least busy of 4.",
    ),
    (("", 1, "", Picked(CLERK, ROUND_ROBIN, 2), ()), "Clerk by rule 1: whose turn it was, of 2."),
    (("", 1, "", Picked(CLERK, FIRST, 3), ()), "Clerk by rule 1: the first of 3."),
    (("", 1, "", Picked(CLERK, LEAST_BUSY, 1), ()), "Clerk by rule 1: the only one."),
    (("", 3, "", None, (1, 2)), "By rule 3. Rules 1 and 2 found nobody."),
    ((after_move("Decline"), None, "", None, (4,)), "After “Decline”. Rule 4 found nobody."),
    (
        (passed_on(timedelta(hours=36)), 1, "", Picked(CLERK, FIRST, 1), ()),
        "Passed on, since nothing had happened for 36 hours. Clerk by rule 1: the only one.",
    ),
)


@pytest.mark.parametrize(("said", "words"), REASONS, ids=[words for _, words in REASONS])
def test_reasons(said: tuple[str, int | None, str, Picked | None, tuple[int, ...]], words: str) -> None:
    assert reason_of(*said) == words
