"""Names in routing are changed with everything else that has them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.routing.conftest import SPECS
from tests.sites.place import make_place

RENAMES = {
    ("damage.hand_over", "pass_over"): ("after: pass_over, fill: clerk", "after: pass_over, set: { urgent"),
    ("damage.height", "level"): ('when: level == "neck"',),
    ("damage.height.neck", "chin"): ('when: height == "chin"',),
    ("damage.urgent", "quick"): ("set: { team: area.crisis, quick: true, pace: fast }", "set: { quick: true } }"),
    ("damage.clerk", "agent"): ("fill: agent, from: team.clerks", "agent: { type: link"),
    ("team.clerks", "people"): ("from: team.people, pick: round_robin",),
    ("damage.team", "crew"): ("from: crew.clerks, pick: round_robin", "set: { crew: area.team }"),
    ("area.crisis", "storm"): ("set: { team: area.storm, urgent",),
    ("clerk.damages", "cases"): ("busy: it.cases }", 'busy: count(d for d in it.cases if d.state == "open")'),
    ("damage.state.open", "wet"): ('for d in it.damages if d.state == "wet"',),
    ("clerk.role", "rank"): ('from: it.rank == "head"',),
    ("clerk.role.head", "chief"): ('from: it.role == "chief"',),
    ("repair.decline", "refuse"): ("after: refuse, fill: firm",),
    ("firm.blocked", "barred"): ("except: it.barred, pick: round_robin",),
    ("area.firms", "helpers"): ("from: area.helpers, except: it.blocked",),
    ("firm", "company"): ("to: company, where: it.active",),
}


@pytest.mark.parametrize(("names", "expected"), RENAMES.items(), ids=lambda each: str(each[0]))
def test_a_name_is_changed_in_routing(names: tuple[str, str], expected: tuple[str, ...], tmp_path: Path) -> None:
    place = make_place(SPECS, tmp_path / "house")
    done = place.portal("rename", *names)
    assert done.returncode == 0, done.stderr + done.stdout
    text = "".join((place.specs / "records" / f"{name}.yaml").read_text() for name in ("damage", "repair"))
    assert [each for each in expected if each not in text] == []


def test_what_routing_brings_keeps_its_name(tmp_path: Path) -> None:
    place = make_place(SPECS, tmp_path / "house")
    done = place.portal("rename", "damage.routed", "why")
    assert done.returncode == 1
    assert "the routing of 'damage' brings 'routed'; it keeps its name" in done.stderr + done.stdout
