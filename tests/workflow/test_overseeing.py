"""Looking on as somebody else, explaining, and trying out a generation: none of them makes a move."""

from __future__ import annotations

import json
import os
import re
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
    def told(title: str, email: str) -> dict[str, str]:
        page = kiln["max"].get(f"/firings/{kiln.id(title)}/access?portal=staff&email={email}@kiln.example")
        return {label: re.sub(r" specs/\S+$", "", words) for label, words in page.page.facts}

    tiles = told("Tiles", "max")
    assert tiles["Move: Load"] == "No Not open; open once pots are at most 40"
    assert tiles["Move: Decline"] == "Yes Open while it is “Asked for” or “In the plan”"
    assert tiles["Move: Refire"] == "No Not open: it is no move of theirs"
    lit = "it is “In the kiln” and they did not make “Load” themselves"
    assert told("Mugs", "kim")["Move: Light the kiln"] == f"Yes Open while {lit}"
    done = kiln.place.portal("explain", f"firing/{kiln.id('Tiles')}", "--as", "max@kiln.example", "--portal", "staff")
    assert "  load" in done.stdout, done.stdout + done.stderr


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
