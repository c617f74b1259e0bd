"""A ferry whose master may change the site, with folders that a page can be about; what the commands left there is laid
out by hand, so that each state of the page can be looked at.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from runtime import tables
from runtime.changing.rooms import Room
from runtime.changing.workplace import Workplace
from tests.explaining.conftest import Ferry, Visitor, make_ferry

PLAN: dict[str, Any] = {
    "exit": 0,
    "summary": "1 change of the data, 2 files, 1 change of access. Nothing stands in the way.",
    "basis": {"generation": "b2b2b2b2b2b2b2b2"},
    "files": {"new": ["models/deck.py"], "changed": ["site.py"], "removed": []},
    "changes": [
        {
            "kind": "AddField",
            "words": "Field deck of passage is new",
            "effect": "its 3 rows have no value for it",
            "rows": 3,
            "at": "specs/records/passage.yaml:12",
        }
    ],
    "moves": [],
    "findings": [],
    "drift": [],
    "edits": [],
    "access": {
        "portals": [{"kind": "loss", "portal": "cabin", "text": "Porters can no longer get in.", "at": "a:1"}],
        "changes": [{"kind": "gain", "text": "Passengers can now read Deck of a passage."}],
    },
    "extensions": [],
    "seconds": 0,
}
EVENT = {"did": "apply", "outcome": "done", "who": "kim@ferry.example", "words": ""}


@dataclass(frozen=True, slots=True)
class Pier:
    """The ferry and the folders of its site."""

    ferry: Ferry
    place: Workplace

    @property
    def room(self) -> Room:
        return self.place.site

    def master(self) -> Visitor:
        return self.ferry.master()

    def page(self) -> str:
        """The words of the master's page."""
        answer = self.master().get("/office/change")
        assert answer.status_code == 200
        return words_of(answer.text)

    def seen(self, look: str = "1a", **changed: Any) -> None:
        """As if the specs had been looked at; `changed` parts of the plan."""
        found = {"id": look, "at": "2026-03-02T09:30:00+00:00", "who": "mia@ferry.example", "problems": [], "why": None}
        self.room.folder.mkdir(parents=True, exist_ok=True)
        self.room.write("look.json", {**found, "plan": {**PLAN, **changed}})

    def served(self, *generations: str) -> None:
        """As if these had been applied, one after the other."""
        events = [
            {**EVENT, "at": f"2026-03-0{day}T09:30:00+00:00", "generation": name, "before": before}
            for day, (name, before) in enumerate(zip(generations, (None, *generations), strict=False), start=1)
        ]
        (self.place.var / "generations.jsonl").write_text("".join(f"{json.dumps(event)}\n" for event in events))
        (self.place.var / "current").write_text(f"{generations[-1]}\n")


@pytest.fixture(scope="module")
def shore(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pier]:
    folder = tmp_path_factory.mktemp("shore")
    folders = {name: folder / name for name in ("specs", "out", "extensions")}
    environment = {f"PORTAL_{name.upper()}": str(path) for name, path in folders.items()}
    for ferry in make_ferry(folder, environment):
        yield Pier(ferry, Workplace(folders["specs"], folders["out"], folders["extensions"], folder / "var"))


@pytest.fixture
def pier(shore: Pier) -> Pier:
    """Where nothing was done yet."""
    place = shore.place
    for folder in (place.specs, place.out, place.extensions):
        folder.mkdir(exist_ok=True)
    shutil.rmtree(place.var / "changing", ignore_errors=True)
    for name in ("generations.jsonl", "current"):
        (place.var / name).unlink(missing_ok=True)
    shore.ferry.change(tables.oversight.delete())
    return shore


@pytest.fixture
def unknown(tmp_path: Path) -> Iterator[Ferry]:
    """A ferry whose server was told no folders."""
    yield from make_ferry(tmp_path)


def words_of(html: str) -> str:
    """What people read in the main part, in one line."""
    main = html[html.index("<main") : html.index("</main>")]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", main)).replace("&#39;", "'").strip()
