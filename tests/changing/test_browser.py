"""The page in a browser, in each of its states: accessible, valid, within the policy, usable at 320 px, no scripts."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from werkzeug.serving import make_server

from tests.changing.conftest import Pier
from tests.explaining.conftest import PASSWORD
from tests.pages.checkers import Checkers, installed

SIZES = {"desktop": (1366, 768), "phone": (320, 640)}
STATES = ("nothing", "plan", "obstacles", "problems", "running", "done", "refused")
OTHERS = ("/apply?plan=1a", "/apply?plan=2b", "/back", "/preview")


@pytest.fixture(scope="module")
def address(shore: Pier) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, shore.ferry.application, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


@pytest.fixture(scope="module")
def checkers(pytestconfig: pytest.Config) -> Checkers:
    return installed(Path(pytestconfig.cache.mkdir("page-checkers")))


def stand(pier: Pier, state: str) -> None:
    """Leaves what the commands would have left."""
    pier.served("a1a1a1a1a1a1a1a1", "b2b2b2b2b2b2b2b2")
    if state == "obstacles":
        samples = [{"id": str(number), "value": "x", "why": ""} for number in range(5)]
        words = "7 passages have a price that is no number"
        finding = {"words": words, "count": 7, "samples": samples, "at": "specs/a.yaml:1", "remedy": "say backfill"}
        diff = "--- a\n+++ b\n-" + "a very long line of generated code " * 9
        edit = {"path": "models/deck.py", "diff": diff}
        pier.seen(exit=4, findings=[finding], drift=["the column deck.x is not of the specs"], edits=[edit])
    elif state != "nothing":
        pier.seen()
    if state == "problems":
        problem = {"severity": "error", "code": "S210", "message": "m" * 200, "hint": "h", "file": "f" * 90, "line": 3}
        found = {**(pier.room.read("look.json") or {}), "plan": None, "problems": [problem, problem]}
        pier.room.write("look.json", found)
    if state in ("done", "refused"):
        with pier.room.taken("apply", "mia@ferry.example", 1, {}):
            pier.room.tell("database", "Bringing the database up to date.")
        code = 0 if state == "done" else 4
        pier.room.end(code, "Applied generation b2b2b2b2b2b2b2b2.", () if state == "done" else ("x" * 300, "y"))


@pytest.mark.parametrize("size", SIZES)
def test_accessible_and_within_the_policy(
    pier: Pier, browser: Browser, address: str, checkers: Checkers, size: str
) -> None:
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, java_script_enabled=True)
    visit = context.new_page()
    visit.goto(f"{address}/office/login")
    visit.get_by_label("Email").fill("mia@ferry.example")
    visit.get_by_label("Password", exact=True).fill(PASSWORD)
    visit.get_by_role("button", name="Sign in").click()
    problems: list[str] = []
    visit.on("console", lambda message: problems.append(message.text) if "policy" in message.text.lower() else None)

    def check(state: str, path: str = "") -> None:
        visit.goto(f"{address}/office/change{path}")
        problems.extend(f"{state}{path}: {each}" for each in checkers.accessibility(visit))
        if visit.evaluate("document.documentElement.scrollWidth > innerWidth"):
            problems.append(f"{state}{path} scrolls sideways")

    for state in STATES:
        stand(pier, state)
        if state == "running":
            with pier.room.taken("apply", "mia@ferry.example", 1, {}):
                pier.room.tell("database", "Bringing the database up to date.")
                check(state)
        else:
            check(state)
    for path in OTHERS:
        check("others", path)
    context.close()
    assert problems == []


def test_valid_html(pier: Pier, checkers: Checkers, tmp_path: Path) -> None:
    master, sources = pier.master(), {}
    for state in STATES:
        stand(pier, state)
        sources[state] = master.get("/office/change").text
    with pier.room.taken("apply", "mia@ferry.example", 1, {}):
        pier.room.tell("database", "Bringing the database up to date.")
        sources["running"] = master.get("/office/change").text
    sources |= {path[1:5] + path[-2:]: master.get(f"/office/change{path}").text for path in OTHERS}
    preview, account = pier.place.preview, pier.ferry.account("office", "mia@ferry.example")
    about = {"portal": "cabin", "email": "anna@sea.example"}
    with preview.taken("preview", "mia@ferry.example", account, about) as (job, _):
        preview.tell("copy", "Copying the database.")
        sources["coming"] = master.get("/office/change/preview").text
        preview.write("open.json", {"job": job.id, "token": "t", "ports": {}, "until": 0})
        sources["open"] = master.get("/office/change/preview").text
    preview.end(1, "There is no preview.")
    sources["failed"] = master.get("/office/change/preview").text
    assert checkers.html(sources, tmp_path) == []
