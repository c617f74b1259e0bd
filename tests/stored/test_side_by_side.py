"""Workers of the generations before and after a rename of everything write and read the same rows."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.stored.fleet import before_and_after
from tests.stored.site import write_generation

ROOT = Path(__file__).resolve().parents[2]


def work(generation: Path, url: str, record: str, *rows: dict[str, Any]) -> list[dict[str, Any]]:
    command = [sys.executable, "-m", "tests.stored.worker", str(generation), url, record, json.dumps(rows)]
    done = subprocess.run(
        command, check=False, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-3000:]
    told: list[dict[str, Any]] = json.loads(done.stdout)
    return told


def test_each_generation_reads_what_the_other_wrote(tmp_path: Path, database_url: str) -> None:
    boats, vessels = before_and_after(tmp_path)
    born = write_generation(boats, tmp_path / "born/specs", tmp_path / "born")
    today = write_generation(vessels, tmp_path / "today/specs", tmp_path / "today")
    old = {"id": 1, "name": "Ada", "colour": "red", "haste": "urgent", "crew": [7, 8], "old_note": "leaks"}
    work(born, database_url, "boat", {**old, "document": "hull.txt"})
    new = {"id": 2, "title": "Bea", "colour": "scarlet", "haste": "high", "hands": [8], "keeper_id": 7}
    assert work(today, database_url, "vessel", {**new, "document": "mast.txt"}) == [
        {
            "title": "Ada",
            "keeper": None,
            "hands": [7, 8],
            "documents": ["hull.txt"],
            "colour": "scarlet",
            "haste": "high",
        },
        {"title": "Bea", "keeper": 7, "hands": [8], "documents": ["mast.txt"], "colour": "scarlet", "haste": "high"},
    ]
    ada = {"name": "Ada", "owner": None, "crew": [7, 8], "papers": ["hull.txt"], "colour": "red", "haste": "urgent"}
    bea = {"name": "Bea", "owner": 7, "crew": [8], "papers": ["mast.txt"], "colour": "red", "haste": "urgent"}
    assert work(born, database_url, "boat") == [{**ada, "old_note": "leaks"}, {**bea, "old_note": None}]
