"""Looking on as somebody else, explaining, and trying out a generation: none of them makes a move."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.workflow.kiln import Kiln


def test_who_looks_on_as_somebody_else_moves_nothing(kiln: Kiln) -> None:
    before, bowls, vases = kiln.rows(), kiln.id("Bowls"), kiln.id("Vases")
    staff = kiln["max"]
    offered = staff.send("/view-as", portal="member", email="ben@kiln.example")
    assert offered.status == 303
    visitor = kiln.visitor("/kiln")
    assert visitor.get(offered.headers["Location"]).status == 303
    page = visitor.get(f"/kiln/firings/{vases}")
    assert f"/kiln/firings/{vases}/do/collect" in {form.action for form in page.page.forms}
    token = page.page.form.controls[0].values[0]
    values = [("csrf_token", token), ("revision", "1")]
    answer = visitor.post(f"/kiln/firings/{vases}/do/collect", values)
    assert (answer.status, "Nothing can be changed here" in answer.text) == (403, True)
    assert visitor.post(f"/kiln/firings/{bowls}/do/accept", values).status == 403
    assert kiln.rows() == before


def test_an_explanation_tells_of_moves(kiln: Kiln) -> None:
    tiles = kiln.id("Tiles")
    facts = dict(kiln["max"].get(f"/firings/{tiles}/access?portal=staff&email=max@kiln.example").page.facts)
    assert facts["Move: Load"].startswith("No Not open; open once “pots <= 40” holds specs/records/firing.yaml:")
    assert facts["Move: Decline"] == "Yes Open while it is “Asked for” or “In the plan”"
    assert facts["Move: Refire"] == "No Not open: it is no move of theirs"
    mugs = kiln.id("Mugs")
    facts = dict(kiln["max"].get(f"/firings/{mugs}/access?portal=staff&email=kim@kiln.example").page.facts)
    assert facts["Move: Light the kiln"] == (
        "Yes Open while it is “In the kiln” and they did not make “Load” themselves"
    )


def test_a_generation_is_tried_with_the_pages_of_moves(kiln: Kiln, tmp_path: Path) -> None:
    var = kiln.place.var
    folder = var / "generations" / (var / "current").read_text(encoding="utf-8").strip()
    url = kiln.engine.url.render_as_string(hide_password=False)
    own = {"PORTAL_VAR": str(tmp_path), "DATABASE_URL": url, "PORTAL_BASE_URL": kiln.place.url}
    command = [sys.executable, "-m", "runtime.smoke", str(folder), "60"]
    done = subprocess.run(command, env=os.environ | own, capture_output=True, text=True, check=True)
    told = [json.loads(line) for line in done.stdout.splitlines()]
    assert "a move of the first record of /staff/firings/ as master of Kiln for staff" in {
        line.get("begin") for line in told
    }
    assert not [line for line in told if "failed" in line]
